"""Codes that sign in: how many go to one mailbox, on which devices more, and which code works.

Whoever knows an address may ask for codes to it, from any number of sessions and machines. So what is counted is the
mail that went to it, and its holder is never the one who pays: the newest code works in each session that asked for the
address, a stranger's press brings a new one at least every quarter of an hour, and a device on which the holder signed
in before has an allowance of its own. What the screen says is the same for every address.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from signup.models import Mail, User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
A_HOUR, A_DAY = 5, 48  # mails to one address, whoever asks
AT_ONCE, APART = 2, timedelta(minutes=15)  # so many may follow each other; then one at a time
ALLOWANCE, ALLOWANCE_A_DAY = 3, 24  # more, for a device that signed in before

DEVICE = settings.DEVICE_COOKIE_NAME
KNOWN_FOR = timedelta(days=365)
PEOPLE = 5  # whom one device remembers: a computer of a club room has many
SALT = "signup.device"


@transaction.atomic
def take_turn(email: str, request: HttpRequest, at: datetime | None = None) -> bool:
    """Whether one more code may go to this address now. Hold the transaction until its mail is written.

    An address of nobody, or of an account that is shut, never has a turn, and is asked the same questions: the time of
    the answer tells nothing.
    """
    at = at or timezone.now()
    # of two presses at once the second sees the mail of the first
    user = User.objects.select_for_update(no_key=True).filter(email=email, is_active=True).first()
    mails = Mail.objects.filter(kind="login_code", to=email, created_at__gt=at - DAY)
    today = list(mails.order_by("created_at").values_list("created_at", flat=True))
    lately = [sent for sent in today if sent > at - HOUR]
    if user is None:
        return False
    if is_known(request, user):
        return len(lately) < A_HOUR + ALLOWANCE and len(today) < A_DAY + ALLOWANCE_A_DAY
    if len(today) >= A_DAY or len(lately) >= A_HOUR:
        return False
    return len(lately) < AT_ONCE or at - lately[-1] >= APART


# which code works


def remember(email: str, code: str) -> None:
    """This code went to the address just now: it works in each session that asked for the address."""
    cache.set(_place(email), _trace(email, code), settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)


def invalidate(email: str) -> None:
    """Somebody signed in: no code opens anything a second time."""
    cache.delete(_place(email))


def is_newest(email: str, code: str) -> bool:
    """Whether this is the newest code that went to the address, and still works."""
    newest = cache.get(_place(email))
    return bool(newest) and constant_time_compare(newest, _trace(email, code))


def _place(email):
    return f"login_code:{hashlib.sha256(email.lower().encode()).hexdigest()}"


def _trace(email, code):
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("signup.login_code", f"{email.lower()} {bare}", algorithm="sha256").hexdigest()


# devices that signed in before


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether this person signed in on this device, since the account has its address."""
    return _people_of(request).get(str(user.pk)) == _mark(user)


def know(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the device remember who has signed in on it just now; signing out does not change that."""
    user = request.user
    if user.is_authenticated:
        people = {pk: mark for pk, mark in _people_of(request).items() if pk != str(user.pk)}
        people = dict([*people.items()][1 - PEOPLE :]) | {str(user.pk): _mark(user)}
        response.set_cookie(
            DEVICE,
            signing.dumps(people, salt=SALT),
            max_age=KNOWN_FOR,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _people_of(request):
    try:
        people = signing.loads(request.COOKIES.get(DEVICE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return people if isinstance(people, dict) else {}


def _mark(user):
    """Changes with what ends all sessions (signup.models.accounts.change_address)."""
    return hashlib.sha256(user.password.encode()).hexdigest()[:16]
