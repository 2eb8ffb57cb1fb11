"""Forms of words meet, letters without tails too, slips are mended, look-alikes stay out: as often as the bars say."""

import pytest
from django.utils import timezone

from portal.search import index as search
from portal.search import words
from tests import searches
from tests.polish_pairs import INFLECTED, LOOKALIKES, PLAIN, TYPOS

pytestmark = pytest.mark.engine
_no_words_of_another_test = searches._no_words_of_another_test


# the bars: forms of words, letters without tails, slips, look-alikes


def share(pairs, test):
    wrong = [pair for pair in pairs if not test(*pair)]
    return 1 - len(wrong) / len(pairs), wrong


def meets(typed, standing):
    return bool(words.query_keys(typed.casefold()) & words.index_keys(standing.casefold()))


def test_the_list_is_long_enough():
    assert len(INFLECTED) + len(PLAIN) + len(TYPOS) >= 150


def test_inflected_words_meet():
    rate, wrong = share(INFLECTED, meets)
    assert rate >= 0.97, wrong


def test_words_without_tails_meet():
    rate, wrong = share(PLAIN, meets)
    assert rate >= 0.95, wrong


def test_slips_are_mended_among_all_words_of_the_lists():
    vocabulary = {words.fold(standing): standing for _, standing in INFLECTED + PLAIN + TYPOS}
    known = frozenset().union(*(words.index_keys(word) for word in vocabulary.values()))

    def mended(typed, standing):
        if words.query_keys(typed) & known or words.is_known(typed):
            return meets(typed, standing)
        near = words.slip(typed, vocabulary)
        return near is not None and meets(vocabulary[near], standing)

    rate, wrong = share(TYPOS, mended)
    assert rate >= 0.90, wrong


def test_look_alikes_stay_out():
    def confused(typed, standing):
        slip = None if words.is_known(typed) else words.slip(typed, {words.fold(standing): standing})
        return meets(typed, standing) or slip is not None

    rate, _ = share(LOOKALIKES, confused)
    assert rate <= 0.08


def test_the_bars_are_reached_in_what_readers_get(client, home):
    """The same lists once more, typed into the form and looked for in the index of this engine."""
    now = timezone.now()
    for number, word in enumerate(sorted({standing for _, standing in INFLECTED + PLAIN + TYPOS + LOOKALIKES})):
        text = search.Document(f"proba:{number}", home, "page", f"Tekst {number}", word, now, address=f"/{number}/")
        search.index(text)

    def offered(typed, standing):
        shown = client.get("/szukaj/", {"q": typed}).context["shown"]
        return standing in {hit["entry"].text for hit in shown}

    for pairs, least in ((INFLECTED, 0.97), (PLAIN, 0.95), (TYPOS, 0.90)):
        rate, wrong = share(pairs, offered)
        assert rate >= least, wrong
    _, apart = share(LOOKALIKES, offered)
    assert len(LOOKALIKES) - len(apart) <= 0.08 * len(LOOKALIKES)


def test_without_the_dictionary_stems_still_find(monkeypatch):
    monkeypatch.setattr(words, "_analyser", None)
    for cached in (words.lemmas, words.index_keys, words.restored, words.query_keys):
        cached.cache_clear()
    try:
        rate, wrong = share(INFLECTED, meets)
        assert rate >= 0.5, wrong
    finally:
        for cached in (words.lemmas, words.index_keys, words.restored, words.query_keys):
            cached.cache_clear()
