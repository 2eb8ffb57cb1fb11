"""Declaring: the form of a call is sent, and the next page says what to do; what is stored, how often one may send."""

import re

import pytest
from django.test import Client

from portal.settings import ACCOUNT_RATE_LIMITS
from signup.declaring.precautions import OPENED
from signup.models import Consent, Declaration, Mail
from tests import declaring
from tests.declaring import ANSWERS

declare, fill = declaring.declare, declaring.fill


def test_visitor_sends_a_declaration_and_is_told_to_look_into_the_mail(fill, group, client):
    response = fill()
    assert response.status_code == 302
    assert "Sprawdź skrzynkę" in client.get(response.url).text
    declaration = Declaration.objects.get()
    assert (declaration.state, declaration.number, declaration.email) == ("unconfirmed", None, "Jan@Example.org")
    assert [choice.state for choice in declaration.choices.all()] == ["waiting"]
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("jan@example.org", "Potwierdź swoją deklarację udziału")
    assert declaration.address in mail.text
    assert declaration.address in mail.html


def test_the_page_of_the_call_and_the_plain_address_show_the_same_form(client, call):
    for address in (call.url, "/deklaracja/"):
        page = client.get(address).text
        for words in ("Imię", "Nazwisko", "Adres e-mail", "Występuję", "Wybierz co najmniej jedną grupę", "Edukacja"):
            assert words in page
        assert re.search(r'<input type="radio" name="capacity" value="own"[^>]* checked', page)
        assert page.count('type="checkbox"') == 11  # one group, four times of day, five statements, the draft
        assert not re.search(r'type="checkbox"[^>]*checked', page)


def test_the_page_after_sending_names_the_address_to_this_browser_alone(fill, client):
    fill(email="Jan@Exampel.org")
    page = client.get("/deklaracje/wyslano/")
    assert "Wysłaliśmy link na adres" in page.text.replace("\xa0", " ") and ">Jan@Exampel.org</b>" in page.text
    assert "no-store" in page["Cache-Control"]
    assert "Exampel" not in Client().get("/deklaracje/wyslano/").text
    client.cookies["wyslano"] = client.cookies["wyslano"].value.replace(":", "x:", 1)
    assert "Exampel" not in client.get("/deklaracje/wyslano/").text


def test_the_page_after_sending_says_the_same_of_an_address_that_is_known(fill, client, declare, anna):
    def said(email):
        other = Client()
        fill(client=other, email=email)
        other.get("/deklaracje/wyslano/")
        page = other.get("/deklaracje/wyslano/").text
        again = other.post("/deklaracje/wyslano/", follow=True).text
        return [re.sub(r'value="\w{64}"|csrf\w+" value="\w+"', "", text).replace(email, "") for text in (page, again)]

    assert said("nikt@example.org") == said(anna.email)


def test_the_link_is_mailed_again_to_whoever_asks_until_it_is_confirmed(fill, client):
    fill()
    assert client.post("/deklaracje/wyslano/").status_code == 302
    assert "Wysłaliśmy jeszcze raz." in client.get("/deklaracje/wyslano/").text.replace("\xa0", " ")
    assert list(Mail.objects.values_list("kind", "to")) == [("confirm", "jan@example.org")] * 2
    Declaration.objects.get().confirm()
    client.post("/deklaracje/wyslano/")  # there is nothing to confirm any more, and the mail says so
    Client().post("/deklaracje/wyslano/")  # who sent nothing gets nothing
    kinds = Mail.objects.exclude(kind="received").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["confirm", "confirm", "already"]


def test_the_page_after_sending_promises_no_mail_that_does_not_go(fill, client, settings):
    settings.ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS
    fill()
    for press in range(4):
        answer = client.post("/deklaracje/wyslano/", follow=True)
        went = Mail.objects.filter(kind="confirm").count() == press + 2
        assert ("Wysłaliśmy jeszcze raz." in answer.text.replace("\xa0", " ")) == went
        assert answer.status_code == (200 if went else 429)
    assert not went and "za godzinę" in answer.text.replace("\xa0", " ")


def test_a_member_who_asks_for_the_link_gets_the_advice_again_without_a_key(fill, client, anna):
    fill(email="anna@example.org")
    client.post("/deklaracje/wyslano/")
    assert list(Mail.objects.values_list("kind", "to")) == [("already", "anna@example.org")] * 2
    advice = Mail.objects.latest("pk")
    assert "„Edukacja”" in advice.text and "/deklaracje/" not in advice.text
    for _ in range(5):
        client.post("/deklaracje/wyslano/")
    assert Mail.objects.count() == 3  # as many an hour as any other mail about forms


def test_a_form_sent_at_once_asks_again_and_keeps_what_was_typed(fill, settings):
    settings.DECLARATION_LEAST_SECONDS = 2
    response = fill(family_name="Testowy-Wzorcowy", opened=OPENED.sign(""))
    assert response.status_code == 422
    assert "wyślij deklarację jeszcze raz" in response.text.replace("\xa0", " ")
    assert "Testowy-Wzorcowy" in response.text
    assert not Declaration.objects.exists()
    stamp = re.search(r'name="opened" value="([^"]+)"', response.text)[1]
    settings.DECLARATION_LEAST_SECONDS = 0  # the person has read the sentence
    assert fill(opened=stamp).status_code == 302


@pytest.mark.parametrize("opened", [None, "", ":1:x", ":1xVckY:OrcGZQb1CyMUxgqNpwJ7gI0mPp", "\x00", "x" * 9999])
def test_a_form_that_nobody_opened_asks_again(fill, opened):
    response = fill(opened=opened)
    assert response.status_code == 422
    stamp = re.search(r'name="opened" value="([^"]+)"', response.text)[1]
    assert fill(opened=stamp).status_code == 302


def test_statements_and_consents_are_noted_with_their_versions(fill):
    fill(consent_public_name="on")
    assert sorted(Consent.objects.values_list("text__kind", "text__version")) == [("clause", 1), ("public_name", 1)]


def test_a_robot_that_fills_the_trap_changes_nothing(fill):
    response = fill(second_subject="tanie zegarki")
    assert response.status_code == 302
    assert not Declaration.objects.exists()


def test_get_writes_nothing_and_leads_to_the_form(client, call):
    """The address of a form that came back with faults, opened once more: by a tab of yesterday, from a message."""
    answer = client.get(f"/deklaracje/nabor/{call.slug}/")
    assert (answer.status_code, answer["Location"]) == (302, call.url)
    assert client.post("/deklaracje/nabor/nie-ma/").status_code == 404


def test_sending_needs_a_token(call, group):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"/deklaracje/nabor/{call.slug}/", ANSWERS | {"groups": [group.pk]})
    assert response.status_code == 403
    assert not Declaration.objects.exists()


def test_too_many_declarations_for_one_address_are_stopped(fill, settings):
    settings.ACCOUNT_RATE_LIMITS = {"declare": "2/5m/key"}
    assert [fill().status_code for _ in range(3)] == [302, 302, 429]


def test_too_many_declarations_from_one_place_are_stopped_and_said_until_when(fill, settings):
    settings.ACCOUNT_RATE_LIMITS = {"declare": "2/5m/ip"}
    answers = [fill(email=f"osoba{n}@example.org") for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    page = answers[-1].text.replace("\xa0", " ")
    assert "za 5 minut" in page
    assert 'value="osoba2@example.org"' in page  # nothing to type again


def test_no_personal_datum_in_log_lines_addresses_or_subjects(fill, client, caplog, settings):
    caplog.set_level("DEBUG")
    fill(given_name="Kanarkia", family_name="Żółtopiórna", email="kanarek@example.org")
    declaration = Declaration.objects.get()
    client.post(declaration.address)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith(("portal", "signup"))]
    places = [*lines, declaration.address, *Mail.objects.values_list("subject", flat=True)]
    for datum in ("Kanarkia", "Żółtopiórna", "kanarek"):
        assert not any(datum in place for place in places)
