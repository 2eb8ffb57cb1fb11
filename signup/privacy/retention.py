"""How long data are kept, and the job that forgets them (RODO art. 5 ust. 1 lit. e).

Each rule finds what is over its time and forgets it; its number is a setting (Ustawienia, Dane osobowe). `manage.py
retention` only counts, `--do` and the daily job forget. What has nobody's name any more (numbers, dates, decisions)
stays.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.models import MeetingPage
from signup.models import DataProtection, Declaration, DeclarationChoice, Membership, User
from signup.privacy import access_log
from signup.rules.months import months_after

log = logging.getLogger("signup.privacy.retention")


class Rule(NamedTuple):
    """What is forgotten: `find(at)` gives what is over its time, `forget(at)` forgets it and says how much it was."""

    name: str
    what: str
    find: object
    forget: object


def each(find: Callable, verb: Callable) -> Callable:
    """Forget one by one what is found: one that fails stops no other."""

    def forget(at):
        return sum(_forgotten(one, verb, at) for one in find(at))

    return forget


def _forgotten(one, verb, at):
    try:
        with transaction.atomic():
            verb(one, at)
    except Exception:
        log.exception("%s %s was not forgotten", one._meta.label, one.pk)
        return False
    return True


def kept_for() -> DataProtection:
    return DataProtection.load()


def unconfirmed(at: datetime) -> QuerySet:
    return Declaration.objects.unconfirmed_too_long(at)


def expire(at: datetime) -> int:
    with transaction.atomic():
        return Declaration.objects.expire(at)


def refused(at: datetime) -> QuerySet:
    """Withdrawn, or declined by all: so many days after the last day of their call."""
    last = timezone.localdate(at) - timedelta(days=kept_for().refused_days)
    taken = DeclarationChoice.objects.filter(state="accepted").values("declaration")
    return Declaration.objects.filter(state__in=["withdrawn", "decided"], call__closes__lt=last).exclude(pk__in=taken)


def left(at: datetime) -> QuerySet:
    """People whose last membership ended so many months ago, with nothing under way.

    Whoever works in the office keeps the account, without what the groups knew.
    """
    before = months_after(at, -kept_for().membership_months)
    ended = User.objects.filter(erased_at=None).annotate(left=Max("memberships__ended_at")).filter(left__lt=before)
    ended = ended.exclude(pk__in=Membership.objects.current().values("user"))
    waiting = Declaration.objects.filter(state__in=Declaration.BEFORE_DECISION)
    ended = ended.exclude(pk__in=waiting.exclude(user=None).values("user")).exclude(
        email__in=waiting.filter(user=None, confirmed_at__isnull=False).values("email_lower")
    )
    declared = Declaration.objects.filter(user=OuterRef("pk")).exclude(state__in=["expired", "anonymised"])
    organised = Membership.objects.filter(user=OuterRef("pk")).exclude(org_name="")
    known = Exists(declared) | Exists(organised)
    return ended.filter(~Q(pk__in=User.objects.in_office().values("pk")) | known)


def forget_member(user: User, at: datetime) -> None:
    if not User.objects.in_office().filter(pk=user.pk).exists():
        user.erase(at=at)
        return
    for declaration in Declaration.objects.of(user):
        declaration.anonymise()
    user.memberships.update(org_name="", org_kind="", org_role="")


def needs(at: datetime) -> QuerySet:
    """Needs of accessibility, once each group that took the person in has met, and none has still to decide."""
    day = timezone.localdate(at) - timedelta(days=kept_for().needs_days - 1)
    met = MeetingPage.objects.live().filter(
        cancelled=False,
        groups=OuterRef("group"),
        starts_at__gt=OuterRef("decided_at"),
        ends_at__lt=timezone.make_aware(datetime.combine(day, time.min)),
    )
    choices = DeclarationChoice.objects.filter(declaration=OuterRef("pk"))
    needed = choices.filter(Q(state="waiting") | Q(state="accepted") & ~Exists(met))
    taken = Exists(choices.filter(state="accepted"))
    return Declaration.objects.exclude(needs="").filter(taken).exclude(Exists(needed))


def old_months(at: datetime) -> list[Path]:
    return access_log.over(months_after(at, -kept_for().log_months))


def forget_months(at: datetime) -> int:
    return access_log.remove_months(months_after(at, -kept_for().log_months), at)


def old_sign_ins(at: datetime) -> QuerySet:
    return User.objects.filter(last_login__lt=months_after(at, -kept_for().log_months))


def sessions(at: datetime) -> QuerySet:
    return Session.objects.filter(expire_date__lt=at)


RULES = [
    Rule("unconfirmed", "declarations that were not confirmed in time", unconfirmed, expire),
    Rule("refused", "declarations withdrawn, or declined by all", refused, each(refused, lambda it, _: it.anonymise())),
    Rule("left", "people who left the last of their groups", left, each(left, forget_member)),
    Rule("needs", "needs of accessibility after the meeting", needs, each(needs, lambda it, _: it.forget_needs())),
    Rule("log", "months of the log of who saw what", old_months, forget_months),
    Rule("sign-ins", "moments of last signing in", old_sign_ins, lambda at: old_sign_ins(at).update(last_login=None)),
    Rule("sessions", "sessions that are over", sessions, lambda at: sessions(at).delete()[0]),
]


def report(at: datetime | None = None) -> list[tuple[Rule, int]]:
    """[(rule, how much is over its time)]; nothing is changed."""
    at = at or timezone.now()
    return [(rule, len(rule.find(at))) for rule in RULES]


def forget(at: datetime | None = None) -> list[tuple[Rule, int]]:
    """Forget what is over its time: [(rule, how much it was)]. Twice is as good as once."""
    at = at or timezone.now()
    return [(rule, rule.forget(at)) for rule in RULES]


def job() -> None:
    """Job: once a day, with the numbers in the log."""
    log.info("Forgotten: %s", ", ".join(f"{rule.name} {number}" for rule, number in forget()))
