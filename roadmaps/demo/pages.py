"""The pages of the demo, made as editors make them: saved as a revision and published."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db.models import Model
from django.utils import timezone
from PIL import Image as Drawing
from PIL import ImageDraw
from wagtail.models import Page, Site

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
from roadmaps.demo import meeting_texts, news_texts, people_texts, texts
from roadmaps.demo.moments import warsaw
from signup.models import CallIndexPage, ConsentText, DeclarationCallPage
from signup.privacy.consent_texts import composed_clause


def measured(file: Model) -> Model:
    """A picture or a file that knows its size and its hash, as after an upload."""
    file.get_file_size()
    file.get_file_hash()
    return file


class Pages:
    """Makes pages, and the pictures and files in them."""

    def publish(self, page: Page) -> Page:
        page.save_revision(user=self.admin, log_action=True).publish(user=self.admin)
        return type(page).objects.get(pk=page.pk)

    def add(self, parent: Page, page: Page, groups: Iterable[int] | None = None) -> Page:
        page = parent.add_child(instance=page)
        if groups is not None:
            page.groups = [self.group[number] for number in groups]
        return self.publish(page)

    def centre(self) -> None:
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

    def groups(self) -> None:
        index = GroupIndexPage.objects.get()
        contact = ContactPerson.objects.create(**texts.CONTACT)
        self.group = {
            number: self.add(index, WorkingGroupPage(contact=contact, **group))
            for number, group in enumerate(texts.GROUPS, start=1)
        }

    def meetings(self) -> None:
        index = MeetingIndexPage.objects.get()
        place = {"place": meeting_texts.PLACE, "accessibility": meeting_texts.PLACE_ACCESS}
        for slug, title, when, hours, groups, lead, agenda, body in meeting_texts.PAST_MEETINGS:
            starts = warsaw(when)
            meeting = MeetingPage(
                slug=slug,
                title=title,
                starts_at=starts,
                ends_at=starts + timedelta(hours=hours),
                lead=lead,
                agenda=agenda or meeting_texts.FIRST_AGENDA,
                body=[("text", body)] if body else [],
                **place,
            )
            if slug == meeting_texts.MINUTES_OF:
                meeting.attachments = [("file", file) for file in self.files()]
                meeting.directions, meeting.minutes, meeting.minutes_approved = (
                    meeting_texts.DIRECTIONS,
                    meeting_texts.MINUTES,
                    True,
                )
            self.add(index, meeting, groups)
        for slug, title, days, weekday, hour, minute, groups, lead, agenda in meeting_texts.NEXT_MEETINGS:
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

    def drawing(self) -> Picture:
        """A picture made of routes that meet: no photo of anybody."""
        drawing = Drawing.new("RGB", (1600, 900), "#f5f2e8")
        pen = ImageDraw.Draw(drawing)
        for colour, height in (("#0154b7", 250), ("#ad0063", 450), ("#0d4a39", 650)):
            pen.line([(0, 450), (500, 450), (800, height), (1600, height)], fill=colour, width=44, joint="curve")
            pen.ellipse((1180, height - 60, 1300, height + 60), fill="#fffdf8", outline=colour, width=24)
        return self.picture("Trzy drogi", "trzy-drogi.png", drawing)

    def logo(self) -> Picture:
        """The sign of a partner that does not exist."""
        drawing = Drawing.new("RGBA", (960, 320))
        pen = ImageDraw.Draw(drawing)
        pen.rounded_rectangle((20, 40, 260, 280), radius=60, fill="#7135bd")
        pen.arc((80, 100, 200, 220), 20, 340, fill="#fffdf8", width=28)
        pen.text((310, 160), "Przykład", font=font_of(140), fill="#0c2b23", anchor="lm")
        return self.picture("Znak Stowarzyszenia „Przykład”", "przyklad.png", drawing)

    def picture(self, title: str, name: str, drawing: Drawing.Image) -> Picture:
        file = io.BytesIO()
        drawing.save(file, "PNG")
        return measured(Picture.objects.create(title=title, file=ImageFile(file, name=name)))

    def files(self) -> Iterator[Attachment]:
        """What somebody brought to a meeting: a text that everybody can read, and a sheet of paper that was scanned."""
        sheet = Drawing.new("RGB", (1240, 1754), "#fffdf8")
        pen = ImageDraw.Draw(sheet)
        for line, words in enumerate(texts.SHEET):
            pen.text((120 + 24 * (line % 3), 160 + 190 * line), words, font=font_of(88), fill="#1d3a8f")
        scan = io.BytesIO()
        sheet.save(scan, "PDF", resolution=150, title=texts.FILES[1][0])
        contents = [texts.WAY_IN_WORDS.encode(), scan.getvalue()]
        for (title, name, inaccessible), content in zip(texts.FILES, contents, strict=True):
            file = ContentFile(content, name=name)
            yield measured(Attachment.objects.create(title=title, inaccessible=inaccessible, file=file))

    def news(self) -> None:
        picture = {news_texts.NEWS[0][0]: {"picture": self.drawing(), "picture_alt": texts.DRAWING_ALT}}
        index = NewsIndexPage.objects.get()
        for slug, title, when, groups, lead, body in news_texts.NEWS:
            day = date.fromisoformat(when) if isinstance(when, str) else self.today - timedelta(days=when)
            page = NewsPage(slug=slug, title=title, date=day, lead=lead, body=[("text", body)], **picture.get(slug, {}))
            self.add(index, page, groups)

    def calls(self) -> None:
        index = CallIndexPage.objects.get()
        everyone = list(self.group)
        self.call_2018 = self.add(index, DeclarationCallPage(**people_texts.CALL_2018), everyone)
        # open whenever the demo is loaded
        dates = {"opens": self.today - timedelta(days=14), "closes": self.today + timedelta(days=21)}
        self.call_now = self.add(index, DeclarationCallPage(**people_texts.CALL_NOW, **dates), everyone)
