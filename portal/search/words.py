"""Polish words for search: folded letters, lemmas, stems, slips.

Lemmas come from morfeusz2 (SGJP dictionary), which needs x86-64 Linux with glibc, macOS or Windows; without it
every word is stemmed (Snowball, Polish), which finds less. A key is what the index stores and a query asks for.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from itertools import product

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

try:
    import morfeusz2
except ImportError:  # a system check says so
    morfeusz2 = None

PART = re.compile(r"[^\W_]+")
PHRASE = re.compile(r'["„”“»«]([^"„”“»«]*)["„”“»«]')  # what stands in quotation marks
# letters that lose their tails on a keyboard without them
TAILS = {"a": "aą", "c": "cć", "e": "eę", "l": "lł", "n": "nń", "o": "oó", "s": "sś", "z": "zżź"}
MOST_VARIANTS = 4096
# what makes words a question or a sentence, folded; beside other words they ask for nothing
_ASKING = """
    a aby ale bo bez by byc byl byla bylo co czy czym dla dlaczego do gdy gdzie i ich ile jak jaka jaki jakie jakich
    jakies jest jestem jeszcze juz kiedy kim kogo komu kto ktora ktore ktory ku lub ma maja mam mi mnie moge mozna moze
    musi musze na nad nie niz o od odbedzie ode oraz po pod poza przed przez przy sa sie skad ta tam te tego tej ten to
    tu tym u w we wy z za ze zeby znajde znalezc chce chcialabym chcialbym dzis dzisiaj teraz
"""
ASKING = frozenset(_ASKING.split())
# neighbours' letters stand with those that they look like
NEIGHBOURS = dict(zip("áàâäãåčçďéèêëěíìîïľňñöôòõøřŕšşťúùûüůýž", "aaaaaaccdeeeeeiiiilnnooooorrsstuuuuuyz", strict=True))
_PLACES = {letter: chr(0xE000 + place) for place, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}
_PLACES |= {letter: _PLACES[like] for letter, like in NEIGHBOURS.items()}
# {code of a letter, small or capital: what stands for it in a key}: keys compare as the Polish alphabet goes
ORDER = {ord(case): place for letter, place in _PLACES.items() for case in (letter, letter.upper())}
_FOLDED = str.maketrans("ąćęłńóśżź", "acelnoszz")
_lock = threading.Lock()
_stemmer = snowballstemmer.stemmer("polish")
_analyser = morfeusz2.Morfeusz(generate=False) if morfeusz2 else None


def fold(text: str) -> str:
    """Lower case without tails and accents; a no-break space counts as a space."""
    text = text.casefold().translate(_FOLDED)
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def in_order(text: str) -> str:
    """A key to sort texts by, in the order of the Polish alphabet (portal.polish_order: the same in the database)."""
    return text.translate(ORDER)


def parts(text: str) -> list[str]:
    """The words of a text in lower case, as they stand."""
    return PART.findall(text.casefold())


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """The folded dictionary forms of a word; empty when the dictionary does not know it."""
    if _analyser is None or word.isdecimal():
        return frozenset()
    with _lock:  # the analyser is not safe between threads
        found = _analyser.analyse(word)
    known = {form.split(":")[0] for _, _, (_, form, tag, *_) in found if tag != "ign" and tag != "interp"}
    if any(tag == "ign" for _, _, (_, _, tag, *_) in found):
        return frozenset()
    return frozenset(fold(form) for form in known if len(form) > 1 or len(word) == 1)


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """Stem keys of a word that the dictionary does not know; marked, so that they never meet a lemma."""
    with _lock:
        shapes = {_stemmer.stemWord(fold(word)), fold(_stemmer.stemWord(word))}
        if word.endswith("ow"):
            shapes.add(fold(_stemmer.stemWord(word[:-2] + "ów")))
    return frozenset(shape + "0" for shape in shapes if shape)


@lru_cache(maxsize=50_000)
def index_keys(word: str) -> frozenset[str]:
    """All keys under which a word of a text is found."""
    return frozenset({fold(word)}) | (lemmas(word) or stems(word))


@lru_cache(maxsize=20_000)
def restored(word: str) -> tuple[str, ...]:
    """A word typed without tails, with them: the forms that the dictionary knows (at most 4096 are tried)."""
    if not word.isascii():
        return ()
    letters = [TAILS.get(letter, letter) for letter in word]
    number = 1
    for choice in letters:
        number *= len(choice)
    if number > MOST_VARIANTS:
        return ()
    return tuple(form for form in map("".join, product(*letters)) if form != word and lemmas(form))


@lru_cache(maxsize=20_000)
def query_keys(word: str) -> frozenset[str]:
    """The keys that a query word asks for: it is found where any of them stands."""
    forms = (word, *restored(word))
    known = frozenset().union(*(lemmas(form) for form in forms))
    return frozenset({fold(word)}) | (known or stems(word))


def is_known(word: str) -> bool:
    """Whether the dictionary knows the word as typed (or, typed without tails, with them)."""
    return bool(lemmas(word) or restored(word))


def slip(word: str, vocabulary: dict[str, str]) -> str | None:
    """The word of the vocabulary (folded) that differs by one letter (two from eight letters), or None."""
    folded = fold(word)
    if len(folded) < 4:
        return None
    limit = 2 if len(folded) >= 8 else 1
    near = process.extract(folded, list(vocabulary), scorer=OSA.distance, score_cutoff=limit, limit=20)
    return min(near, key=lambda match: (match[1], match[0][:1] != folded[:1], match[0]))[0] if near else None


def folded_title(text: str) -> str:
    """A whole title as the index keeps it, so that titles can be compared as they are typed."""
    return " ".join(parts(fold(text)))[:255]
