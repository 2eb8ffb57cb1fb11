"""Polish plurals, no-break spaces and dates."""

import random
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template

from portal.search.words import in_order
from portal.templatetags.polish import (
    bind,
    by_commas,
    choose,
    clock,
    counted,
    day,
    moment,
    quoted,
    size,
    typo,
    weekday,
    weekday_of,
)

NBSP = "\N{NO-BREAK SPACE}"


def shown(text):
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "głosów"),
        (1, "głos"),
        (2, "głosy"),
        (4, "głosy"),
        (5, "głosów"),
        (11, "głosów"),
        (12, "głosów"),
        (14, "głosów"),
        (21, "głosów"),
        (22, "głosy"),
        (25, "głosów"),
        (101, "głosów"),
        (112, "głosów"),
        (122, "głosy"),
    ],
)
def test_a_number_chooses_its_form(n, form):
    assert choose(n, "głos,głosy,głosów") == form
    assert counted(n, "głos,głosy,głosów") == f"{n}{NBSP}{form}"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("i w Radomiu", "i~w~Radomiu"),
        ("a i o u w z nami", "a~i~o~u~w~z~nami"),
        ("W domu", "W~domu"),
        ("(w domu)", "(w~domu)"),
        ("„O nas”", "„O~nas”"),
        ("praca\ni nauka", "praca\ni~nauka"),
        ("15 stycznia 2018 r.", "15~stycznia 2018~r."),
        ("12 345,50 zł", "12~345,50~zł"),
        ("10 MB", "10~MB"),
        ("nr 5, ul. Długa, art. 6 ust. 1 lit. b", "nr~5, ul.~Długa, art.~6 ust.~1 lit.~b"),
        ("godz. 17.30", "godz.~17.30"),
        ("III sektora", "III~sektora"),
        ("A. B. Wzór", "A.~B.~Wzór"),
        ("kot i", "kot i"),
        ("Ala ma kota", "Ala ma kota"),
    ],
)
def test_lines_do_not_break_after_short_words(text, bound):
    assert shown(bind(text)) == bound
    assert bind(bind(text)) == bind(text)


def test_only_text_is_touched_never_attributes():
    html = Template('{% filter typo %}<a href="/w domu" title="i w">i w domu</a> &nbsp;{% endfilter %}').render(
        Context()
    )
    assert shown(html) == '<a href="/w domu" title="i w">i~w~domu</a> &nbsp;'


def test_plain_text_is_escaped_once():
    assert shown(typo("<b>w</b> & z nami")) == "&lt;b&gt;w&lt;/b&gt; &amp; z~nami"
    assert typo(typo("a & w domu")) == typo("a & w domu")


def test_an_address_breaks_at_its_commas():
    assert shown(by_commas("Sala <1>, ul. Długa 1")) == (
        '<span class="parts"><span>Sala &lt;1&gt;,</span> <span>ul.~Długa 1</span></span>'
    )


def test_dates_are_polish_and_in_warsaw():
    late = datetime(2018, 1, 14, 23, 30, tzinfo=UTC)
    assert shown(day(late)) == "15~stycznia~2018~r."
    assert shown(weekday(date(2018, 1, 15))) == "poniedziałek, 15~stycznia~2018~r."
    assert shown(weekday_of(date(2018, 1, 17))) == "środy, 17~stycznia~2018~r."
    assert shown(clock(late)) == "godz.~0.30"
    assert shown(moment(late)) == "poniedziałek, 15~stycznia~2018~r., godz.~0.30"
    assert day(None) == ""


@pytest.mark.parametrize(
    ("html", "bound"),
    [
        (
            "w <mark>Radomiu</mark> i <a href='/o w/'>okolicy</a>",
            "w~<mark>Radomiu</mark> i~<a href='/o w/'>okolicy</a>",
        ),
        ("<b>w</b> Radomiu", "<b>w</b>~Radomiu"),
        ("art. <b>6</b>", "art.~<b>6</b>"),
        ("<p>kot i</p> <p>pies</p>", "<p>kot i</p> <p>pies</p>"),
        ("<code>a b</code> i <kbd>w x</kbd>", "<code>a b</code> i~<kbd>w x</kbd>"),
        ("<p>&quot;w domu&quot; i &amp; o tym</p>", "<p>&quot;w~domu&quot; i~&amp; o~tym</p>"),
        ("w&nbsp;domu i w domu", "w&nbsp;domu i~w~domu"),
        ("<!-- i w --> i w domu", "<!-- i w --> i~w~domu"),
    ],
)
def test_spaces_are_bound_across_tags_and_never_within_them(html, bound):
    from django.utils.safestring import SafeString

    once = typo(SafeString(html))
    assert shown(once) == bound
    assert typo(once) == once


def test_whatever_is_bound_stays_the_same_text(subtests):
    import random
    import re

    from django.utils.safestring import SafeString

    chance = random.Random(7)
    parts = ["w ", "i ", "<b>", "</b>", "Radom", " ", "15 ", "stycznia ", "&amp;", "nr ", "<a href='/i w/'>", "</a>"]
    parts += ["\n", "III ", "A. ", "<code>", "</code>", "zł", "<p>", "</p>", "\ufffc", "1 ", "234 ", "<", ">", "&"]
    for _ in range(500):
        html = SafeString("".join(chance.choices(parts, k=chance.randint(1, 14))))
        once = typo(html)
        assert typo(once) == once, html
        assert re.sub(rf"[ \n{NBSP}]", " ", once) == re.sub(rf"[ \n{NBSP}]", " ", html), html


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0~B"),
        (999, "999~B"),
        (1000, "1~kB"),
        (120_400, "120~kB"),
        (999_499, "999~kB"),
        (999_500, "1~MB"),
        (1_240_000, "1,2~MB"),
        (9_960_000, "10~MB"),
        (30_000_000, "30~MB"),
    ],
)
def test_a_file_says_how_large_it_is(n, said):
    assert shown(size(n)) == said


NAMES = """
    Próbna Przykładna Przykładowa Łącka Lacka Lis Lipa Ącka Adamska Ćma Cyrk Czapla Żak Źdźbło Zając Zyta Ósma
    Oset Owca ósma święta Sowa Śliwa Šimek Nowak Ńiemen Novák Ęska Eska Edyta
"""


@pytest.mark.django_db
def test_names_stand_in_the_order_of_the_alphabet_in_the_database_as_in_memory():
    from portal.rules.polish_order import by_name
    from signup.models import User

    mixed = [*NAMES.split(), "Kowalska-Nowak", "Kowalska Nowak", "O’Brien", "D'Arc", ""]
    random.Random(7).shuffle(mixed)
    for place, name in enumerate(mixed):
        User.objects.create_user(f"{place}@example.org", first_name="Ala", last_name=name)
    found = [user.last_name for user in User.objects.order_by(*by_name())]
    assert found == sorted(mixed, key=in_order)
    wanted = ["Adamska", "Ącka", "Cyrk", "Czapla", "Ćma", "Edyta", "Eska", "Ęska", "Lacka", "Lipa", "Lis", "Łącka"]
    assert [name for name in found if name in wanted] == wanted
    wanted = ["Oset", "Owca", "Ósma", "Próbna", "Przykładna", "Przykładowa", "Sowa", "Śliwa", "Zając", "Zyta", "Źdźbło"]
    assert [name for name in found if name in wanted] == wanted and found[-1] == "Żak"


@pytest.mark.any_engine
def test_nothing_that_people_read_is_sorted_by_the_engines_own_order():
    """Of names and titles; who adds such a list sorts it by `portal.rules.polish_order` or `in_order`."""
    named = re.compile(r"order_by\((?![^)]*InPolishOrder)[^)]*[\"']-?(\w*__)?(title|name|last_name|first_name)\b")
    sorts = re.compile(r"(sorted\(|\.sort\()[^\n]*\.(title|last_name)\b")
    found = []
    for room in ("portal", "signup", "roadmaps"):
        for file in (Path(__file__).parent.parent / room).rglob("*.py"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if "migrations" not in file.parts and (named.search(line) or sorts.search(line)):
                    found += [] if "in_order(" in line or "filling" in line else [f"{file.name}: {line.strip()}"]
    assert found == []


def test_quotation_marks_within_others_are_inner_ones():
    assert quoted("Spacery z pytaniem „co poprawić?”") == "„Spacery z pytaniem «co poprawić?»”"
