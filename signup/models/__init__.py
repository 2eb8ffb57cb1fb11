from portal.rules.refusals import Refused

from .call import CallDeadline, CallIndexPage, DeclarationCallPage
from .choice import DeclarationChoice
from .consent import Consent, ConsentText
from .correction import Correction, Note
from .data_protection import DataProtection
from .declaration import Declaration
from .erasure import ErasureRequest
from .invitation import Invitation
from .mail import Mail
from .membership import Membership, membership_ended
from .membership_change import MembershipChange
from .number_series import NumberSeries
from .user import User

__all__ = [
    "CallDeadline",
    "CallIndexPage",
    "Consent",
    "ConsentText",
    "Correction",
    "DataProtection",
    "Declaration",
    "DeclarationCallPage",
    "DeclarationChoice",
    "ErasureRequest",
    "Invitation",
    "Mail",
    "Membership",
    "MembershipChange",
    "Note",
    "NumberSeries",
    "Refused",
    "User",
    "membership_ended",
]
