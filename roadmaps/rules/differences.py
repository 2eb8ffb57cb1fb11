"""Telling two texts apart by words, marks, spaces and line breaks.

How two texts are aligned: the common beginning and end are cut off, the rest goes through difflib.SequenceMatcher
(Ratcliff and Obershelp: the longest common run first), which aligns prose as people do but takes the cube of the length
at worst. A text that repeats itself so much goes through the bit-parallel longest common subsequence of rapidfuzz,
whose time is bound by the product of the lengths.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.distance import LCSseq

WORD = re.compile(r"\w")
TOKEN = re.compile(r"\n+|[^\S\n]+|\w+|[^\w\s]")
# so many pairs of equal words are still aligned by SequenceMatcher; prose of 5,000 characters has some 10,000
PAIRS = 20_000


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """How to read `new` beside `old`: [(op, text)], op is "same", "gone" or "new". By words; marks and spaces
    between two changes go with them."""
    tokens, fresh = tokens_of(old), tokens_of(new)
    told, done = [], 0
    for begin, end, put in edits_of(tokens, fresh):
        told += [("same", "".join(tokens[done:begin])), ("gone", "".join(tokens[begin:end])), ("new", "".join(put))]
        done = end
    told.append(("same", "".join(tokens[done:])))
    return [(op, text) for op, text in told if text]


# how it works


def tokens_of(text: str) -> list[str]:
    """Words, marks, spaces and line breaks; put one after another they are the text."""
    return TOKEN.findall(text)


def edits_of(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
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
