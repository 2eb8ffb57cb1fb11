from .action import Action, Refused
from .comment import Comment
from .event import Event
from .roadmap import Roadmap, RoadmapPage
from .support import Support

__all__ = ["Action", "Comment", "Event", "Refused", "Roadmap", "RoadmapPage", "Support"]
