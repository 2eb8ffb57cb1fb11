"""Numbers as people type them: telephone, postal code, NIP, REGON, KRS (domain: fields and validation)."""

import pytest

from signup.rules import numbers

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("rule", "typed", "stored"),
    [
        (numbers.phone, "600 000 000", "+48600000000"),
        (numbers.phone, "48 000 00 00", "+48480000000"),
        (numbers.phone, "48-000-00-00", "+48480000000"),
        (numbers.phone, "+48 600-000-000", "+48600000000"),
        (numbers.phone, "0048 600 000 000", "+48600000000"),
        (numbers.phone, "48 600 000 000", "+48600000000"),
        (numbers.phone, " 600\xa0000\xa0000 ", "+48600000000"),
        (numbers.phone, "+49 30 0000000", "+49300000000"),
        (numbers.phone, "0049 30 0000000", "+49300000000"),
        (numbers.phone, "+1234567", "+1234567"),
        (numbers.phone, "+123456789012345", "+123456789012345"),
        (numbers.postal_code, "26-600", "26-600"),
        (numbers.postal_code, "26600", "26-600"),
        (numbers.postal_code, "26 600", "26-600"),
        (numbers.postal_code, "26–600", "26-600"),
        (numbers.nip, "1234563218", "1234563218"),
        (numbers.nip, "PL 123-456-32-18", "1234563218"),
        (numbers.nip, "pl1234563218", "1234563218"),
        (numbers.regon, "123456785", "123456785"),
        (numbers.regon, "123456800", "123456800"),  # the remainder is 10, which counts as 0
        (numbers.regon, "123 456 785", "123456785"),
        (numbers.regon, "12345678512347", "12345678512347"),
        (numbers.krs, "1", "0000000001"),
        (numbers.krs, "0000123456", "0000123456"),
        (numbers.krs, "123 456", "0000123456"),
    ],
)
def test_a_number_is_stored_in_one_form(rule, typed, stored):
    assert rule(typed) == stored
    assert rule(stored) == stored


@pytest.mark.parametrize(
    ("rule", "typed", "sentence"),
    [
        (numbers.phone, "60000000", "9 cyfr"),
        (numbers.phone, "600 000 000 0", "9 cyfr"),
        (numbers.phone, "+48 60000000", "9 cyframi"),
        (numbers.phone, "48 000 000 000", "9 cyframi"),
        (numbers.phone, "+48 000 000 000", "9 cyframi"),
        (numbers.phone, "telefon", "9 cyfr"),
        (numbers.phone, "+", "9 cyfr"),
        (numbers.phone, "+123456", "od 7 do 15"),
        (numbers.phone, "+1234567890123456", "od 7 do 15"),
        (numbers.phone, "٦٠٠٠٠٠٠٠٠", "9 cyfr"),  # digits, but not ours
        (numbers.postal_code, "2660", "26-600"),
        (numbers.postal_code, "26-6000", "26-600"),
        (numbers.postal_code, "ab-cde", "26-600"),
        (numbers.postal_code, "٢٦-٦٠٠", "26-600"),
        (numbers.nip, "1234563219", "cyfra kontrolna"),
        (numbers.nip, "0000000000", "cyfra kontrolna"),
        (numbers.nip, "1234567890", "cyfra kontrolna"),  # the remainder is 10
        (numbers.nip, "123456321", "10 cyfr"),
        (numbers.nip, "12345632188", "10 cyfr"),
        (numbers.regon, "123456786", "cyfra kontrolna"),
        (numbers.regon, "000000000", "cyfra kontrolna"),
        (numbers.regon, "12345678512348", "cyfra kontrolna"),
        (numbers.regon, "12345678612347", "cyfra kontrolna"),  # the first nine are wrong
        (numbers.regon, "00000000000000", "cyfra kontrolna"),
        (numbers.regon, "1234567", "9 albo 14"),
        (numbers.krs, "12345678901", "do 10 cyfr"),
        (numbers.krs, "0000000000", "do 10 cyfr"),
        (numbers.krs, "KRS", "do 10 cyfr"),
    ],
)
def test_a_wrong_number_is_refused_with_the_cure(rule, typed, sentence):
    with pytest.raises(ValueError, match=sentence) as refusal:
        rule(typed)
    assert "nie istnieje" not in str(refusal.value)


@pytest.mark.parametrize("first", range(10))
def test_no_nip_begins_with_the_digits_whose_remainder_is_ten(first):
    with pytest.raises(ValueError, match="cyfra kontrolna"):
        numbers.nip(f"123456789{first}")


def test_numbers_are_shown_as_people_read_them():
    assert numbers.show_phone("+48600000000") == "+48 600 000 000"
    assert numbers.show_phone("+48480000000") == "+48 48 000 00 00"
    assert numbers.show_phone("+4930000000") == "+4930000000"
    assert numbers.show_nip("1234563218") == "123-456-32-18"
