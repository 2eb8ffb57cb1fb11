"""Merging two edits of one text by words.

The merge is a three-way one in the manner of diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007),
over words, marks, spaces and line breaks instead of lines. Texts are kept byte for byte: the tokens of a text, put one
after another, are the text (rules/differences.py).
"""

import re
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest

from roadmaps.rules.differences import WORD, edits_of, tokens_of

# where a sentence or a line ends, and whether a text ends with one
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|(?=\n)")
SENTENCE_ENDS = re.compile(r"([.!?…]|\n)\s*$")


@dataclass(frozen=True)
class Chunk:
    """A stretch of the merge: one text, or the three of a place that both edits touched."""

    base: str
    now: str
    sent: str
    clean: bool

    @property
    def text(self) -> str:
        """What it becomes. Where both edits met, both are there, one after the other: nothing is lost."""
        if self.clean:
            return self.now if self.now != self.base else self.sent
        return _both(self.now, self.sent)


@dataclass(frozen=True)
class Merged:
    """What became of two edits of one text."""

    chunks: list = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether no two edits met."""
        return all(chunk.clean for chunk in self.chunks)

    @property
    def text(self) -> str:
        """The merged text; ask only for a clean one."""
        if not self.clean:
            raise ValueError("Two edits meet: there is no text yet, only a draft.")
        return self.draft

    @property
    def draft(self) -> str:
        """The merged text, with both texts where two edits met: for a person to finish."""
        return "".join(chunk.text for chunk in self.chunks)

    @property
    def parts(self) -> list[str | tuple[str, str]]:
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
    def readable(self) -> str:
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
    old = tokens_of(base)
    edits = [("now", *edit) for edit in edits_of(old, tokens_of(now))]
    edits += [("sent", *edit) for edit in edits_of(old, tokens_of(sent))]
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


# how it works


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
