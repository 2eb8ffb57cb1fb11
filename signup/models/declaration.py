"""Declarations of participation (deklaracje udziału) and what is decided about them."""

from django.db import models
from django.utils import timezone


class Refused(Exception):
    """A verb that cannot be done now; the text is a sentence for the person who tried."""


class NumberSeries(models.Model):
    """The last number given in a year; its row is the lock that keeps the numbers free of gaps."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "numeracja"
        verbose_name_plural = "numeracje"

    def __str__(self):
        return f"{self.year}: {self.last}"


class Declaration(models.Model):
    """One person's application for one or more groups, in one call."""

    STATES = [
        ("unconfirmed", "czeka na potwierdzenie adresu"),
        ("submitted", "złożona"),
        ("in_review", "rozpatrywana"),
        ("needs_correction", "do uzupełnienia"),
        ("decided", "rozpatrzona"),
        ("withdrawn", "wycofana"),
        ("expired", "wygasła"),
        ("anonymised", "zanonimizowana"),
    ]
    CAPACITIES = [("own", "w imieniu własnym"), ("representative", "jako przedstawiciel(ka) organizacji")]
    ORG_KINDS = [
        ("stowarzyszenie", "stowarzyszenie"),
        ("fundacja", "fundacja"),
        ("spoldzielnia_socjalna", "spółdzielnia socjalna"),
        ("kgw", "koło gospodyń wiejskich"),
        ("spolka_non_profit", "spółka non profit"),
        ("instytucja_publiczna", "instytucja publiczna"),
        ("firma", "firma"),
        ("grupa_nieformalna", "grupa nieformalna"),
        ("inny", "inny"),
    ]
    SOURCES = [("online", "formularz"), ("paper", "papier")]

    call = models.ForeignKey("signup.DeclarationCallPage", on_delete=models.PROTECT, related_name="declarations")
    state = models.CharField("stan", max_length=20, choices=STATES, default="unconfirmed")
    source = models.CharField("źródło", max_length=10, choices=SOURCES, default="online")
    number = models.CharField("numer", max_length=20, unique=True, null=True, blank=True)
    # sha256 of the token in the mail: whoever reads the database cannot confirm for others
    confirmation_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    given_name = models.CharField("imię", max_length=80)
    family_name = models.CharField("nazwisko", max_length=80)
    email = models.EmailField("adres e-mail")
    email_lower = models.EmailField("adres do porównań", db_index=True, editable=False)
    capacity = models.CharField("występuję", max_length=20, choices=CAPACITIES, default="own")
    org_name = models.CharField("nazwa organizacji", max_length=160, blank=True)
    org_kind = models.CharField("rodzaj podmiotu", max_length=30, choices=ORG_KINDS, blank=True)
    org_role = models.CharField("funkcja", max_length=120, blank=True)

    sent_at = models.DateTimeField("wysłana", default=timezone.now)
    submitted_at = models.DateTimeField("złożona", null=True, blank=True)
    review_started_at = models.DateTimeField("rozpatrywana od", null=True, blank=True)
    user = models.ForeignKey(
        "signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="declarations"
    )
    groups = models.ManyToManyField("portal.WorkingGroupPage", through="signup.DeclarationChoice", related_name="+")

    class Meta:
        verbose_name = "deklaracja"
        verbose_name_plural = "deklaracje"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["unconfirmed", "expired", "withdrawn", "anonymised"])
                | models.Q(number__isnull=False),
                name="submitted_declarations_have_a_number",
            )
        ]

    def __str__(self):
        return self.number or "deklaracja bez numeru"


class DeclarationChoice(models.Model):
    """One group chosen in a declaration; each is decided by that group's coordinators, separately."""

    STATES = [
        ("waiting", "czeka na decyzję"),
        ("accepted", "przyjęta"),
        ("rejected", "nieprzyjęta"),
        ("withdrawn", "wycofana"),
    ]

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="choices")
    group = models.ForeignKey("portal.WorkingGroupPage", on_delete=models.PROTECT, related_name="choices")
    state = models.CharField("stan", max_length=10, choices=STATES, default="waiting")
    decided_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("data decyzji", null=True, blank=True)
    reason = models.TextField("uzasadnienie", blank=True)

    class Meta:
        verbose_name = "wybrana grupa"
        verbose_name_plural = "wybrane grupy"
        ordering = ["group__path"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "group"], name="a_group_is_chosen_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "withdrawn"]) | models.Q(decided_at__isnull=False),
                name="a_decision_has_a_date",
            ),
        ]

    def __str__(self):
        return f"{self.declaration_id} / {self.group_id}"
