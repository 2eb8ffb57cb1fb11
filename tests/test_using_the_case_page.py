"""The page of a case: its link, what is answered and corrected there, and what any press gets in any state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from signup.models import Declaration, Mail, Refused
from tests import completing

declaration = completing.declaration


def test_a_new_link_goes_to_the_person_and_the_old_one_leads_nowhere(client, declaration):
    old = declaration.address
    assert client.get(old).status_code == 200
    declaration.renew_link()
    assert declaration.address != old
    assert client.get(old).status_code == 404
    assert client.get(f"{old}deklaracja.pdf").status_code == 404
    assert client.get(declaration.address).status_code == 200
    assert declaration.address in Mail.objects.get(kind="link").text


# the page of the case


def test_a_request_is_answered_on_the_page_of_the_case(client, declaration, ewa, group):
    declaration.ask(ewa, group, "Jaka jest rola?")
    page = client.get(declaration.address)
    assert "Jaka jest rola?" in page.text.replace("\xa0", " ")
    assert "Do uzupełnienia" in page.text
    address = f"{declaration.address}uzupelnij/{group.slug}/"
    empty = client.post(address, {"answer": " "})
    assert empty.status_code == 422
    assert client.get(address).status_code == 405
    assert client.post(address, {"answer": "Skarb\x00niczka"}).status_code == 302
    assert declaration.corrections.get().answer == "Skarbniczka"
    late = client.post(address, {"answer": "Jeszcze to"})
    assert late.status_code == 422
    assert "nie trzeba już odpowiadać" in late.text.replace("\xa0", " ")


def test_a_group_that_asked_nothing_gets_no_answer(client, declaration, ewa, group, other_group):
    declaration.ask(ewa, group, "Jaka jest rola?")
    assert client.post(f"{declaration.address}uzupelnij/{other_group.slug}/", {"answer": "x"}).status_code == 404


def test_the_person_corrects_on_the_page_of_the_case(client, declaration):
    address = f"{declaration.address}popraw/"
    page = client.get(address)
    assert 'value="Testowy"' in page.text
    for absent in ('name="email"', 'name="groups"', 'name="stmt_adult"'):
        assert absent not in page.text
    answers = {"given_name": "Jan", "family_name": "Testowy-Nowy", "capacity": "own"}
    wrong = client.post(address, answers | {"phone": "1"})
    assert wrong.status_code == 422
    assert "Testowy-Nowy" in wrong.text
    assert client.post(address, answers | {"phone": "600 000 000", "email": "kto@example.org"}).status_code == 302
    stored = Declaration.objects.get(pk=declaration.pk)
    assert (stored.family_name, stored.phone, stored.email) == ("Testowy-Nowy", "+48600000000", "jan@example.org")


def test_asking_for_a_new_link_shows_nothing_and_is_limited(client, declaration, settings):
    settings.ACCOUNT_RATE_LIMITS = {"renew_link": "1/1h/key"}
    page = client.post(f"{declaration.address}nowy-link/")
    assert "Nowy adres jest w" in page.text.replace("\xa0", " ")
    declaration.refresh_from_db()
    assert declaration.token not in page.text
    assert client.post(f"{declaration.address}nowy-link/").status_code == 429


def test_one_press_too_many_answers_once_and_is_thanked_twice(client, declaration, ewa, group):
    declaration.ask(ewa, group, "Jaka rola?")
    for _ in range(2):
        answer = client.post(f"{declaration.address}uzupelnij/{group.slug}/", {"answer": "Skarbniczka"})
        assert answer.status_code == 302
    assert declaration.corrections.get().answer == "Skarbniczka"


def test_answers_to_two_requests_keep_apart_and_are_not_cut(client, declaration, ewa, karol, group, other_group):
    declaration.ask(ewa, group, "Jedno?")
    declaration.ask(karol, other_group, "Drugie?")
    address = f"{declaration.address}uzupelnij/{group.slug}/"
    lines = "\r\n".join(["x"] * 1000)  # 1999 signs in the browser, which sends each end of line as two
    assert client.post(address, {"answer": lines}).status_code == 302
    assert len(declaration.corrections.get(group=group).answer) == 1999
    page = client.post(address, {"answer": "Za późno"})
    assert page.status_code == 422
    assert "Za późno" not in page.text


WAYS = ["", "popraw/", "uzupelnij/edukacja/", "wycofaj/", "nowy-link/"]

# what a press and a look are answered with in each state of a declaration
ANSWERS = {
    "": {"else": (302, 200), "anonymised": (404, 404)},
    "popraw/": {"else": (409, 409), "archived": (302, 200), "unpublished": (302, 200), "anonymised": (404, 404)},
    "uzupelnij/edukacja/": {"else": (404, 405)},  # nobody asked
    "wycofaj/": {"else": (302, 302), "decided": (409, 302), "anonymised": (404, 404)},
    "nowy-link/": {"else": (200, 405), "anonymised": (404, 405)},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", ["over", "expired"])
def test_a_link_that_is_over_says_so_whatever_is_pressed(client, make_declaration, how, way):
    declaration = make_declaration(confirmed=False)
    Declaration.objects.update(sent_at=timezone.now() - timedelta(days=8))
    if how == "expired":
        Declaration.objects.expire()
    Mail.objects.all().delete()
    answers = {"given_name": "Jan", "family_name": "Nowy", "capacity": "own", "answer": "x"}
    assert client.post(declaration.address + way, answers).status_code == 410
    assert client.get(declaration.address + way).status_code in (405, 410)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", ["unconfirmed", "withdrawn", "decided", "anonymised", "archived", "unpublished"])
def test_no_press_in_any_state_is_a_fault(client, make_declaration, call, ewa, group, state, way):
    declaration = make_declaration(confirmed=state != "unconfirmed")
    if state == "withdrawn":
        declaration.withdraw()
    elif state == "decided":
        declaration.accept(ewa, group)
    elif state == "archived":
        type(group).objects.filter(pk=group.pk).update(archived=True)
    elif state == "unpublished":
        call.unpublish()
    elif state == "anonymised":
        Declaration.objects.filter(pk=declaration.pk).update(state=state)
    answers = {"given_name": "Jan", "family_name": "Nowy", "capacity": "own", "answer": "x"}
    pressed = client.post(declaration.address + way, answers)
    seen = client.get(declaration.address + way)
    assert (pressed.status_code, seen.status_code) == ANSWERS[way].get(state, ANSWERS[way]["else"])


def test_a_decision_while_the_person_was_typing_is_said(client, declaration, monkeypatch):
    monkeypatch.setattr(Declaration, "_must_await_a_decision", refuse)
    answers = {"given_name": "Jan", "family_name": "Nowy", "capacity": "own"}
    assert client.post(f"{declaration.address}popraw/", answers).status_code == 409


def refuse(declaration):
    raise Refused("Ta deklaracja nie czeka już na decyzję.")
