from .declaration import Declaration
from .rules import ENDED

__all__ = ["ENDED", "Declaration"]
