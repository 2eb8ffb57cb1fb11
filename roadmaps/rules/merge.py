"""Merging two edits of one text by words, and telling two texts apart by words.

The merge is a three-way one in the manner of diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007),
over words, marks, spaces and line breaks instead of lines. Texts are kept byte for byte: the tokens of a text, put one
after another, are the text.

How two texts are aligned: the common beginning and end are cut off, the rest goes through difflib.SequenceMatcher
(Ratcliff and Obershelp: the longest common run first), which aligns prose as people do but takes the cube of the length
at worst. A text that repeats itself so much goes through the bit-parallel longest common subsequence of rapidfuzz,
whose time is bound by the product of the lengths.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise, takewhile, zip_longest

from rapidfuzz.distance import LCSseq

WORD = re.compile(r"\w")
TOKEN = re.compile(r"\n+|[^\S\n]+|\w+|[^\w\s]")
# where a sentence or a line ends, and whether a text ends with one
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|(?=\n)")
SENTENCE_ENDS = re.compile(r"([.!?…]|\n)\s*$")
# so many pairs of equal words are still aligned by SequenceMatcher; prose of 5,000 characters has some 10,000
PAIRS = 20_000


@dataclass(frozen=True)
class Chunk:
    """A stretch of the merge: one text, or the three of a place that both edits touched."""

    base: str
    now: str
    sent: str
    clean: bool

    @property
    def text(self):
        """What it becomes. Where both edits met, both are there, one after the other: nothing is lost."""
        if self.clean:
            return self.now if self.now != self.base else self.sent
        return _both(self.now, self.sent)


@dataclass(frozen=True)
class Merged:
    """What became of two edits of one text."""

    chunks: list = field(default_factory=list)

    @property
    def clean(self):
        """Whether no two edits met."""
        return all(chunk.clean for chunk in self.chunks)

    @property
    def text(self):
        """The merged text; ask only for a clean one."""
        if not self.clean:
            raise ValueError("Two edits meet: there is no text yet, only a draft.")
        return self.draft

    @property
    def draft(self):
        """The merged text, with both texts where two edits met: for a person to finish."""
        return "".join(chunk.text for chunk in self.chunks)

    @property
    def parts(self):
        """The merge in whole sentences: texts that stand, and (now, sent) wherever two edits of one sentence met."""
        parts = [""]
        for place, chunk in enumerate(self.chunks):
            if chunk.clean:
                before = self.chunks[place - 1] if place else None
                text = chunk.text if before is None or before.clean else chunk.text[len(self._rest(place - 1)) :]
                parts[-1] += text
                continue
            begun = _begun(parts.pop())
            rest = self._rest(place)
            parts += [begun[0], (begun[1] + chunk.now + rest, begun[1] + chunk.sent + rest), ""]
        return [part for part in parts if part]

    @property
    def readable(self):
        """The draft with both sentences, whole and one after the other, where two edits met."""
        return "".join(part if isinstance(part, str) else both_sentences(*part) for part in self.parts)

    def _rest(self, place):
        """What of the chunk behind this one still belongs to its sentence."""
        chunk, after = self.chunks[place], self.chunks[place + 1] if place + 1 < len(self.chunks) else None
        if after is None or not after.clean or any(SENTENCE_ENDS.search(text) for text in (chunk.now, chunk.sent)):
            return ""
        end = SENTENCE_END.search(after.text)
        return after.text[: end.end()] if end else after.text


def merge(base: str, now: str, sent: str) -> Merged:
    """Merge two edits of `base`: the one that is there now and the one that was sent.

    Edits are apart when the end of a sentence or of a line that both left alone stands between them: whoever changes a
    word has read its sentence, and two changes of one sentence may say together what neither meant. Edits that are not
    apart meet, unless they are the same edit.
    """
    old = _tokens(base)
    edits = [("now", *edit) for edit in _edits(old, _tokens(now))]
    edits += [("sent", *edit) for edit in _edits(old, _tokens(sent))]
    groups = list(_groups(old, sorted(edits, key=lambda edit: edit[1:3])))
    chunks, done = [], 0
    for group, following in zip_longest(groups, groups[1:]):
        begin, end = group[0][1], max(edit[2] for edit in group)
        if begin > done:
            chunks.append(_untouched(old[done:begin]))
        texts = ["".join(old[begin:end])]
        texts += [_applied(old, begin, end, [edit for edit in group if edit[0] == side]) for side in ("now", "sent")]
        clean = len({edit[0] for edit in group}) == 1 or texts[1] == texts[2]
        done = end
        if not clean:
            # each of the two keeps the full stop behind it
            marks = list(takewhile(_is_mark, old[end : following[0][1] if following else None]))
            texts = [text + "".join(marks) for text in texts]
            done += len(marks)
        chunks.append(Chunk(*texts, clean))
    if done < len(old):
        chunks.append(_untouched(old[done:]))
    return Merged(chunks)


def both_sentences(now: str, sent: str) -> str:
    """Both of two sentences, one after the other; points of a list below each other."""
    return f"{now}\n{sent}" if sent.startswith("- ") else _both(now, sent)


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """How to read `new` beside `old`: [(op, text)], op is "same", "gone" or "new". By words; marks and spaces
    between two changes go with them."""
    tokens, fresh = _tokens(old), _tokens(new)
    told, done = [], 0
    for begin, end, put in _edits(tokens, fresh):
        told += [("same", "".join(tokens[done:begin])), ("gone", "".join(tokens[begin:end])), ("new", "".join(put))]
        done = end
    told.append(("same", "".join(tokens[done:])))
    return [(op, text) for op, text in told if text]


# how it works


def _tokens(text):
    return TOKEN.findall(text)


def _untouched(tokens):
    text = "".join(tokens)
    return Chunk(text, text, text, True)


def _is_mark(token):
    return not (token.isspace() or WORD.match(token))


def _parts(token):
    """Whether a token between two changes of one person keeps them apart: anything but plain space."""
    return "\n" in token or not token.isspace()


def _apart(old, before, end, edit):
    """Whether the edit begins behind the sentence or the line in which the one before it began and ended."""
    _, begin, last, put = edit
    first = old[begin] if begin < last else put[0]
    follows = begin >= end and begin > before
    return any(_ends(old, place) for place in range(end, begin)) or (follows and "\n" in first)


def _ends(tokens, place):
    """Whether a sentence or a line ends with this token."""
    if "\n" in tokens[place]:
        return True
    return tokens[place] in ".!?…" and (place + 1 == len(tokens) or tokens[place + 1].isspace())


def _edits(old, new):
    """[(begin, end, tokens)]: the stretches of `old` that are replaced, in order; between two a word or a line break
    stays as it was."""
    edits = []
    for (a, b, size), (after_a, after_b, _) in pairwise([(0, 0, 0), *_blocks(old, new), (len(old), len(new), 0)]):
        begin, end, put = a + size, after_a, new[b + size : after_b]
        if begin == end and not put:
            continue
        if edits and not any("\n" in token or WORD.match(token) for token in old[edits[-1][1] : begin]):
            before = edits.pop()
            put = [*before[2], *old[before[1] : begin], *put]
            begin = before[0]
        edits.append((begin, end, put))
    return edits


def _blocks(old, new):
    """[(place in old, place in new, length)] of what is the same, in order."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    blocks = [(0, 0, head)] if head else []
    if a and b:
        blocks += [(head + i, head + j, size) for i, j, size in _aligned(a, b) if size]
    if tail:
        blocks.append((len(old) - tail, len(new) - tail, tail))
    return blocks


def _aligned(a, b):
    counts = Counter(b)
    pairs = sum(number * counts[token] for token, number in Counter(a).items() if not token.isspace())
    if pairs <= PAIRS:
        # spaces alone are no anchor: they are the same everywhere
        return SequenceMatcher(str.isspace, a, b, autojunk=False).get_matching_blocks()
    # numbers instead of tokens: rapidfuzz compares hashes, and these are their own
    number = {token: place for place, token in enumerate({*a, *b})}
    found = LCSseq.opcodes([number[token] for token in a], [number[token] for token in b])
    return [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"]


def _groups(old, edits):
    """Edits that are not apart, together."""
    group, end = [], 0
    for edit in edits:
        if group and _apart(old, group[-1][1], end, edit):
            yield group
            group, end = [], 0
        group.append(edit)
        end = max(end, edit[2])
    if group:
        yield group


def _applied(old, begin, end, edits):
    """The stretch of `old` with the edits of one side."""
    parts, done = [], begin
    for _, first, last, put in edits:
        parts += [*old[done:first], *put]
        done = last
    return "".join([*parts, *old[done:end]])


def _begun(text):
    """(what is complete, the sentence that has begun at its end)"""
    ends = [end.end() for end in re.finditer(r"[.!?…]+\s+|\n+", text)]
    return (text[: ends[-1]], text[ends[-1] :]) if ends else ("", text)


def _both(now, sent):
    if not now or not sent or now[-1].isspace() or sent[0].isspace():
        return now + sent
    return now + ("\n" if "\n" in now + sent else " ") + sent
