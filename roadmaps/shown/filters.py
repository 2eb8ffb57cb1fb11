"""Which actions of a board somebody wants to see, and in what order. All of it stands in the address, to be shared."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.http import QueryDict

from portal.rules.cleaning import alike
from portal.rules.parameters import key_in, text_in
from portal.search.words import in_order
from portal.serving.cached import cached, shows
from roadmaps.models import Action, Roadmap
from roadmaps.rules import topics
from roadmaps.rules.names import public_name
from roadmaps.rules.permissions import Role
from roadmaps.shown.search import found_in
from signup.models import User

# states in addresses
SLUGS = {
    "proposed": "propozycje",
    "discussed": "w-dyskusji",
    "agreed": "uzgodnione",
    "in_progress": "w-realizacji",
    "done": "zrealizowane",
    "dropped": "zaniechane",
}
STATE_OF = {slug: state for state, slug in SLUGS.items()}
HORIZONS = {"krotki": "short", "sredni": "medium", "dlugi": "long"}
# how the cards of a state follow each other; without a word in the address: as the group has put them
ORDERS = {
    "": "kolejność grupy",
    "glosy": "najwięcej głosów",
    "termin": "najbliższy termin",
    "nowe": "ostatnio zmienione",
}
BY_POSITION = [F("position").asc(), F("pk").asc()]
ORDERINGS = {
    "": BY_POSITION,
    "glosy": [F("votes").desc(), *BY_POSITION],
    "termin": [F("term").asc(nulls_last=True), *BY_POSITION],
    "nowe": [F("changed_at").desc(), *BY_POSITION],
}
PERSON = "osoba-"  # a person in the address; an organisation stands there by its name
LONGEST = 200  # characters of a word in the address that are read
MOST_OFFERED = 60  # organisations in the list to choose from: those with most actions


@dataclass(frozen=True)
class BoardFilter:
    """What the address asks for; a value that means nothing is not there."""

    words: str = ""
    state: str = ""
    who: str = ""
    horizon: str = ""
    mine: bool = False
    unsupported: bool = False
    order: str = ""

    # field: its name in the address
    NAMES = {
        "words": "slowa",
        "state": "tylko",
        "who": "kto",
        "horizon": "horyzont",
        "mine": "moje",
        "unsupported": "bez-glosu",
        "order": "porzadek",
    }

    @classmethod
    def of(cls, query: QueryDict, people: "ResponsibleOptions", role: Role) -> Self:
        """What somebody asks for. `people`: the ResponsibleOptions of this board, whom one may ask for by name."""
        said = {field: text_in(query.get(name))[:LONGEST] for field, name in cls.NAMES.items()}
        known_user = bool(role.user and role.user.is_authenticated)
        return cls(
            words=" ".join(said["words"].split()),
            state=said["state"] if said["state"] in STATE_OF else "",
            who=said["who"] if people.name_of(said["who"]) else "",
            horizon=said["horizon"] if said["horizon"] in HORIZONS else "",
            mine=bool(said["mine"]) and known_user,
            unsupported=bool(said["unsupported"]) and role.is_member,
            order=said["order"] if said["order"] in ORDERS else "",
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != BoardFilter(order=self.order)

    def query(self, **more: str) -> str:
        """The address after its question mark, as short as can be; `more` are other names in it."""
        said = {name: getattr(self, field) for field, name in self.NAMES.items()}
        said = {name: "1" if value is True else value for name, value in said.items() if value}
        return urlencode(said | {name: value for name, value in more.items() if value})

    def chips(self, people: "ResponsibleOptions") -> Iterator[tuple[str, str]]:
        """(what narrows the board, the address without it) one by one."""
        told = {
            "words": f"„{self.words}”",
            "state": f"stan: {dict(Action.STATES)[STATE_OF[self.state]]}" if self.state else "",
            "who": people.name_of(self.who),
            "horizon": dict(Action.HORIZONS)[HORIZONS[self.horizon]] if self.horizon else "",
            "mine": "moje",
            "unsupported": "jeszcze bez mojego głosu",
        }
        for field, text in told.items():
            if getattr(self, field):
                yield text, replace(self, **{field: type(getattr(self, field))()}).query()

    def narrow(self, actions: QuerySet, roadmap: Roadmap, user: User) -> QuerySet:
        """Those of the actions that are asked for."""
        if self.words and (found := found_in(roadmap, self.words)) is not None:
            actions = actions.filter(pk__in=found)
        if self.state:
            actions = actions.filter(state=STATE_OF[self.state])
        if self.who.startswith(PERSON):
            actions = actions.filter(pk__in=_of_person(self.who).values("pk"))
        elif self.who:
            actions = actions.filter(responsible_organisations__in=same_name(roadmap, self.who), hidden_reason="")
        if self.horizon:
            actions = actions.filter(horizon=HORIZONS[self.horizon])
        if self.mine:
            actions = actions.filter(Q(created_by=user) | Q(pk__in=user.responsible_for.values("pk")))
        if self.unsupported:
            actions = actions.filter(state__in=["proposed", "discussed"])
            actions = actions.exclude(pk__in=user.supports.values("action"))
        return actions


def _of_person(who):
    return Action.objects.filter(responsible_members=key_in(who.removeprefix(PERSON)))


@cached
def organisations(roadmap: int) -> dict[str, list[str]]:
    """{responsible organisation: all ways in which it is written} of the board with this key, the busiest first.

    One that is written with other quotation marks, dashes or capitals is the same; it is called as it mostly is.
    """
    shows(topics.board(roadmap))
    found, known = defaultdict(list), {}
    counted = Action.objects.filter(roadmap=roadmap, hidden_reason="").exclude(responsible_organisations="").order_by()
    counted = counted.values_list("responsible_organisations").annotate(n=Count("pk"))
    for name, _ in counted.order_by("-n", "responsible_organisations"):
        found[known.setdefault(alike(name), name)].append(name)
    return dict(found)


def same_name(roadmap: Roadmap, who: str) -> list[str]:
    """All ways in which this organisation is written on a board."""
    return next((ways for ways in organisations(roadmap.pk).values() if who in ways), [who])


class ResponsibleOptions:
    """Who is responsible for actions of a board: organisations, and people, whom the public knows by their consent."""

    def __init__(self, roadmap, role):
        self.roadmap, self.role = roadmap, role

    @cached_property
    def organisations(self) -> list[str]:
        """All of them, the busiest first."""
        return list(organisations(self.roadmap.pk))

    @cached_property
    def people(self) -> dict[str, str]:
        """{what stands in the address: name}"""
        users = User.objects.with_consent_to_name().filter(responsible_for__roadmap=self.roadmap).distinct()
        users = sorted(users, key=lambda user: in_order(f"{user.last_name} {user.first_name}"))
        known = users if self.role.is_member else (user for user in users if user.agreed_to_name)
        return {f"{PERSON}{user.pk}": user.get_full_name() or public_name(user) for user in known}

    def offered(self, chosen: str) -> list[str]:
        """The organisations to choose from, with the chosen one."""
        offered = set(self.organisations[:MOST_OFFERED])
        return sorted(offered | ({chosen} & set(self.organisations)), key=in_order)

    def name_of(self, who: str) -> str:
        """How they are called, empty for somebody unknown."""
        names = organisations(self.roadmap.pk)
        return self.people.get(who, "") or next((name for name, ways in names.items() if who in ways), "")
