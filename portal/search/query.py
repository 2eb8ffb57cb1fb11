"""Search (szukaj): from what a visitor types to a list in the order that a Polish reader expects.

All words must be there, in any form; words in quotation marks stand exactly so; a slip is mended only when the
word is otherwise unknown and a live page has a word that near.
"""

import time
from typing import NamedTuple

from django.db.models import QuerySet

from portal.models import SearchEntry, SearchTerm, WorkingGroupPage
from portal.search import words

LONGEST = 200  # characters of a query that are read
MOST_WORDS = 10
KEPT = 600  # seconds for which the words of all live texts are kept


class Query(NamedTuple):
    """What was typed: single words and exact phrases, in lower case."""

    text: str
    words: tuple
    phrases: tuple

    @property
    def empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def keys(self) -> frozenset[str]:
        """All keys that any of the words asks for."""
        return frozenset().union(*map(words.query_keys, self.words))


def understand(text: str) -> Query:
    """What was typed, as words and phrases; never fails."""
    text = " ".join(text[:LONGEST].replace("\x00", " ").split())
    phrases = tuple(" ".join(phrase.split()).casefold() for phrase in words.PHRASE.findall(text))
    rest = words.PHRASE.sub(" ", text)
    # single letters are in every text; alone they ask for nothing, and so do the words that make a question
    single = [word for word in words.parts(rest) if len(word) > 1]
    single = [word for word in single if words.fold(word) not in words.ASKING] or single
    return Query(text, tuple(dict.fromkeys(single))[:MOST_WORDS], tuple(filter(words.PART.search, phrases))[:3])


def find(query: Query, kind: str = "", group: WorkingGroupPage | None = None) -> QuerySet:
    """All that answers a query, best first."""
    return best(query, within(kind, group, SearchEntry.objects.public()))


def best(query: Query, entries: QuerySet) -> QuerySet:
    """Those of the entries that answer a query, best first."""
    keys_by_word = [words.query_keys(word) for word in query.words]
    return answering(query, entries).best_first(words.folded_title(query.text), keys_by_word)


def answering(query: Query, entries: QuerySet) -> QuerySet:
    """Those of the entries that have all words of a query, in any form, and its phrases."""
    for word in query.words:
        entries = entries.having(words.query_keys(word))
    for phrase in query.phrases:
        entries = entries.filter(plain__contains=phrase)
    return entries


def within(kind: str, group: WorkingGroupPage | None, entries: QuerySet) -> QuerySet:
    """Those of the entries that are of a kind and about a group, where one is asked for."""
    entries = entries.filter(kind=kind) if kind else entries
    return entries.filter(groups=group) if group else entries


def mend(query: Query) -> Query | None:
    """The query with each unknown word replaced by the nearest one of a live text, or None."""
    mended = []
    for word in query.words:
        if words.is_known(word) or _leads_somewhere(word):
            mended.append(word)
        elif (near := words.slip(word, vocabulary())) is not None:
            mended.append(vocabulary()[near])
        else:
            return None
    if tuple(mended) == query.words:
        return None
    text = " ".join([*mended, *(f"„{phrase}”" for phrase in query.phrases)])
    return query._replace(text=text, words=tuple(mended))


def without_one(query: Query, kind: str = "", group: WorkingGroupPage | None = None) -> Query | None:
    """The query without the one word that keeps it from an answer (of several such, the rarest), or None."""
    if query.phrases or len(query.words) < 2:
        return None
    rare_first = sorted(
        query.words, key=lambda word: SearchEntry.objects.public().having(words.query_keys(word)).count()
    )
    for left_out in rare_first:
        rest = tuple(word for word in query.words if word != left_out)
        shorter = query._replace(text=" ".join(rest), words=rest)
        if find(shorter, kind, group).exists():
            return shorter
    return None


def _leads_somewhere(word):
    live = SearchTerm.objects.filter(entry__in=SearchEntry.objects.public())
    return live.filter(key__in=words.query_keys(word)).exists()


_kept = (0, {})


def vocabulary() -> dict[str, str]:
    """{folded word: the word} of everything public; this process keeps it for ten minutes."""
    global _kept
    if _kept[0] < time.monotonic():
        rows = SearchTerm.objects.exclude(surface="").filter(entry__in=SearchEntry.objects.public())
        _kept = (time.monotonic() + KEPT, dict(rows.order_by().values_list("key", "surface").distinct()))
    return _kept[1]


def forget_vocabulary() -> None:
    global _kept
    _kept = (0, {})
