"""Loads the demo instance with the same verbs that people use, at moments of the past.

What a person would do, a verb does: declarations are sent, confirmed and accepted, actions are proposed,
supported and moved. So numbers, memberships, history and counts are real ones. Pages are made as editors make
them: saved as a revision and published.
"""

import calendar
import io
from datetime import date, datetime, time, timedelta

from anyascii import anyascii
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image as Drawing
from PIL import ImageDraw
from wagtail.models import Site

from portal.editing.first_pages import EDITORS
from portal.models import (
    Attachment,
    Centre,
    ContactPerson,
    ContentPage,
    GroupIndexPage,
    HomePage,
    MeetingIndexPage,
    MeetingPage,
    NewsIndexPage,
    NewsPage,
    Partner,
    Picture,
    WorkingGroupPage,
)
from portal.out.covers import font_of
from roadmaps.models import Action, Roadmap
from signup.models import CallIndexPage, Consent, ConsentText, Declaration, DeclarationCallPage, Mail, Membership, User
from signup.models.accounts import open_account
from signup.privacy.consent_texts import composed_clause

from . import texts
from .actions import ACTIONS, AGREED_AT, LINKS, TWICE, VOICES

MARK = "admin@example.org"


class NotEmpty(Exception):
    """The database holds something that is not the demo."""


def load(now=None):
    """Load the demo into an empty database. True when it did, False when it was there already."""
    if User.objects.filter(email=MARK).exists():
        return False
    for model in (User, WorkingGroupPage, NewsPage, MeetingPage, DeclarationCallPage, Declaration):
        if model.objects.exists():
            raise NotEmpty(model._meta.verbose_name_plural)
    with transaction.atomic():
        Demo(now or timezone.now()).load()
    return True


def warsaw(text):
    """An aware moment from “2018-02-06 17:00”."""
    return timezone.make_aware(datetime.fromisoformat(text))


def month_end(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


class Demo:
    """One loading: the pages, people and boards made so far, by the names that the texts use."""

    def __init__(self, now):
        self.now = now
        self.today = timezone.localdate(now)
        self.people = {}

    def load(self):
        self.accounts()
        self.centre()
        self.groups()
        self.meetings()
        self.news()
        self.calls()
        self.memberships()
        self.waiting_declarations()
        for number, actions in enumerate(ACTIONS, start=1):
            self.board(number, actions)
        self.twice()
        self.voices()
        self.links()
        # nobody waits for mail about the past
        Mail.objects.all().delete()
        DBTaskResult.objects.all().delete()

    # people

    def accounts(self):
        self.admin = open_account(MARK, first_name="Adam", last_name="Demonowicz", is_staff=True, is_superuser=True)
        editor = open_account("redakcja@example.org", first_name="Renata", last_name="Wzorcowa")
        editor.groups.add(_editors())

    def memberships(self):
        """The coordinator is named by the administrator; everybody else sends a declaration in the call of 2018."""
        call = self.call_2018
        for index, (name, first, last, groups, coordinates, org, kind, named) in enumerate(texts.PEOPLE):
            with_button = name in {"koordynator", "anna", "bartek", "celina"}
            address = f"{name}@example.org" if with_button else f"{name}.{anyascii(last).lower()}@example.org"
            chosen = [self.group[number] for number in groups]
            if coordinates:
                coordinator = self.people[name] = open_account(address, first_name=first, last_name=last)
                since = warsaw("2018-01-16 09:00")
                for group in chosen:
                    Membership.objects.create(user=coordinator, group=group, role="coordinator", since=since)
                Consent.objects.create(text=ConsentText.newest("public_name"), user=coordinator, given_at=since)
                continue
            sent = warsaw("2017-12-19 10:12") + timedelta(days=1.7 * index, minutes=37 * index)
            declaration = self.declare(call, first, last, address, org, kind, "", chosen, named, sent)
            for group in chosen:
                declaration.accept(coordinator, group, at=warsaw("2018-01-18 12:00") + timedelta(minutes=11 * index))
            self.people[name] = User.objects.get(email=address)

    def waiting_declarations(self):
        for first, last, name, org, kind, role, groups, days in texts.WAITING:
            self.declare(
                self.call_now,
                first,
                last,
                f"{name}@example.org",
                org,
                kind,
                role,
                [self.group[number] for number in groups],
                False,
                self.now - timedelta(days=days, hours=3),
            )

    def declare(self, call, first, last, address, org, kind, role, groups, named, at):
        """A declaration sent and confirmed a few minutes later."""
        declaration = Declaration.objects.send(
            call,
            given_name=first,
            family_name=last,
            email=address,
            capacity="representative" if org else "own",
            org_name=org,
            org_kind=kind,
            org_role=(role or "członkini, członek") if org else "",
            groups=groups,
            consents=["public_name"] if named else [],
            at=at,
        )
        declaration.confirm(at=at + timedelta(minutes=7))
        return declaration

    # pages

    def publish(self, page):
        page.save_revision(user=self.admin, log_action=True).publish(user=self.admin)
        return type(page).objects.get(pk=page.pk)

    def add(self, parent, page, groups=None):
        page = parent.add_child(instance=page)
        if groups is not None:
            page.groups = [self.group[number] for number in groups]
        return self.publish(page)

    def centre(self):
        centre = Centre.for_site(Site.objects.get(is_default_site=True))
        for name, value in texts.CENTRE.items():
            setattr(centre, name, value)
        centre.accessibility_published = date(2017, 12, 1)
        centre.accessibility_updated = centre.accessibility_prepared = centre.accessibility_reviewed = self.today
        centre.save()
        # the first version was written before the centre had a name, and nobody has read it
        ConsentText.objects.filter(kind="clause", version=1).update(text=composed_clause())
        for place, known in enumerate(texts.PARTNERS, 1):
            logo = self.logo() if known["name"] == texts.WITH_A_LOGO else None
            Partner.objects.create(place=place, logo=logo, **known)
        home = HomePage.objects.get()
        for name, value in texts.HOME.items():
            setattr(home, name, value)
        self.publish(home)
        about = ContentPage.objects.get(slug="o-centrum")
        about.lede, about.body = texts.ABOUT["lede"], texts.ABOUT["body"]
        self.publish(about)

    def groups(self):
        index = GroupIndexPage.objects.get()
        contact = ContactPerson.objects.create(**texts.CONTACT)
        self.group = {
            number: self.add(index, WorkingGroupPage(contact=contact, **group))
            for number, group in enumerate(texts.GROUPS, start=1)
        }

    def meetings(self):
        index = MeetingIndexPage.objects.get()
        place = {"place": texts.PLACE, "accessibility": texts.PLACE_ACCESS}
        for slug, title, when, hours, groups, lead, agenda, body in texts.PAST_MEETINGS:
            starts = warsaw(when)
            meeting = MeetingPage(
                slug=slug,
                title=title,
                starts_at=starts,
                ends_at=starts + timedelta(hours=hours),
                lead=lead,
                agenda=agenda or texts.FIRST_AGENDA,
                body=[("text", body)] if body else [],
                **place,
            )
            if slug == texts.MINUTES_OF:
                meeting.attachments = [("file", file) for file in self.files()]
                meeting.directions, meeting.minutes, meeting.minutes_approved = texts.DIRECTIONS, texts.MINUTES, True
            self.add(index, meeting, groups)
        for slug, title, days, weekday, hour, minute, groups, lead, agenda in texts.NEXT_MEETINGS:
            day = self.today + timedelta(days=days)
            day += timedelta(days=(weekday - day.weekday()) % 7)
            starts = timezone.make_aware(datetime.combine(day, time(hour, minute)))
            meeting = MeetingPage(
                slug=slug,
                title=title,
                starts_at=starts,
                ends_at=starts + timedelta(hours=2),
                lead=lead,
                agenda=agenda,
                **place,
            )
            self.add(index, meeting, groups)

    def drawing(self):
        """A picture made of routes that meet: no photo of anybody."""
        drawing = Drawing.new("RGB", (1600, 900), "#f5f2e8")
        pen = ImageDraw.Draw(drawing)
        for colour, height in (("#0154b7", 250), ("#ad0063", 450), ("#0d4a39", 650)):
            pen.line([(0, 450), (500, 450), (800, height), (1600, height)], fill=colour, width=44, joint="curve")
            pen.ellipse((1180, height - 60, 1300, height + 60), fill="#fffdf8", outline=colour, width=24)
        return self.picture("Trzy drogi", "trzy-drogi.png", drawing)

    def logo(self):
        """The sign of a partner that does not exist."""
        drawing = Drawing.new("RGBA", (960, 320))
        pen = ImageDraw.Draw(drawing)
        pen.rounded_rectangle((20, 40, 260, 280), radius=60, fill="#7135bd")
        pen.arc((80, 100, 200, 220), 20, 340, fill="#fffdf8", width=28)
        pen.text((310, 160), "Przykład", font=font_of(140), fill="#0c2b23", anchor="lm")
        return self.picture("Znak Stowarzyszenia „Przykład”", "przyklad.png", drawing)

    def picture(self, title, name, drawing):
        file = io.BytesIO()
        drawing.save(file, "PNG")
        picture = Picture(title=title, file=ImageFile(file, name=name))
        picture._set_image_file_metadata()
        picture.save()
        return picture

    def files(self):
        """What somebody brought to a meeting: a text that everybody can read, and a sheet of paper that was scanned."""
        sheet = Drawing.new("RGB", (1240, 1754), "#fffdf8")
        pen = ImageDraw.Draw(sheet)
        for line, words in enumerate(texts.SHEET):
            pen.text((120 + 24 * (line % 3), 160 + 190 * line), words, font=font_of(88), fill="#1d3a8f")
        scan = io.BytesIO()
        sheet.save(scan, "PDF", resolution=150, title=texts.FILES[1][0])
        contents = [texts.WAY_IN_WORDS.encode(), scan.getvalue()]
        for (title, name, inaccessible), content in zip(texts.FILES, contents, strict=True):
            file = Attachment(title=title, inaccessible=inaccessible, file=ContentFile(content, name=name))
            file._set_document_file_metadata()
            file.save()
            yield file

    def news(self):
        picture = {texts.NEWS[0][0]: {"picture": self.drawing(), "picture_alt": texts.DRAWING_ALT}}
        index = NewsIndexPage.objects.get()
        for slug, title, when, groups, lead, body in texts.NEWS:
            day = date.fromisoformat(when) if isinstance(when, str) else self.today - timedelta(days=when)
            page = NewsPage(slug=slug, title=title, date=day, lead=lead, body=[("text", body)], **picture.get(slug, {}))
            self.add(index, page, groups)

    def calls(self):
        index = CallIndexPage.objects.get()
        everyone = list(self.group)
        self.call_2018 = self.add(index, DeclarationCallPage(**texts.CALL_2018), everyone)
        # open whenever the demo is loaded
        dates = {"opens": self.today - timedelta(days=14), "closes": self.today + timedelta(days=21)}
        self.call_now = self.add(index, DeclarationCallPage(**texts.CALL_NOW, **dates), everyone)

    # boards

    def board(self, number, actions):
        """Ten weeks of work on one roadmap: the steps of all its actions, in the order of time."""
        group = self.group[number]
        self.roadmap = Roadmap.objects.get(page__path__startswith=group.path)
        members = [
            self.people[name]
            for name, _, _, groups, coordinates, *_ in texts.PEOPLE
            if number in groups and not coordinates
        ]
        coordinator = self.people["koordynator"]
        steps = []
        for index, action in enumerate(actions):
            steps += self.steps(index, action, members, coordinator)
        made = {}
        for _, _, step in sorted(steps, key=lambda step: step[:2]):
            step(made)

    def steps(self, index, action, members, coordinator):
        """(moment, order, what to do) for one action; `made` carries the actions that exist already."""
        title, description, state, supports, extra, comments = action
        start = self.now - timedelta(days=70 - 2 * index)
        fields = {key: value for key, value in extra.items() if key not in {"term", "responsible", "outcome", "reason"}}
        if "term" in extra:
            fields["term"], fields["term_precision"] = self.term(*extra["term"])
        if "responsible" in extra:
            fields["responsible_members"] = [self.people[name] for name in extra["responsible"]]
        steps = []

        def at(days, turn=0):
            # people write between 8.00 and 20.59
            day = timezone.localdate(start + timedelta(days=days))
            clock = time(8 + (5 * index + 3 * turn + int(days)) % 13, (17 * index + 23 * turn + 7) % 60)
            return timezone.make_aware(datetime.combine(day, clock))

        def step(when, do):
            steps.append((when, len(steps), do))

        author = members[index % len(members)]

        def propose(made):
            made[title] = self.roadmap.add(author, title=title, description=description, at=at(0), **fields)

        step(at(0), propose)
        voters = [*members, coordinator]
        for turn in range(supports):
            voter = voters[(index * 3 + turn) % len(voters)]
            when = at(1 + 2.3 * turn, turn)
            step(when, lambda made, voter=voter, when=when: _fresh(made[title]).support(voter, at=when))
        for turn, (name, kind, text) in enumerate(comments):
            when = at(3 + 5 * turn, turn + 2)
            step(
                when,
                lambda made, name=name, kind=kind, text=text, when=when: _fresh(made[title]).comment(
                    self.people[name], text, kind, at=when
                ),
            )
        moves = [("agreed", 27, {"note": AGREED_AT}), ("in_progress", 33, {})]
        if state == "done":
            moves.append(("done", 48, {"outcome": extra.get("outcome"), "done_on": timezone.localdate(at(47))}))
        reached = {"agreed": 1, "in_progress": 2, "done": 3}.get(state, 0)
        for to, days, why in moves[:reached]:
            step(
                at(days),
                lambda made, to=to, days=days, why=why: _fresh(made[title]).move(coordinator, to, at=at(days), **why),
            )
        if state == "dropped":
            step(at(30), lambda made: _fresh(made[title]).drop(coordinator, extra["reason"], at=at(30)))
        return steps

    def twice(self):
        """A proposal that was there already, and was merged into it."""
        number, title, description, author, supporters, other = TWICE
        roadmap = Roadmap.objects.get(page__path__startswith=self.group[number].path)
        at = self.now - timedelta(days=7.5)
        duplicate = roadmap.add(self.people[author], title=title, description=description, at=at)
        for name in supporters:
            at += timedelta(minutes=50)
            _fresh(duplicate).support(self.people[name], at=at)
        _fresh(duplicate).merge_into(self.people["koordynator"], _titled(other), at=at + timedelta(hours=3))

    def voices(self):
        """Help, objections, answers and pins of the last days."""
        for days, title, name, verb, what in VOICES:
            action, by, at = _titled(title), self.people[name], self.now - timedelta(days=days)
            if verb == "pledge":
                action.pledge(by, *what, at=at)
            elif verb == "object":
                action.object(by, what, at=at)
            elif verb == "answer":
                asked, text = what
                action.comment(by, text, reply_to=action.comments.get(text=asked).pk, at=at)
            elif verb == "pin":
                action.pin_comment(by, action.comments.get(text__startswith=what).pk, at=at)
            else:
                term, precision = self.term(*what["term"])
                action.revise(by, action.version, at=at, **what | {"term": term, "term_precision": precision})

    def links(self):
        """From action to action, also across groups."""
        for hours, (name, title, depends_on, related) in enumerate(LINKS):
            action = _titled(title)
            links = {"depends_on": list(map(_titled, depends_on)), "related": list(map(_titled, related))}
            action.revise(self.people[name], action.version, at=self.now - timedelta(days=4, hours=-hours), **links)

    def term(self, precision, amount):
        """The last day of a term that lies so far from now, and its precision."""
        if precision == "day":
            return self.today + timedelta(days=amount), precision
        if precision == "month":
            month = self.today.year * 12 + self.today.month - 1 + amount
            return month_end(date(month // 12, month % 12 + 1, 1)), precision
        end = month_end(date(self.today.year, amount * 3, 1))
        return (end if end > self.today else month_end(date(end.year + 1, end.month, 1))), precision


def _fresh(action):
    return type(action).objects.get(pk=action.pk)


def _titled(title):
    return Action.objects.get(title=title)


def _editors():
    return Group.objects.get(name=EDITORS)
