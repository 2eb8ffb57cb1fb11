"""Members call each other in the discussion: by name among themselves, by consent in public."""

import pytest

from roadmaps.models import Mention
from roadmaps.rules.mentions import with_names, with_tokens


class Person:
    def __init__(self, pk, name):
        self.pk, self.name = pk, name

    def get_full_name(self):
        return self.name


PEOPLE = [
    Person(1, "Anna Żółć"),
    Person(2, "Anna Żółć-Łąk"),
    Person(3, "Jan Nowak"),
    Person(4, "Jan Nowak"),
    Person(5, ""),
]


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("@Anna Żółć, zobacz", "@[1], zobacz", {1}),
        ("Hej @anna zolc!", "Hej @[1]!", {1}),
        ("@Anna\xa0Żółć-Łąk i @ANNA ŻÓŁĆ", "@[2] i @[1]", {1, 2}),
        ("@Anna Żółćka", "@Anna Żółćka", set()),
        ("@Anna", "@Anna", set()),
        ("poczta@Anna Żółć", "poczta@Anna Żółć", set()),
        ("@Jan Nowak", "@[3]", {3, 4}),
        ("@@Jan Nowak@", "@@[3]@", {3, 4}),
        ("(@Jan Nowak)", "(@[3])", {3, 4}),
        ("@Anna Z\u0307o\u0301łc\u0301", "@[1]", {1}),
        ("@", "@", set()),
        ("@[1] @[99]", "@[1] @[99]", set()),
    ],
)
def test_a_name_is_understood_whatever_its_case_and_tails(text, said, meant):
    assert with_tokens(text, PEOPLE) == (said, meant)


def test_only_what_is_a_mention_becomes_a_name():
    assert with_names("@[1] @[2] @[x] [1]", {1: "Anna Żółć"}) == "@Anna Żółć @[2] @[x] [1]"


# who reads which name


def test_members_read_the_name_everybody_else_by_consent(
    anna, bartek, celina, client, as_user, make_action, agree_to_name
):
    action = make_action()
    comment = action.comment(anna, "Zapytajmy: @bartek probna!")
    assert comment.text == f"Zapytajmy: @[{bartek.pk}]!"
    assert "@Bartek Próbna!" in as_user(anna).get(action.get_absolute_url()).text
    for reader in (client, as_user(celina)):
        html = reader.get(action.get_absolute_url()).text
        assert "@członkini/członek grupy!" in html and "Bartek" not in html
    agree_to_name(bartek)
    assert "@Bartek Próbna!" in client.get(action.get_absolute_url()).text


def test_nobody_is_uncovered_by_a_typed_token(anna, jan, celina, client, as_user, make_action):
    action = make_action()
    action.comment(anna, f"@[{celina.pk}] i @[{jan.pk}], @Celina Próbna")
    html = as_user(anna).get(action.get_absolute_url()).text
    assert f"@[{celina.pk}]" in html and not Mention.objects.exists()


def test_editing_shows_names_again_also_of_who_left(anna, bartek, ewa, client, as_user, make_action):
    action = make_action()
    comment = action.comment(anna, "@Bartek Próbna")
    address = f"/dzialania/{action.pk}/komentarze/{comment.pk}/popraw/"
    assert ">\n@Bartek Próbna</textarea>" in as_user(anna).get(address).text
    bartek.memberships.update(status="ended")
    as_user(anna).post(address, {"text": "@Bartek Próbna, zobacz"})
    comment.refresh_from_db()
    assert comment.text == f"@[{bartek.pk}], zobacz"
    assert "Bartek" not in client.get(action.get_absolute_url()).text


def test_only_members_get_the_list_of_names(anna, bartek, celina, as_user, client, make_action):
    action = make_action()
    address = f"/dzialania/{action.pk}/osoby/"
    assert as_user(anna).get(address).json() == {"names": ["Anna Próbna", "Bartek Próbna", "Ewa Próbna"]}
    for reader in (client, as_user(celina)):
        answer = reader.get(address)
        assert answer.status_code == 403 and "Bartek" not in answer.text
    assert "data-people" not in client.get(action.get_absolute_url()).text


def test_an_erased_person_is_called_so_where_they_were_mentioned(anna, bartek, client, as_user, make_action):
    action = make_action()
    action.comment(anna, "Zapytajmy @Bartek Próbna o salę")
    bartek.erase()
    for reader in (client, as_user(anna)):
        html = reader.get(action.get_absolute_url()).text
        assert "@osoba usunięta" in html and "Bartek" not in html and "@[" not in html
