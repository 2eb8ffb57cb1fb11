"""When a changed text is no longer what people supported (domain: support and wording)."""

import pytest

from roadmaps.rules.wording import material

pytestmark = pytest.mark.engine

TWENTY = " ".join(f"słowo{letter}" for letter in "abcdefghijklmnoprstu")
TEXT = {
    "title": "Debaty przy wspólnym stole",
    "description": TWENTY,
    "goal": "Mieszkańcy znają sprawy miasta.",
    "audience": "wszyscy",
    "responsible_members": [3, 5],
    "responsible_organisations": "Fundacja Demo",
    "partners": "",
    "term": "2030-Q2",
    "horizon": "short",
    "resources": "",
    "indicator": "",
    "related": [],
    "depends_on": [],
}


def changed(**changes):
    return material(TEXT, TEXT | changes)


def test_the_same_text_is_the_same():
    assert not changed()


@pytest.mark.parametrize(
    "changes",
    [
        {"responsible_members": [3]},
        {"responsible_members": [3, 5, 8]},
        {"responsible_members": [3, 6]},
        {"responsible_organisations": ""},
        {"responsible_organisations": "Fundacja Demo, Koło"},
        {"term": ""},
        {"term": "2030-06"},
        {"term": "2030-Q3"},
    ],
)
def test_who_and_when_are_material(changes):
    assert changed(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"responsible_members": [5, 3]},
        {"responsible_organisations": " Fundacja  Demo "},
        {"audience": "seniorzy"},
        {"partners": "Biblioteka"},
        {"horizon": "long"},
        {"resources": "sala"},
        {"indicator": "liczba osób"},
        {"related": [9]},
        {"depends_on": [9]},
    ],
)
def test_the_rest_is_not(changes):
    assert not changed(**changes)


@pytest.mark.parametrize(
    ("title", "is_material"),
    [
        ("Debaty przy wspólnym stole!", False),  # a mark is no word
        ("DEBATY przy wspólnym stole", False),
        ("Debata przy wspólnym stole", False),  # 1
        ("Debtay przy wspólnym stole", False),  # a swap of neighbours: 1
        ("Debatom przy wspólnym stole", False),  # 2
        ("Debatami przy wspólnym stole", True),  # 3
        ("Rozmowy przy wspólnym stole", True),
        ("Debaty przy stole", True),  # a word went
        ("Nowe debaty przy wspólnym stole", True),  # a word came
        ("Debaty przy wspólnym i stole", True),  # even a short one
        ("Debata prze wspólnymi stoły", False),  # each mended by two at most
        ("Debata prze wspólnym krzesłem", True),
        ("Przy wspólnym stole debaty", True),  # moved: it went and came
        ("Debaty przywspólnym stole", True),  # two words became one
    ],
)
def test_words_of_the_title_may_be_mended_but_not_changed(title, is_material):
    assert changed(title=title) is is_material
    assert material(TEXT | {"goal": TEXT["title"]}, TEXT | {"goal": title}) is is_material


@pytest.mark.parametrize(
    ("description", "is_material"),
    [
        (TWENTY + " raz dwa trzy", False),  # 3 of 20 are 15 %
        (TWENTY + " raz dwa trzy cztery", True),
        (TWENTY.replace(" słowob słowoc słowod", ""), False),
        (TWENTY.replace(" słowob słowoc słowod słowoe", ""), True),
        (TWENTY.replace("słowob", "raz"), False),  # a replaced word counts twice: 2 of 20
        (TWENTY.replace("słowob", "raz") + " dwa", False),  # 3
        (TWENTY.replace("słowob", "raz").replace("słowog", "dwa"), True),  # 4
        (TWENTY.replace(" ", ", ") + ".", False),
        (TWENTY.upper(), False),
        (TWENTY.replace("słowob", "słowoB2"), False),
        (" ".join(reversed(TWENTY.split())), True),
    ],
)
def test_the_description_may_change_by_fifteen_percent_of_the_words_supported(description, is_material):
    assert changed(description=description) is is_material


def test_the_share_is_of_the_wording_supported_so_small_edits_add_up():
    longer = TWENTY + " raz dwa trzy"
    assert not material(TEXT, TEXT | {"description": longer})
    assert not material(TEXT | {"description": longer}, TEXT | {"description": longer + " cztery"})
    assert material(TEXT, TEXT | {"description": longer + " cztery"})


def test_an_empty_or_missing_part_is_no_word():
    assert material({}, {"goal": "Cel"}) and material({"goal": "Cel"}, {})
    assert material({"description": ""}, {"description": "Opis"})
    assert not material({}, {"title": "", "term": None, "responsible_members": None})
