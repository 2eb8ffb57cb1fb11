"""A declaration while it is reviewed: coordinators take it up, ask and note; its person answers, revises, withdraws."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.rules.refusals import Refused

from ..correction import Correction, Note
from ..data_protection import data_protection
from ..user import User
from .rules import DOUBLE_POST, ENDED


class Reviewing:
    """The verbs before the decision."""

    def shown_state(self, requests: Iterable[Correction]) -> str:
        """Its state for coordinators whose groups made these requests; what another group asks is not theirs to see."""
        if self.state == "needs_correction" and not any(request.is_open for request in requests):
            return dict(self.STATES)["in_review"]
        return self.get_state_display()

    @transaction.atomic
    def take(self, by: User, at: datetime | None = None) -> None:
        """A coordinator of a chosen group takes the declaration up. Idempotent; refuses where no such group works."""
        self._lock()
        mine = self.choices.filter(group__in=by.memberships.active().coordinators().values("group"))
        if not mine.exists():
            raise PermissionDenied("Tę deklarację rozpatrują koordynatorzy wybranych grup.")
        if not mine.filter(group__archived=False).exists():
            raise Refused(ENDED)
        self._start_review(at or timezone.now())

    @transaction.atomic
    def ask(self, by: User, group: WorkingGroupPage, text: str, at: datetime | None = None) -> Correction:
        """A coordinator asks the person to complete one thing within 7 days. The request; refuses a second one.

        The same once more, one press too many, is the request that is there.
        """
        at = at or timezone.now()
        text = text.strip()
        if not text:
            raise Refused("Napisz, co trzeba uzupełnić. Trafi to do osoby, która się zgłosiła.")
        self._choice_to_become("asked", by, group)
        if open_one := self.corrections.open().filter(group=group).first():
            if (open_one.asked_by, open_one.text) == (by, text):
                return open_one
            raise Refused("Ta grupa czeka już na odpowiedź. Następną prośbę można wysłać po niej.")
        request = self.corrections.create(group=group, asked_by=by, asked_at=at, text=text)
        self._start_review(at)
        self.state = "needs_correction"
        self.save(update_fields=["state"])
        context = {"number": self.number, "group": group.title, "text": text, "until": request.due}
        self._tell("correction", context | {"address": self.address})
        return request

    @transaction.atomic
    def answer(self, request: Correction, text: str, at: datetime | None = None) -> None:
        """The person answers a request of a group; the review goes on when none is open. Idempotent."""
        self._lock()
        text = text.strip()
        if text and self.corrections.filter(pk=request.pk, answer=text).exists():
            return  # one press too many
        if not text:
            raise Refused("Napisz odpowiedź.")
        if self.state != "needs_correction" or not self.corrections.open().filter(pk=request.pk).exists():
            raise Refused("Na tę prośbę nie trzeba już odpowiadać.")
        request.answer, request.answered_at = text, at or timezone.now()
        request.save(update_fields=["answer", "answered_at"])
        self._go_on()

    @transaction.atomic
    def note(self, by: User, group: WorkingGroupPage, text: str, at: datetime | None = None) -> Note:
        """A note among the coordinators of a group; the first one takes the declaration up."""
        at = at or timezone.now()
        self._lock()
        if not by.coordinates(group) or not self.choices.filter(group=group).exists():
            raise PermissionDenied("Notatki prowadzą koordynatorzy wybranych grup.")
        if group.archived:
            raise Refused(ENDED)
        if not text.strip():
            raise Refused("Napisz notatkę.")
        note = {"group": group, "author": by, "text": text.strip()}
        if twice := self.notes.filter(**note, written_at__gt=at - DOUBLE_POST).first():
            return twice
        self._start_review(at)
        return self.notes.create(**note, written_at=at)

    @transaction.atomic
    def revise(self, at: datetime | None = None, **answers: object) -> list[str]:
        """The person puts own answers right before the decision; coordinators see which. The names of the fields."""
        self._lock()
        self._must_await_a_decision()
        changed = [name for name, value in answers.items() if getattr(self, name) != value]
        for name in changed:
            if name not in self.REVISABLE:
                raise ValueError(f"{name} is not for its person to change.")
            setattr(self, name, answers[name])
        if changed:
            self.save(update_fields=changed)
            names = ", ".join(self._meta.get_field(name).verbose_name for name in changed)
            self.notes.create(text=f"Osoba poprawiła: {names}.", written_at=at or timezone.now())
        return changed

    @transaction.atomic
    def withdraw(self, by: User | None = None, reason: str = "", at: datetime | None = None) -> None:
        """Withdraw what no group has decided yet: the person, or the office that was asked to, which says why.

        Idempotent. Decisions that were made stand.
        """
        at = at or timezone.now()
        self._lock()
        if self.state == "withdrawn":
            return
        if by is not None:
            waiting = set(self.choices.filter(state="waiting").values_list("group", flat=True))
            if waiting - set(by.memberships.active().coordinators().values_list("group", flat=True)):
                raise PermissionDenied("Wycofać może osoba, która koordynuje wszystkie grupy czekające na decyzję.")
            if not reason.strip():
                raise Refused("Napisz, na czyją prośbę deklaracja jest wycofywana.")
        if self.state != "unconfirmed":
            self._must_await_a_decision()
        self.state, self.withdrawn_at, self.withdrawn_by = "withdrawn", at, by
        self.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
        left = self.choices.filter(state="waiting")
        for group in left.values_list("group", flat=True) if reason.strip() else ():
            # in each of its groups, and in no other
            self.notes.create(group_id=group, author=by, text=reason.strip(), written_at=at)
        left.update(state="withdrawn")
        self.corrections.open().update(dropped_at=at)
        self._tell(
            "withdrawn",
            {"number": self.number, "by_office": by is not None, "days": data_protection().refused_days},
        )

    def _must_await_a_decision(self):
        if self.state not in self.BEFORE_DECISION:
            raise Refused("Ta deklaracja nie czeka już na decyzję.")

    def _start_review(self, at):
        if self.state == "submitted":
            self.state = "in_review"
            self.review_started_at = at
            self.save(update_fields=["state", "review_started_at"])

    def _go_on(self):
        """Back to the review once no request is open."""
        if self.state == "needs_correction" and not self.corrections.open().exists():
            self.state = "in_review"
            self.save(update_fields=["state"])
