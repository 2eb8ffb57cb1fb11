"""Terms are written as people write them; the horizon of an action follows from its term."""

from datetime import date

import pytest

from roadmaps.rules.terms import Term, horizon, parse

GOOD = {"title": "Debaty przy wspólnym stole", "description": "Cztery rozmowy w roku."}


def test_the_horizon_is_suggested_once_from_the_term(anna, roadmap):
    action = roadmap.add(anna, **GOOD, term=date(2099, 9, 30), term_precision="month")
    assert action.horizon == "long"
    action.revise(anna, 1, term=date(2020, 1, 31))
    assert action.horizon == "long"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (date(2018, 1, 15), "short"),
        (date(2018, 7, 15), "short"),
        (date(2018, 7, 16), "medium"),
        (date(2019, 7, 15), "medium"),
        (date(2019, 7, 16), "long"),
    ],
)
def test_horizons_end_after_6_and_18_months(term, expected):
    assert horizon(term, date(2018, 1, 15)) == expected


@pytest.mark.parametrize(
    ("typed", "last_day", "precision", "shown"),
    [
        ("15.01.2018", date(2018, 1, 15), "day", "15.01.2018"),
        (" 5.1.2018 r. ", date(2018, 1, 5), "day", "05.01.2018"),
        ("2018-01-15", date(2018, 1, 15), "day", "15.01.2018"),
        ("15 stycznia 2018 r.", date(2018, 1, 15), "day", "15.01.2018"),
        ("wrzesień 2018", date(2018, 9, 30), "month", "wrzesień 2018"),
        ("WRZEŚNIA 2018", date(2018, 9, 30), "month", "wrzesień 2018"),
        ("09.2018", date(2018, 9, 30), "month", "wrzesień 2018"),
        ("2020-02", date(2020, 2, 29), "month", "luty 2020"),
        ("II kwartał 2018", date(2018, 6, 30), "quarter", "II kwartał 2018"),
        ("4 kw. 2018", date(2018, 12, 31), "quarter", "IV kwartał 2018"),
    ],
)
def test_terms_are_read_as_people_write_them(typed, last_day, precision, shown):
    term = parse(typed)
    assert term == Term(last_day, precision)
    assert str(term) == shown
    assert parse(str(term)) == parse(term.code) == term


@pytest.mark.parametrize(
    "typed", ["jutro", "31.02.2018", "13.2018", "V kwartał 2018", "brudzień 2018", "2018", "1.1.18"]
)
def test_other_words_are_no_term(typed):
    with pytest.raises(ValueError):
        parse(typed)
