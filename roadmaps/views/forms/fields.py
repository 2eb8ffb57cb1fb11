"""Fields of an action's text: its term, its people, its links to other actions."""

from django import forms

from portal.forms import Choices
from roadmaps.models import Action, Roadmap
from roadmaps.models.action.hiding import TITLE
from roadmaps.rules.terms import parse
from roadmaps.shown.search import find_to_link

LONGEST = 120  # characters of words that are looked for


class TermField(forms.CharField):
    """A term as people write it; gives a Term or None."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            raise forms.ValidationError(
                "Podaj termin w jednej z postaci: 15.01.2018, wrzesień 2018, II kwartał 2018."
            ) from error


class PeopleField(Choices):
    def label_from_instance(self, user):
        return str(user)


class LinksField(Choices):
    """Other actions, of any public board. Offered are the chosen ones and those that `sought` words find."""

    seeks = True
    sought = ""  # what was typed to find more
    found = 0  # how many that gave

    def __init__(self, **options):
        super().__init__(queryset=Action.objects.none(), required=False, **options)

    def offer(self, roadmap: Roadmap, linked: list[int], typed: list[int], sought: str, without: Action | None) -> None:
        """Which actions may be chosen, and which of them stand in the list: those `linked` already, those whose keys
        were `typed`, if the reader may know of them, and those that are found."""
        readable = (Action.objects.public() | roadmap.actions.all()).filter(hidden_reason="")
        open_to_link = readable.exclude(state="dropped") | readable.filter(pk__in=typed)
        open_to_link |= Action.objects.filter(pk__in=linked)
        self.queryset = open_to_link.exclude(pk=without.pk if without else None)
        self.sought = " ".join(sought.split())[:LONGEST]
        found = find_to_link(roadmap, self.sought) if self.sought else []
        wanted = [*linked, *typed, *found]
        known = self.queryset.filter(pk__in=wanted).select_related("roadmap__page").in_bulk() if wanted else {}
        told = set(readable.filter(pk__in=linked).values_list("pk", flat=True)) if linked else set()
        secret = set(linked) - told
        self.found = sum(pk in known for pk in found)
        self.widget.choices = [
            (pk, TITLE if pk in secret else _named(known[pk], roadmap)) for pk in dict.fromkeys(wanted) if pk in known
        ]


def _named(action, roadmap):
    group = "" if action.roadmap_id == roadmap.pk else f" ({action.roadmap.group.title})"
    return f"{action.title}{group}"
