from .call import CallDeadline, CallIndexPage, DeclarationCallPage
from .consent import Consent, ConsentText
from .correction import Correction, Note
from .declaration import Declaration, DeclarationChoice, NumberSeries, Refused
from .mail import Mail
from .membership import Membership
from .user import User

__all__ = [
    "CallDeadline",
    "CallIndexPage",
    "Consent",
    "ConsentText",
    "Correction",
    "Declaration",
    "DeclarationCallPage",
    "DeclarationChoice",
    "Mail",
    "Membership",
    "Note",
    "NumberSeries",
    "Refused",
    "User",
]
