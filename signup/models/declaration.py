"""Declarations of participation (deklaracje udziału) and what is decided about them."""

from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from portal.rules import cleaning
from portal.search.words import fold
from portal.serving.errors import Refused
from portal.templatetags.polish import day
from signup.mail import post
from signup.rules import numbers
from signup.rules.codes import new_code
from signup.rules.keys import key_of, trace_of

from .choice import DeclarationChoice
from .data_protection import data_protection
from .declaration_set import DOUBLE_POST, DeclarationQuerySet, quoted
from .mail import Mail
from .number_series import NumberSeries

# how long before the deadline, and at what hour of that day, people are reminded
REMINDER = timedelta(days=3)
REMINDER_HOUR = time(9)
# so long a welcome waits for those of other groups
TOGETHER = timedelta(minutes=3)
TAKEN = (
    "Adres z tej deklaracji ma dziś konto kogoś o innym imieniu i nazwisku. Poproś tę osobę o nową deklarację, "
    "z adresem, który należy do niej."
)
ENDED = "Ta grupa zakończyła pracę i nie przyjmuje nowych osób."


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
    def full_name(self):
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def token(self):
        """What stands in the mailed link."""
        number = str(self.pk) if self.link == 1 else f"{self.pk}/{self.link}"
        return key_of("signup.declaration", number, self.confirmation_key)

    @property
    def file_name(self):
        """deklaracja-D-2018-0042.pdf"""
        return f"deklaracja-{(self.number or self.code).replace('/', '-')}.pdf"

    @property
    def address(self):
        """The page of this one declaration: first its confirmation, then its receipt."""
        return reverse("declaration", args=[self.token])

    @property
    def expires_at(self):
        return self.sent_at + data_protection().confirmation

    @property
    def shown_phone(self):
        return numbers.show_phone(self.phone)

    @property
    def shown_numbers(self):
        """KRS 0000123456, NIP 123-456-32-18"""
        shown = [("KRS", self.krs), ("NIP", numbers.show_nip(self.nip)), ("REGON", self.regon)]
        return ", ".join(f"{name} {number}" for name, number in shown if number)

    @property
    def available(self):
        """„wieczorem, w weekend”"""
        return ", ".join(name for key, name in self.AVAILABILITIES if key in self.availability)

    def is_expired(self, at=None):
        """Whether it was not confirmed in time."""
        return self.state == "expired" or (self.state == "unconfirmed" and (at or timezone.now()) >= self.expires_at)

    @property
    def is_confirmed(self):
        """Whether its address is known to be its person's; one on paper may have none."""
        return self.confirmed_at is not None

    @property
    def mailbox(self):
        """Where its mail goes: to the address of its person's account as it is today, else to the one in it."""
        return (self.user.email or "") if self.user else self.email_lower

    def is_named_as(self, name):
        """Whether this is its person's name, whatever the case, tails and spaces."""
        return fold(self.full_name).split() == fold(name).split()

    @property
    def takes_address(self):
        """Whether its address may be written down or put right: on paper, and nobody has confirmed one yet."""
        return self.source == "paper" and not self.is_confirmed and self.state not in ("withdrawn", "anonymised")

    def shown_state(self, requests):
        """Its state for coordinators whose groups made these requests; what another group asks is not theirs to see."""
        if self.state == "needs_correction" and not any(request.is_open for request in requests):
            return dict(self.STATES)["in_review"]
        return self.get_state_display()

    @property
    def gets_mail(self):
        """Whether there is an address that may be written to."""
        return bool(self.mailbox) and (self.is_confirmed or self.source == "online")

    def is_same_as(self, other):
        """Whether the other, not saved yet, is this one posted twice."""
        return (
            self.call_id == other.call_id
            and other.sent_at - self.sent_at < DOUBLE_POST
            and all(getattr(self, field) == getattr(other, field) for field in self.ANSWERS)
        )

    # verbs

    @transaction.atomic
    def confirm(self, at=None):
        """The address is right: give the number and say so by mail. Idempotent; refuses when it is too late (7 days).

        One on paper has its number: its person can now get mail and, once accepted, sign in.
        """
        at = at or timezone.now()
        self._lock()
        if self.is_expired(at):
            raise Refused("Czas na potwierdzenie minął, więc link wygasł, a dane z formularza usunęliśmy.")
        if self.source == "paper" and not self.is_confirmed and self.state != "anonymised":
            self._give_address(at)
        if self.state != "unconfirmed":
            return
        self.recognise_account()
        self.state = "submitted"
        self.submitted_at = self.confirmed_at = at
        self.number = NumberSeries.take(at)
        self.save(update_fields=["state", "submitted_at", "confirmed_at", "number"])
        self._tell(
            "received",
            {"number": self.number, "groups": quoted(choice.group for choice in self.choices.select_related("group"))},
            subject=f"Otrzymaliśmy Twoją deklarację nr {self.number}",
            declaration=self,
            button=("Zobacz drogę deklaracji", self.address),
        )
        self._close_ended(at)

    def recognise_account(self):
        """Its address was proved just now: when an account has it, the two are one person's."""
        from .user import User

        if self.user is None and (holder := User.objects.filter(email=self.email_lower).first()):
            self.belong_to(holder)

    def belong_to(self, user):
        """From now on it is this account's, with the mail about it."""
        self.user = user
        self.save(update_fields=["user"])
        letters = Mail.objects.filter(user=None, to=self.email_lower, created_at__gte=self.sent_at)
        letters.update(user=user)

    @transaction.atomic
    def write_address(self, by, email, at=None):
        """The office adds the address of a paper, or puts a mistyped one right: its person confirms it by a mail.

        The link sent to another address is dead. Refuses once an address is confirmed. One press too many mails once.
        """
        at = at or timezone.now()
        self._lock()
        groups = [choice.group for choice in self.choices.select_related("group")]
        if not by.administers:
            mine = [group for group in groups if by.coordinates(group)]
            if not mine:
                raise PermissionDenied("Adresy na papierze wpisują koordynatorzy wybranych grup.")
            if all(group.archived for group in mine):
                raise Refused(ENDED)
        if not self.takes_address:
            raise Refused("Adres tej deklaracji jest już potwierdzony albo nie jest potrzebny.")
        email = cleaning.address(email)
        if email.lower() != self.email_lower:
            self.email, self.email_lower = email, email.lower()
            self.link += 1
            self.save(update_fields=["email", "email_lower"])
            self._keep_key()
        elif Mail.objects.filter(kind="confirm", to=self.email_lower, created_at__gt=at - DOUBLE_POST).exists():
            return
        self._mail_confirmation(groups, [])

    @transaction.atomic
    def mail_again(self, at=None):
        """The mail with the link once more, for whoever has not found it. Nothing once it was confirmed or is over."""
        self._lock()
        had_its_share = type(self).objects.had_its_share(self.email_lower)
        if self.state == "unconfirmed" and not self.is_expired(at) and not had_its_share:
            groups = [choice.group for choice in self.choices.select_related("group")]
            self._mail_confirmation(groups, [])

    @transaction.atomic
    def close_ended(self, at=None):
        """Groups that have ended decide nothing any more: what waited for them is declined, and said. Idempotent."""
        self._lock()
        self._close_ended(at or timezone.now())

    @transaction.atomic
    def supersede(self, group, other, at=None):
        """The person came into the group by another declaration: this one waits for it no longer. Idempotent."""
        at = at or timezone.now()
        self._lock()
        choice = self.choices.filter(group=group, state="waiting").first()
        if choice and self.state in self.BEFORE_DECISION:
            self.notes.create(group=group, text=f"Osoba weszła do grupy z zaproszenia: {other}.", written_at=at)
            self._decide(choice, "withdrawn", None, at)

    @transaction.atomic
    def renew_link(self):
        """From now on the link known so far leads nowhere; a new one goes to the person's address."""
        self._lock()
        if self.state in ("expired", "anonymised"):
            raise Refused("Ta deklaracja nie zawiera już żadnych danych.")
        self.link += 1
        self._keep_key()
        self._tell(
            "link",
            {"number": self.number},
            subject="Nowy link do Twojej deklaracji",
            button=("Zobacz deklarację", self.address),
        )

    @transaction.atomic
    def revise(self, at=None, **answers):
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
    def withdraw(self, by=None, reason="", at=None):
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
            subject="Deklaracja została wycofana",
        )

    @transaction.atomic
    def ask(self, by, group, text, at=None):
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
        self._tell(
            "correction",
            {"number": self.number, "group": group.title, "text": text, "until": request.due},
            subject="Prosimy o uzupełnienie deklaracji",
            button=("Uzupełnij deklarację", self.address),
        )
        return request

    @transaction.atomic
    def answer(self, request, text, at=None):
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
    def note(self, by, group, text, at=None):
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
    def take(self, by, at=None):
        """A coordinator of a chosen group takes the declaration up. Idempotent; refuses where no such group works."""
        self._lock()
        mine = self.choices.filter(group__in=by.memberships.active().coordinators().values("group"))
        if not mine.exists():
            raise PermissionDenied("Tę deklarację rozpatrują koordynatorzy wybranych grup.")
        if not mine.filter(group__archived=False).exists():
            raise Refused(ENDED)
        self._start_review(at or timezone.now())

    @transaction.atomic
    def accept(self, by, group, at=None):
        """Take the person into the group: a membership and, once, an account. The membership. Idempotent."""
        from .membership import Membership

        self._lock_with_others_of_the_address()
        choice = self._choice_to_become("accepted", by, group)
        if choice is None:
            return Membership.objects.filter(user=self.user, group=group).first()
        return self._take_in(choice, by, at or timezone.now())

    @transaction.atomic
    def decline(self, by, group, reason, kind="other", at=None):
        """Do not take the person into the group, and say why. Idempotent; refuses without a reason.

        `kind` is one of `DeclarationChoice.REASONS`; its sentence comes first, the words of `reason` after it.
        """
        reason = reason.strip()
        if not reason and not DeclarationChoice.SENTENCES[kind]:
            raise Refused("Podaj uzasadnienie. Trafi do osoby, która się zgłosiła.")
        choice = self._choice_to_become("rejected", by, group)
        if choice is not None:
            self._decline(choice, kind, reason, by, at or timezone.now())

    def _take_in(self, choice, by, at, copy=False):
        """The membership of an accepted person, with the account; a `copy` of the declaration goes with the welcome."""
        from .membership import Membership

        user = self.user or self._open_account()
        membership = Membership.objects.join(user, choice.group, self, at)
        self._decide(choice, "accepted", by, at, user=user)
        self.consents.update(user=user)
        self._welcome(choice.group, copy)
        return membership

    def _open_account(self):
        """The account of the person, new where there is none. Refuses an address that is somebody else's by now."""
        from signup.accounts import open_account

        from .user import User

        address = self.email_lower if self.is_confirmed else None
        holder = User.objects.filter(email=address).first() if address else None
        if holder and holder.get_full_name() and not self.is_named_as(holder.get_full_name()):
            raise Refused(TAKEN)
        user = open_account(address, first_name=self.given_name, last_name=self.family_name)
        self.belong_to(user)
        return user

    def _close_ended(self, at):
        if self.state in self.BEFORE_DECISION:
            for choice in self.choices.filter(state="waiting", group__archived=True).select_related("group"):
                self._decline(choice, "ended", "", None, at)

    def _decline(self, choice, kind, words, by, at):
        choice.reason_kind, choice.reason = kind, f"{DeclarationChoice.SENTENCES[kind]} {words}".strip()
        self._decide(choice, "rejected", by, at)
        self._tell(
            "declined",
            {"group": choice.group.title, "number": self.number, "reason": choice.reason},
            subject="Decyzja w sprawie deklaracji",
        )

    @transaction.atomic
    def correct(self, at=None, **answers):
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
    def forget_needs(self):
        """The meeting for which they were told is over."""
        self._lock()
        self.needs = ""
        self.save(update_fields=["needs"])

    @transaction.atomic
    def anonymise(self):
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

    def _write(self, groups, consents, texts=None):
        """The first save, with all that hangs on it."""
        self.save()
        self._keep_key()
        DeclarationChoice.objects.bulk_create(DeclarationChoice(declaration=self, group=group) for group in groups)
        self._note_consents(consents, texts or {})

    def _keep_key(self):
        self.confirmation_key = trace_of(self.token)
        self.save(update_fields=["confirmation_key", "link"])

    def _must_await_a_decision(self):
        if self.state not in self.BEFORE_DECISION:
            raise Refused("Ta deklaracja nie czeka już na decyzję.")

    def _go_on(self):
        """Back to the review once no request is open."""
        if self.state == "needs_correction" and not self.corrections.open().exists():
            self.state = "in_review"
            self.save(update_fields=["state"])

    def _lock(self):
        """Hold the row until the end of the transaction, and see what stands in it now."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update())

    def _lock_with_others_of_the_address(self):
        """Hold those that a new account would claim too, always in one order: two coordinators may accept at once."""
        unclaimed = models.Q(user=None, email_lower=self.email_lower) & ~models.Q(email_lower="")
        held = type(self).objects.select_for_update().filter(models.Q(pk=self.pk) | unclaimed).order_by("pk")
        list(held.values_list("pk"))

    def _choice_to_become(self, state, by, group):
        """The choice of the group, locked and ready for that decision by that person; None when it is made already."""
        self._lock()
        if not by.coordinates(group):
            raise PermissionDenied("O przyjęciu do grupy decydują jej koordynatorzy.")
        choice = self.choices.get(group=group)
        if choice.state == state:
            return None
        if choice.state != "waiting" or self.state not in self.BEFORE_DECISION:
            raise Refused("Decyzja w tej sprawie już zapadła.")
        if group.archived:
            raise Refused(ENDED)
        return choice

    def _decide(self, choice, state, by, at, **changes):
        choice.state, choice.decided_by, choice.decided_at = state, by, at
        choice.save(update_fields=["state", "decided_by", "decided_at", "reason", "reason_kind"])
        self._start_review(at)
        # what this group asked for is no longer needed
        self.corrections.open().filter(group=choice.group).update(dropped_at=at)
        self._go_on()
        if not self.choices.filter(state="waiting").exists():
            self.state = "decided"
            self._let_welcome_go()
        for field, value in changes.items():
            setattr(self, field, value)
        self.save(update_fields=["state", *changes])

    def _start_review(self, at):
        if self.state == "submitted":
            self.state = "in_review"
            self.review_started_at = at
            self.save(update_fields=["state", "review_started_at"])

    def _remind(self, at):
        """Whether a reminder was due, and went."""
        due = timezone.make_aware(datetime.combine(self.call.closes - REMINDER, REMINDER_HOUR))
        if self.state != "unconfirmed" or self.reminded_at or not (self.sent_at < due <= at and self.call.is_open(at)):
            return False
        self.reminded_at = at
        self.save(update_fields=["reminded_at"])
        post(
            "reminder",
            self.email_lower,
            {"call": self.call.title, "closes": self.call.closes},
            subject=f"Przypomnienie: nabór trwa do {day(self.call.closes)}",
            button=("Potwierdź deklarację", self.address),
        )
        return True

    def _give_address(self, at):
        """The address on paper is its person's: from now on it gets the mail, and an account opens by it."""
        from signup.accounts import give_address

        self.confirmed_at = at
        self.save(update_fields=["confirmed_at"])
        if self.user is None:
            self.recognise_account()
        elif not self.user.email:
            self.belong_to(give_address(self.user, self.email_lower))
            self.consents.update(user=self.user)
        for choice in self.choices.filter(state="accepted").select_related("group"):
            self._welcome(choice.group)

    def _welcome(self, group, copy=False):
        """One letter for all groups that take the person in within a few minutes: it waits for those still to decide,
        and is written anew."""
        waits = self.choices.filter(state="waiting").exists()
        first = self._waiting_welcomes().first()
        names, copied, until = [group.title], self if copy else None, timezone.now() + TOGETHER if waits else None
        if first:
            names, until = [*first.names, *names], first.taken_until if waits else None
            copied = copied or first.declaration
            first.delete()
        several = len(names) > 1
        self._tell(
            "welcome",
            {"groups": names, "number": self.number, "copy": copied is not None},
            subject="Witamy w grupach roboczych" if several else f"Witamy w grupie roboczej «{group.title}»",
            button=("Zaloguj się", reverse("account_login")),
            declaration=copied,
            names=names,
            until=until,
        )

    def _let_welcome_go(self):
        """No group decides any more: a letter that waited for another to take the person in waits no longer."""
        from signup.mail import send_now

        for letter in self._waiting_welcomes().exclude(taken_until=None):
            send_now(letter)

    def _waiting_welcomes(self):
        waiting = Mail.objects.select_for_update().waiting().filter(kind="welcome", attempts=0)
        return waiting.filter(to=self.mailbox, user=self.user)

    def _tell(self, kind, context, **options):
        """Mail to the person, if there is an address that may be the person's."""
        if self.gets_mail:
            post(kind, self.mailbox, context, user=self.user, **options)

    def _note_consents(self, kinds, shown):
        from .consent import Consent

        texts = self.call.texts() | shown
        Consent.objects.bulk_create(
            Consent(text=texts[kind], declaration=self, given_at=self.sent_at)
            for kind in ("clause", *kinds)
            if texts.get(kind)
        )

    def _mail_confirmation(self, groups, known):
        post(
            "confirm",
            self.email_lower,
            {"groups": quoted(groups), "known": quoted(known), "until": self.expires_at, "number": self.number},
            subject="Potwierdź swoją deklarację udziału",
            button=("Potwierdź deklarację", self.address),
        )
