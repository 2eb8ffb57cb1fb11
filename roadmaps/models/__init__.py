from roadmaps.models.action.action import Action
from roadmaps.models.action.writing import Conflict
from roadmaps.models.comment import Comment
from roadmaps.models.event import Event
from roadmaps.models.mention import Mention, MentionNotice
from roadmaps.models.objection import Objection
from roadmaps.models.page import RoadmapPage
from roadmaps.models.pledge import Pledge
from roadmaps.models.roadmap import Roadmap
from roadmaps.models.support import Support
from roadmaps.models.visit import Visit
from roadmaps.rules.permissions import NotAllowed, Refused, Role

__all__ = [
    "Action",
    "Comment",
    "Conflict",
    "Event",
    "Mention",
    "MentionNotice",
    "NotAllowed",
    "Objection",
    "Pledge",
    "Refused",
    "Roadmap",
    "RoadmapPage",
    "Role",
    "Support",
    "Visit",
]
