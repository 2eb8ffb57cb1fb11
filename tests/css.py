"""A style sheet as rules that can be asked: for CSS without nesting, as `serving.stylesheet.lowered` makes it."""

import re
from typing import NamedTuple


class Rule(NamedTuple):
    around: tuple[str, ...]  # the at-rules that it is in, the outermost first
    selectors: list[str]
    declarations: list[tuple[str, str]]  # names and values, in their order


def pieces(text, separator):
    """The parts of the text between separators that are in no brackets and no quotes."""
    found, depth, quote, begun = [], 0, None, 0
    for place, sign in enumerate(text):
        if quote:
            if sign == quote and text[place - 1] != "\\":
                quote = None
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == separator and not depth:
            found.append(text[begun:place])
            begun = place + 1
    return [piece.strip() for piece in [*found, text[begun:]] if piece.strip()]


def blocks(css):
    """(what stands before the brackets, what is in them) for each block of the text."""
    depth, quote, begun, opened = 0, None, 0, 0
    for place, sign in enumerate(css):
        if quote:
            if sign == quote and css[place - 1] != "\\":
                quote = None
        elif sign in "\"'":
            quote = sign
        elif sign == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif sign == "}":
            depth -= 1
            if not depth:
                yield css[begun:opened].strip(), css[opened + 1 : place]
                begun = place + 1
        elif sign == ";" and not depth:
            begun = place + 1


def rules(css, around=()):
    """Each rule of the style sheet."""
    for head, body in blocks(css):
        if head.startswith(("@media", "@supports", "@layer", "@container")):
            yield from rules(body, (*around, head))
        elif not head.startswith("@"):
            declarations = [tuple(piece.split(":", 1)) for piece in pieces(body, ";")]
            yield Rule(around, pieces(head, ","), [(name.strip(), value.strip()) for name, value in declarations])


def compounds(selector):
    """The selector's steps: `.a > .b.c li` is `.a`, `.b.c`, `li`; what :is(), :has() and the like hold is left out."""
    while (shorter := re.sub(r"\([^()]*\)", "", selector)) != selector:
        selector = shorter
    return [step for step in re.split(r"[\s>+~]+", selector) if step]
