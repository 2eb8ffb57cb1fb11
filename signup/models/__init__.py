from .call import CallIndexPage, DeclarationCallPage
from .consent import Consent, ConsentText
from .declaration import Declaration, DeclarationChoice, NumberSeries, Refused
from .mail import Mail
from .membership import Membership
from .user import User

__all__ = [
    "CallIndexPage",
    "Consent",
    "ConsentText",
    "Declaration",
    "DeclarationCallPage",
    "DeclarationChoice",
    "Mail",
    "Membership",
    "NumberSeries",
    "Refused",
    "User",
]
