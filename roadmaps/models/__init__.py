from roadmaps.standing import NotAllowed, Refused, Standing

from .action import Action, Conflict
from .comment import Comment
from .event import Event
from .roadmap import Roadmap, RoadmapPage
from .support import Support

__all__ = [
    "Action",
    "Comment",
    "Conflict",
    "Event",
    "NotAllowed",
    "Refused",
    "Roadmap",
    "RoadmapPage",
    "Standing",
    "Support",
]
