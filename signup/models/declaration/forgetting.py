"""What a declaration forgets, and what its person puts right beside the account."""

from datetime import datetime

from django.db import transaction


class Forgetting:
    """The verbs about personal data, at any time."""

    @transaction.atomic
    def correct(self, at: datetime | None = None, **answers: object) -> list[str]:
        """Its person puts own data right at any time, beside the account. Coordinators see which, if they still decide.

        The names of the fields that changed.
        """
        self._lock()
        if self.state in self.BEFORE_DECISION:
            return self.revise(at, **answers)
        changed = [name for name, value in answers.items() if getattr(self, name) != value]
        if changed and self.state not in ("expired", "anonymised"):
            for name in changed:
                setattr(self, name, answers[name])
            self.save(update_fields=changed)
        return changed

    @transaction.atomic
    def forget_needs(self) -> None:
        """The meeting for which they were told is over."""
        self._lock()
        self.needs = ""
        self.save(update_fields=["needs"])

    @transaction.atomic
    def anonymise(self) -> None:
        """Forget whose it was: answers, talk and reasons go; number, dates and decisions stay. Idempotent."""
        self._lock()
        if self.state == "anonymised":
            return
        for name in self.PERSONAL:
            setattr(self, name, self._meta.get_field(name).get_default())
        self.state, self.confirmation_key = "anonymised", None
        if not self.choices.filter(state="accepted").exists():
            self.user = None  # nothing says any more who was declined, or thought better of it
        self.save()
        self.choices.filter(state="waiting").update(state="withdrawn")
        self.choices.update(reason="")
        self.corrections.all().delete()
        self.notes.all().delete()
