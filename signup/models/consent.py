"""What people agreed to or acknowledged: the text in its version, who, when, and until when."""

from django.db import models
from django.utils import timezone


class ConsentText(models.Model):
    """One version of a text that a declaration shows; a version that somebody agreed to is never edited."""

    KINDS = [
        ("clause", "klauzula informacyjna"),
        ("public_name", "zgoda na podanie imienia, nazwiska i organizacji"),
        ("image", "zgoda na publikację wizerunku"),
    ]

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

    @classmethod
    def newest(cls, kind):
        """The newest version of a kind, or None."""
        return cls.objects.filter(kind=kind).order_by("-version").first()


class ConsentQuerySet(models.QuerySet):
    def standing(self):
        """Consents that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """A person agreed to (or, with a clause, took note of) one version of a text."""

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
