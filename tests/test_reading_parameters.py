"""Numbers, keys, texts and switches out of addresses and posts are read by one rule, whatever stands there."""

import ast

import pytest

from portal.rules.parameters import flag_in, key_in, number_in, text_in
from tests.test_house import MODULES, ROOT, text

NOT_NUMBERS = [
    None,
    "",
    "0",
    "-1",
    "+1",
    "1.0",
    "1e3",
    " 1",
    "1 ",
    "１",
    "٣",
    "²",
    "0x1",
    "NaN",
    "None",
    "1\x00",
    "9" * 5000,
]


@pytest.mark.parametrize("sent", NOT_NUMBERS)
def test_what_is_no_number_is_none(sent):
    assert number_in(sent) == key_in(sent) == 0


def test_numbers_are_as_long_as_they_may_be():
    assert number_in("007") == 7 and number_in("9" * 9) == 10**9 - 1 and number_in("1" + "0" * 9) == 0
    assert number_in("12345", digits=4) == 0 and key_in("9" * 18) == 10**18 - 1 and key_in("9" * 19) == 0


def test_texts_have_the_line_ends_of_this_system_and_no_nul():
    assert text_in(None) == "" and text_in("a\r\nb\rc\x00d") == "a\nb\ncd"


@pytest.mark.parametrize("sent", [None, "", "0", "01", "true", "on", "1 ", "１"])
def test_a_switch_is_on_by_1_alone(sent):
    assert flag_in("1") and not flag_in(sent)


def test_no_view_makes_a_number_of_what_was_sent_by_itself():
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in MODULES.values()
        for node in ast.walk(ast.parse(text(file)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"int", "float"}
        if any(getattr(part, "attr", "") in {"GET", "POST", "COOKIES"} for part in ast.walk(node))
    ]
    assert not wrong
