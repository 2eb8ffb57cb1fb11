"""Declarations of participation (deklaracje udziału) and what is decided about them; the verbs are by topic."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from portal.rules import cleaning
from portal.search.words import fold
from signup.rules import numbers
from signup.rules.codes import new_code

from ..data_protection import data_protection
from .confirming import Confirming
from .deciding import Deciding
from .forgetting import Forgetting
from .paper import OnPaper
from .queryset import DeclarationQuerySet
from .reviewing import Reviewing
from .sending import Sending
from .telling import Telling


class Declaration(Sending, Confirming, OnPaper, Reviewing, Deciding, Telling, Forgetting, models.Model):
    """One person's application for one or more groups, in one call."""

    shown_publicly = False

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
    BEFORE_DECISION = ["submitted", "in_review", "needs_correction"]
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
    AVAILABILITIES = [
        ("mornings", "przed południem"),
        ("afternoons", "po południu"),
        ("evenings", "wieczorem"),
        ("weekends", "w weekend"),
    ]
    SOURCES = [("online", "formularz"), ("paper", "papier"), ("invitation", "zaproszenie")]
    # what an organisation is asked for, and a person alone is not
    ORGANISATION = ["org_name", "org_kind", "org_role", "krs", "nip", "regon", "street", "postal_code", "city"]
    # what a person answers; all of it is personal data, and goes when a declaration is forgotten
    ANSWERS = [
        *["given_name", "family_name", "email", "phone", "capacity", *ORGANISATION],
        *["contribution", "availability", "needs"],
    ]
    PERSONAL = [*ANSWERS, "email_lower", "sought"]
    # what its person may put right before the decision; the address was confirmed, and groups are chosen once
    REVISABLE = [name for name in ANSWERS if name != "email"]

    call = models.ForeignKey("signup.DeclarationCallPage", on_delete=models.PROTECT, related_name="declarations")
    state = models.CharField("stan", max_length=20, choices=STATES, default="unconfirmed")
    source = models.CharField("źródło", max_length=10, choices=SOURCES, default="online")
    code = models.CharField("kod", max_length=9, unique=True, default=new_code, editable=False)
    number = models.CharField("numer", max_length=20, unique=True, null=True, blank=True)
    # sha256 of the token in the mail: whoever reads the database cannot confirm for others
    confirmation_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    # counts the links that the person had: an older one leads nowhere
    link = models.PositiveSmallIntegerField("który link", default=1)

    given_name = models.CharField("imię", max_length=80)
    family_name = models.CharField("nazwisko", max_length=80)
    email = cleaning.AddressField("adres e-mail", blank=True, help_text="Puste tylko na papierze.")
    email_lower = cleaning.AddressField("adres do porównań", db_index=True, editable=False, blank=True)
    phone = models.CharField("numer telefonu", max_length=16, blank=True)
    capacity = models.CharField("występuję", max_length=20, choices=CAPACITIES, default="own")
    org_name = models.CharField("nazwa organizacji", max_length=160, blank=True)
    org_kind = models.CharField("rodzaj podmiotu", max_length=30, choices=ORG_KINDS, blank=True)
    org_role = models.CharField("funkcja", max_length=120, blank=True)
    krs = models.CharField("numer KRS", max_length=10, blank=True)
    nip = models.CharField("numer NIP", max_length=10, blank=True)
    regon = models.CharField("numer REGON", max_length=14, blank=True)
    street = models.CharField("ulica i numer", max_length=120, blank=True)
    postal_code = models.CharField("kod pocztowy", max_length=6, blank=True)
    city = models.CharField("miejscowość", max_length=80, blank=True)
    contribution = models.TextField("co chcę wnieść do prac grupy", max_length=1000, blank=True)
    availability = models.JSONField("dogodne terminy spotkań", default=list, blank=True)
    # may tell of a person's health: seen by coordinators alone, and gone after the first meeting
    needs = models.TextField("potrzeby związane z dostępnością", max_length=1000, blank=True)

    # what the desk is searched by: number, code, names and organisation, without tails
    sought = models.CharField(max_length=400, blank=True, editable=False)

    sent_at = models.DateTimeField("wysłana", default=timezone.now)
    late = models.BooleanField("po terminie", default=False)
    # of one on paper: who wrote it down here
    entered_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("adres potwierdzony", null=True, blank=True)
    reminded_at = models.DateTimeField("przypomnienie", null=True, blank=True)
    submitted_at = models.DateTimeField("złożona", null=True, blank=True)
    review_started_at = models.DateTimeField("rozpatrywana od", null=True, blank=True)
    withdrawn_at = models.DateTimeField("wycofana", null=True, blank=True)
    # empty: by the person
    withdrawn_by = models.ForeignKey("signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        "signup.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="declarations"
    )
    groups = models.ManyToManyField("portal.WorkingGroupPage", through="signup.DeclarationChoice", related_name="+")

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "deklaracja"
        verbose_name_plural = "deklaracje"
        ordering = ["-sent_at", "-pk"]
        indexes = [
            # what the desk asks for most: what is not decided yet, the oldest first
            models.Index(
                fields=["submitted_at", "id"],
                condition=models.Q(state__in=["submitted", "in_review", "needs_correction"]),
                name="undecided_by_age",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["unconfirmed", "expired", "withdrawn", "anonymised"])
                | models.Q(number__isnull=False),
                name="submitted_declarations_have_a_number",
            )
        ]

    def __str__(self):
        return self.number or "deklaracja bez numeru"

    def save(self, *args, update_fields=None, **kwargs):
        sought = fold(f"{self.number or ''} {self.code} {self.full_name} {self.org_name}").strip()
        self.sought = sought[: self._meta.get_field("sought").max_length]  # folded, one sign may become eighteen
        if update_fields is not None:
            update_fields = {*update_fields, "sought"}
        super().save(*args, update_fields=update_fields, **kwargs)

    # questions

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def file_name(self) -> str:
        """deklaracja-D-2018-0042.pdf"""
        return f"deklaracja-{(self.number or self.code).replace('/', '-')}.pdf"

    @property
    def expires_at(self) -> datetime:
        return self.sent_at + data_protection().confirmation

    @property
    def shown_phone(self) -> str:
        return numbers.show_phone(self.phone)

    @property
    def shown_numbers(self) -> str:
        """KRS 0000123456, NIP 123-456-32-18"""
        shown = [("KRS", self.krs), ("NIP", numbers.show_nip(self.nip)), ("REGON", self.regon)]
        return ", ".join(f"{name} {number}" for name, number in shown if number)

    @property
    def available(self) -> str:
        """„wieczorem, w weekend”"""
        return ", ".join(name for key, name in self.AVAILABILITIES if key in self.availability)

    def is_named_as(self, name: str) -> bool:
        """Whether this is its person's name, whatever the case, tails and spaces."""
        return fold(self.full_name).split() == fold(name).split()

    def _lock(self):
        """Hold the row until the end of the transaction, and see what stands in it now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())
