"""People give consents and take them back, each to the words that they have read; a name is gone at once."""

import pytest

from signup.models import Consent, ConsentText, User
from tests.my_data import read

MINE = "/konto/moje-dane/"


# consents


def test_a_withdrawn_name_is_gone_from_public_pages_at_once(
    transactional_db, anna, group, client, as_user, agree_to_name, pages_made_anew
):
    agree_to_name(anna)
    assert "Anna Próbna" in client.get(group.url).text
    answer = as_user(anna).post(f"{MINE}zgody/public_name/", {"cast": "0"})
    assert answer.url == MINE
    assert "Anna Próbna" not in client.get(group.url).text
    assert Consent.objects.get().withdrawn_at


def test_a_kept_page_forgets_the_name(transactional_db, anna, group, client, as_user, agree_to_name):
    agree_to_name(anna)
    for _ in range(2):  # the second from what is kept
        assert "Anna Próbna" in client.get(group.url).text
    as_user(anna).post(f"{MINE}zgody/public_name/", {"cast": "0"})
    assert "Anna Próbna" not in client.get(group.url).text


def test_consents_are_given_and_taken_back_one_by_one(anna, as_user):
    client = as_user(anna)
    assert "Nie ma tej zgody" in read(client)
    for _ in range(2):  # a second press changes nothing
        client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "1"})
    assert [one.text.kind for one in anna.consents.current()] == ["image"]
    assert not anna.agreed_to_name
    client.post(f"{MINE}zgody/public_name/", {"cast": "1", "version": "1"})
    client.post(f"{MINE}zgody/image/", {"cast": "0"})
    client.post(f"{MINE}zgody/image/", {"cast": "0"})
    assert [one.text.kind for one in anna.consents.current()] == ["public_name"]
    client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "1"})
    assert Consent.objects.filter(user=anna, text__kind="image").count() == 2  # each time with its dates


@pytest.mark.parametrize(("kind", "status"), [("clause", 404), ("nie-ma", 404), ("image", 302)])
def test_only_consents_can_be_taken_back(anna, as_user, kind, status):
    assert as_user(anna).post(f"{MINE}zgody/{kind}/", {"cast": "0"}).status_code == status


@pytest.mark.parametrize("version", ["2", "", "x", "99999", "-1"])
def test_a_text_that_was_not_read_is_not_agreed_to(anna, as_user, version):
    answer = as_user(anna).post(f"{MINE}zgody/image/", {"cast": "1", "version": version})
    assert answer.status_code == 409
    assert not anna.consents.exists()


def test_a_consent_is_given_to_the_version_that_was_read(anna, as_user):
    client = as_user(anna)
    ConsentText.write("image", "Zgadzam się na zdjęcia ze spotkań.")
    assert client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "1"}).status_code == 409
    assert "Zgadzam się na zdjęcia ze spotkań." in read(client)
    client.post(f"{MINE}zgody/image/", {"cast": "1", "version": "2"})
    assert anna.consents.get().text.version == 2


def test_a_consent_of_a_declaration_under_review_can_be_taken_back(make_declaration, make_user, ewa, group):
    """Nor does it come back when the declaration is accepted."""
    jan = make_user("jan")
    declaration = make_declaration("jan", consents=["public_name", "image"])
    jan.disagree("public_name")
    declaration.accept(ewa, group)
    jan = User.objects.get(pk=jan.pk)
    assert [one.text.kind for one in jan.consents.current()] == ["clause", "image"]
    assert not jan.agreed_to_name
