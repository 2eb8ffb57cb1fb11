from portal.errors import Refused

from .call import CallDeadline, CallIndexPage, DeclarationCallPage
from .choice import DeclarationChoice
from .consent import Consent, ConsentText
from .correction import Correction, Note
from .declaration import Declaration
from .mail import Mail
from .membership import Membership
from .number_series import NumberSeries
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
