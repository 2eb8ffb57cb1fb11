"""What people agreed to or acknowledged: the text in its version, who, when, and until when."""

from datetime import date
from typing import Self

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from portal.rules.refusals import Refused

NOT_BEFORE_THE_LAST = "Nowa wersja nie może obowiązywać wcześniej niż poprzednia."


class ConsentText(models.Model):
    """One version of a text that people agree to or take note of. It is written once: a change is a new version."""

    shown_publicly = True

    KINDS = [
        ("clause", "klauzula informacyjna"),
        ("public_name", "zgoda na podanie imienia, nazwiska i organizacji"),
        ("image", "zgoda na publikację wizerunku"),
    ]
    # what a person may agree to, and take back, one by one
    CONSENTS = ["public_name", "image"]

    kind = models.CharField("rodzaj", max_length=20, choices=KINDS)
    version = models.PositiveSmallIntegerField("wersja", default=1)
    text = models.TextField("treść")
    since = models.DateField("obowiązuje od", default=timezone.localdate)

    class Meta:
        verbose_name = "treść zgody"
        verbose_name_plural = "treści zgód"
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_text_a_version")]

    def __str__(self):
        return f"{self.get_kind_display()}, wersja {self.version}"

    def save(self, *args, **kwargs):
        if self.pk and type(self).objects.filter(pk=self.pk).exclude(kind=self.kind, text=self.text).exists():
            raise Refused("Tej wersji nie można zmienić: ktoś mógł ją już przeczytać. Napisz nową.")
        super().save(*args, **kwargs)

    # questions

    @property
    def sentence(self) -> str:
        """A consent as it stands beside its box."""
        return self.text.rstrip(".")

    @classmethod
    def in_force(cls) -> dict[str, Self]:
        """{kind: the version that is in force today}; one query for all."""
        found = {text.kind: text for text in cls.objects.filter(since__lte=timezone.localdate()).order_by("version")}
        return {kind: found[kind] for kind, _ in cls.KINDS if kind in found}

    @classmethod
    def newest(cls, kind: str, on: date | None = None) -> Self | None:
        """The version of a kind that is in force on a day (today), or None."""
        return cls.objects.filter(kind=kind, since__lte=on or timezone.localdate()).order_by("-version").first()

    @classmethod
    def shown_since(cls, kind: str, opened: date) -> models.QuerySet:
        """The versions of a kind that were in force on some day from `opened` until today."""
        first = cls.newest(kind, opened)
        found = cls.objects.filter(kind=kind, since__lte=timezone.localdate())
        return found.filter(version__gte=first.version) if first else found

    # verbs

    @classmethod
    @transaction.atomic
    def write(cls, kind: str, text: str, since: date | None = None) -> Self:
        """Write the next version of a text, in force from a day on (today). Refuses a day before the one before."""
        since = since or timezone.localdate()
        before = cls.objects.select_for_update().filter(kind=kind)
        latest = max((text.since for text in before), default=since)
        if since < latest:
            raise Refused(NOT_BEFORE_THE_LAST)
        last = before.aggregate(last=Max("version"))["last"] or 0
        return cls.objects.create(kind=kind, version=last + 1, text=text.strip(), since=since)


class ConsentQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Consents that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """A person agreed to (or, with a clause, took note of) one version of a text."""

    shown_publicly = True

    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    declaration = models.ForeignKey(
        "signup.Declaration", on_delete=models.CASCADE, null=True, blank=True, related_name="consents"
    )
    user = models.ForeignKey("signup.User", on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    given_at = models.DateTimeField("udzielona", default=timezone.now)
    withdrawn_at = models.DateTimeField("wycofana", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "zgoda"
        verbose_name_plural = "zgody"
        constraints = [
            models.UniqueConstraint(fields=["text", "declaration"], name="one_consent_a_text_in_a_declaration")
        ]

    def __str__(self):
        return str(self.text)
