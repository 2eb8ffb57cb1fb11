from roadmaps.standing import NotAllowed, Refused, Standing

from .action import Action
from .comment import Comment
from .event import Event
from .mention import Mention, MentionNotice
from .objection import Objection
from .pledge import Pledge
from .roadmap import Roadmap, RoadmapPage
from .support import Support
from .visit import Visit
from .writing import Conflict

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
    "Standing",
    "Support",
    "Visit",
]
