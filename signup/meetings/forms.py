"""What coordinators write: an introduction of their group, its meetings, their minutes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.forms import AsksBack, ReadableForm
from portal.models import MeetingPage, WorkingGroupPage
from portal.models.meetings import odd_times

# the browser's own pickers; they speak ISO whatever the reader's language
DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


HOUR = forms.TimeInput({"type": "time"}, format="%H:%M")


class IntroductionForm(forms.Form):
    """What coordinators say about their group; the blocks of an editor stay as they are."""

    purpose = forms.CharField(
        label="Po co jest grupa",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="Dwa zdania, które czyta się jako pierwsze.",
    )
    introduction = forms.CharField(
        label="Wprowadzenie",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 12}),
        help_text="Pusty wiersz dzieli akapity, „- ” na początku wiersza tworzy listę, adresy stają się linkami.",
    )

    @staticmethod
    def values(page: WorkingGroupPage) -> dict:
        return {"purpose": page.purpose, "introduction": page.introduction}

    def changes(self) -> dict:
        return self.cleaned_data


class MeetingForm(AsksBack, forms.Form):
    """A meeting as coordinators write it; days as 15.01.2018 or 2018-01-15, hours as 17.30 or 17:30."""

    title = forms.CharField(label="Tytuł", max_length=255)
    day = forms.DateField(label="Dzień", widget=DAY)
    begins = forms.TimeField(label="Początek", widget=HOUR)
    ends = forms.TimeField(label="Koniec", widget=HOUR)
    last_day = forms.DateField(
        label="Ostatni dzień",
        required=False,
        widget=DAY,
        help_text="Gdy trwa dłużej niż dzień.",
    )
    sure = AsksBack.SURE
    place = forms.CharField(label="Miejsce", max_length=200, help_text="Sala, ulica i numer, kod i miejscowość.")
    directions = forms.CharField(
        label="Jak dojechać", max_length=300, required=False, help_text="Przystanek, wejście, piętro, parking."
    )
    accessibility = forms.CharField(
        label="Dostępność miejsca",
        max_length=300,
        required=False,
        help_text="Próg, winda, toaleta, pętla indukcyjna, tłumacz PJM.",
    )
    online_url = forms.URLField(label="Link do spotkania zdalnego", required=False, assume_scheme="https")
    online_for_members = forms.BooleanField(
        label="Link tylko dla członkiń i członków grupy", required=False, initial=True
    )
    lead = forms.CharField(
        label="O czym",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Jedno zdanie na listę spotkań.",
    )
    agenda = forms.CharField(
        label="Porządek spotkania",
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text="Każdy punkt w osobnym wierszu.",
    )
    TIMES_OF = {"starts_at": "begins", "ends_at": "ends", "moved_from": "begins"}
    PLAIN = ("title", "place", "directions", "accessibility", "online_url", "online_for_members", "lead", "agenda")

    @classmethod
    def values(cls, page: MeetingPage) -> dict:
        starts, ends = timezone.localtime(page.starts_at), timezone.localtime(page.ends_at)
        return {name: getattr(page, name) for name in cls.PLAIN} | {
            "day": starts.date(),
            "begins": starts.time(),
            "ends": ends.time(),
            "last_day": ends.date() if page.overnight else None,
        }

    def clean(self):
        given = super().clean()
        if {"day", "begins", "ends"} <= given.keys():
            for moment, day, hour in (("starts_at", "day", "begins"), ("ends_at", "last_day", "ends")):
                try:
                    given[moment] = forms.utils.from_current_timezone(
                        timezone.datetime.combine(given.get(day) or given["day"], given[hour])
                    )
                except (ValidationError, OverflowError):
                    self.add_error(hour, "Tej nocy zmienia się czas i takiej godziny nie ma albo jest dwa razy.")
        self.ask_back("publish" in self.data)
        return given

    def doubts(self) -> dict[str, str]:
        as_known = self.initial and not {"day", "begins", "ends", "last_day"} & set(self.changed_data)
        odd = not as_known and odd_times(*map(self.cleaned_data.get, ("starts_at", "ends_at")))
        return {"ends": odd} if odd else {}

    def changes(self) -> dict:
        return {name: self.cleaned_data[name] for name in (*self.PLAIN, "starts_at", "ends_at")}


class MinutesForm(ReadableForm, forms.Form):
    """The minutes in their blocks; none of them has a chooser."""

    minutes_approved = forms.BooleanField(
        label="Protokół zatwierdzony", required=False, help_text="Zatwierdzony i opublikowany czytają wszyscy."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        blocks = MeetingPage._meta.get_field("minutes").formfield()
        self.fields = {"minutes": blocks, **self.fields}

    @staticmethod
    def values(page: MeetingPage) -> dict:
        return {"minutes": page.minutes, "minutes_approved": page.minutes_approved}

    def changes(self) -> dict:
        return self.cleaned_data
