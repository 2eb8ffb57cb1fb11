"""Actions that a text finds: on one board, to link with, and those whose title is like the one being typed."""

from collections import defaultdict

from portal.models import SearchEntry, SearchTerm
from portal.search import words
from portal.search.query import answering, best, find, mend, understand
from roadmaps.models import Action, Roadmap

PARTS = ["description", "goal", "audience", "responsible_organisations", "partners", "indicator", "outcome"]


def source_of(action: Action) -> str:
    """How the entry of an action is called in the search."""
    return f"action:{action.pk}"


def key_of(entry_source: str) -> int:
    """The key of the action that an entry of the search stands for."""
    return int(entry_source.removeprefix("action:"))


def found_in(roadmap: Roadmap, text: str) -> list[int] | None:
    """The keys of the actions of a board that have all words of a text, in any form; None when it asks for nothing.

    Dropped ones are looked through as they are, since the search of the site leaves them out.
    """
    query = understand(text)
    if query.empty:
        return None
    found = _found_in(roadmap, query)
    if not found and (better := mend(query)):
        found = _found_in(roadmap, better)
    return found


def _found_in(roadmap, query):
    entries = answering(query, SearchEntry.objects.filter(page=roadmap.page_id, kind="action"))
    found = [key_of(source) for source in entries.values_list("source", flat=True)]
    asked = [words.query_keys(word) for word in query.words]
    for pk, *texts in roadmap.actions.filter(state="dropped", hidden_reason="").values_list("pk", "title", *PARTS):
        text = " ".join(" ".join(texts).split()).casefold()
        keys = frozenset().union(*map(words.index_keys, words.parts(text)))
        if all(keys & wanted for wanted in asked) and all(phrase in text for phrase in query.phrases):
            found.append(pk)
    return found


# words that say nothing of what a title is about
SMALL = {
    "albo",
    "aby",
    "bez",
    "czy",
    "dla",
    "jak",
    "lub",
    "nad",
    "nasz",
    "nasza",
    "nasze",
    "oraz",
    "pod",
    "przed",
    "przez",
}
SMALL |= {"przy", "się", "tym", "ten", "tej", "tego", "wraz", "ich", "czyli", "między", "także", "lecz", "będzie"}
MOST_SIMILAR = 5


def telling(title: str) -> list[frozenset[str]]:
    """[the keys of each word] of a title that says what it is about."""
    found = dict.fromkeys(word for word in words.parts(title) if len(word) > 2 and word not in SMALL)
    return [words.query_keys(word) for word in list(found)[:12]]


def similar(roadmap: Roadmap, title: str, without: int | None = None) -> list[Action]:
    """The actions of public boards (and of this one) with titles most like this one, best first.

    At least half of the telling words must be there, in any form. Each action has `same`: whether both titles are
    made of the same words.
    """
    asked = telling(title)
    if not asked:
        return []
    hit = SearchTerm.objects.filter(key__in=frozenset().union(*asked), in_title=True, entry__kind="action")
    keys = defaultdict(set)
    for source, key in hit.values_list("entry__source", "key"):
        keys[key_of(source)].add(key)
    score = {pk: sum(bool(wanted & found) for wanted in asked) for pk, found in keys.items() if pk != without}
    near = sorted((pk for pk, n in score.items() if 2 * n >= len(asked)), key=lambda pk: (-score[pk], pk))[:200]
    open_to_all = Action.objects.public() | roadmap.actions.all()
    known = open_to_all.filter(pk__in=near).select_related("roadmap__page").in_bulk()
    best = sorted(
        (known[pk] for pk in near if pk in known),
        key=lambda action: (action.roadmap_id != roadmap.pk, -score[action.pk], action.pk),
    )[:MOST_SIMILAR]
    for action in best:
        action.same = score[action.pk] == len(asked) == len(telling(action.title))
    return best


MOST_TO_LINK = 12


def find_to_link(roadmap: Roadmap, text: str) -> list[int]:
    """The keys of actions that a text finds: of this board, then of other public ones, in each the best first."""
    query = understand(text)
    if query.empty:
        return []
    own = SearchEntry.objects.filter(page=roadmap.page_id, kind="action")
    entries = [
        *best(query, own)[:MOST_TO_LINK],
        *find(query, kind="action").exclude(page=roadmap.page_id)[:MOST_TO_LINK],
    ]
    return [key_of(entry.source) for entry in entries][:MOST_TO_LINK]
