"""The colours of the house keep their contrasts (WCAG 2.2, 1.4.3 and 1.4.6) in both schemes."""

import re
from pathlib import Path

import pytest

from portal.models.groups import HUES

CSS = (Path(__file__).parent.parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
ONE = re.compile(r"--([\w-]+): (#\w{6});")
ROUTES = re.findall(r"\.route-(\d) \{\s+--route: var\(--(\w+)\)", CSS)
SCHEMES = ("light", "dark")


def colours(scheme):
    found = dict(ONE.findall(CSS))
    found |= {name: pair[SCHEMES.index(scheme)] for name, *pair in PAIR.findall(CSS)}
    return found


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_there_are_as_many_routes_as_hues():
    assert [int(number) for number, _ in ROUTES] == list(range(1, HUES + 1))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", [name for _, name in ROUTES])
def test_every_route_is_seen_on_paper_and_its_number_on_it(name, scheme):
    c = colours(scheme)
    assert contrast(c[name], c["paper"]) >= 6
    assert contrast(c[name], c["sheet"]) >= 6
    assert contrast(c["on-route"], c[name]) >= 7
    assert contrast(c["ink"], c[f"{name}-tint"]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_read_on_every_ground(scheme):
    c = colours(scheme)
    for ink in ("ink", "ink-soft"):
        for ground in ("paper", "sheet", "sunk"):
            assert contrast(c[ink], c[ground]) >= 7, (ink, ground)
    assert contrast(c["on-band-soft"], c["band"]) >= 7
    assert contrast(c["on-amber"], c["amber"]) >= 7
    assert contrast(c["wrong"], c["paper"]) >= 6.9
    assert contrast(c["edge"], c["paper"]) >= 3
