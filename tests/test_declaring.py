"""Declaring: the form of a call, the link in the mail, the number."""

import re
import threading
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.settings import ACCOUNT_RATE_LIMITS
from signup.declaring.precautions import OPENED
from signup.models import Consent, Declaration, DeclarationCallPage, Mail, Membership, Refused
from tests.threads import together

ANSWERS = {
    "given_name": "Jan",
    "family_name": "Testowy-O’Hara",
    "email": "Jan@Example.org",
    "capacity": "own",
    "stmt_voluntary": "on",
    "stmt_adult": "on",
    "stmt_clause": "on",
}
SHOWN = "clause:1 public_name:1 image:1"  # the versions of the texts that a new portal shows
ORGANISATION = {"org_name": "Fundacja Przykład", "org_kind": "fundacja", "org_role": "prezeska"}


def warsaw(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def fill(client, call, group):
    """fill(**changes) sends the form of the call; None takes a field out."""

    def send(client=client, **changes):
        answers = ANSWERS | {"groups": [group.pk], "opened": OPENED.sign(""), "shown": SHOWN} | changes
        answers = {name: value for name, value in answers.items() if value is not None}
        return client.post(f"/deklaracje/nabor/{call.slug}/", answers)

    return send


@pytest.fixture
def declare(call, group):
    """declare(email="…", at=…) sends by the verb."""

    def send(**changes):
        fields = {
            "given_name": "Jan",
            "family_name": "Testowy",
            "email": "jan@example.org",
            "capacity": "own",
            "groups": [group],
        }
        return Declaration.objects.send(changes.pop("call", call), **(fields | changes))

    return send


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


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"given_name": "J4n"}, "given_name"),
        ({"family_name": "x" * 81}, "family_name"),
        ({"email": "jan.example.org"}, "email"),
        ({"groups": None}, "groups_0"),
        ({"groups": ["999999"]}, "groups_0"),
        ({"groups": ["x"]}, "groups_0"),
        ({"capacity": "ktoś"}, "capacity_0"),
        ({"phone": "12345"}, "phone"),
        ({"capacity": "representative", **ORGANISATION, "nip": "1234563219"}, "nip"),
        ({"capacity": "representative", **ORGANISATION, "regon": "123456786"}, "regon"),
        ({"capacity": "representative", **ORGANISATION, "krs": "x"}, "krs"),
        ({"capacity": "representative", **ORGANISATION, "postal_code": "2660"}, "postal_code"),
        ({"contribution": "a" * 1001}, "contribution"),
        ({"needs": "a" * 1001}, "needs"),
        ({"availability": ["nocą"]}, "availability_0"),
        ({"stmt_voluntary": None}, "stmt_voluntary"),
        ({"stmt_adult": None}, "stmt_adult"),
        ({"stmt_clause": None}, "stmt_clause"),
    ],
)
def test_a_wrong_answer_comes_back_with_all_answers_and_a_link_to_the_field(fill, changes, field):
    response = fill(**({"family_name": "Testowy-Wzorcowy"} | changes))
    assert response.status_code == 422
    assert "Popraw 1\xa0pole" in response.text
    assert f'href="#id_{field}"' in response.text
    assert f'id="id_{field}"' in response.text
    assert "Testowy-Wzorcowy" in response.text or "family_name" in changes
    assert not Declaration.objects.exists()
    assert not Mail.objects.exists()


def test_a_representative_names_the_organisation_and_nobody_else_has_to(fill):
    response = fill(capacity="representative")
    assert response.status_code == 422
    assert "Popraw 3\xa0pola" in response.text
    assert fill(org_name="zbędna", org_kind="fundacja").status_code == 302
    assert Declaration.objects.get().org_name == ""


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


def test_what_an_organisation_is_asked_for_stops_nobody_else(fill):
    wrong = {"nip": "1234563219", "postal_code": "x", "krs": "x", "street": "x" * 121}
    assert fill(**wrong).status_code == 302
    assert Declaration.objects.get().nip == ""


def test_an_informal_group_is_stopped_by_no_number(fill):
    informal = ORGANISATION | {"capacity": "representative", "org_kind": "grupa_nieformalna", "nip": "1", "krs": "x"}
    assert fill(**informal).status_code == 302
    declaration = Declaration.objects.get()
    assert (declaration.org_name, declaration.nip, declaration.krs) == ("Fundacja Przykład", "", "")


def test_answers_are_stored_in_one_form(fill):
    answers = {
        **ORGANISATION,
        "capacity": "representative",
        "phone": "0048 600-000-000",
        "krs": "123456",
        "nip": "PL 123-456-32-18",
        "regon": "123 456 785",
        "street": " ul. Próbna 1 ",
        "postal_code": "26600",
        "city": "Radom",
        "contribution": "a\r\n" * 500,  # 1,000 characters, as the counter counts them
        "availability": ["evenings", "weekends"],
        "needs": "pętla indukcyjna",
    }
    assert fill(**answers).status_code == 302
    stored = Declaration.objects.get()
    assert (stored.phone, stored.krs, stored.nip) == ("+48600000000", "0000123456", "1234563218")
    assert (stored.regon, stored.street, stored.postal_code) == ("123456785", "ul. Próbna 1", "26-600")
    assert stored.contribution == ("a\n" * 500).strip()
    assert (stored.available, stored.needs) == ("wieczorem, w weekend", "pętla indukcyjna")


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


def test_a_field_is_looked_at_alone_and_scolds_nobody_for_what_is_still_empty(client, call):
    def left(name, **answers):
        return client.post(f"/deklaracje/nabor/{call.slug}/pole/{name}/", answers)

    whole = {"capacity": "representative", "nip": "1234563219"}
    assert "cyfra kontrolna" in left("nip", **whole).text
    assert "<form" not in left("nip", **whole).text
    assert "cyfra kontrolna" not in left("nip", **whole | {"nip": "1234563218"}).text
    assert "Podaj imię" not in left("given_name").text
    assert 'value="J4n"' in left("given_name", given_name="J4n").text
    assert "bez cyfr" in left("given_name", given_name="J4n").text.replace("\xa0", " ")
    assert 'class="field medium' in left("phone").text  # as wide as before
    assert left("groups").status_code == 404
    assert left("second_subject").status_code == 404
    assert client.get(f"/deklaracje/nabor/{call.slug}/pole/nip/").status_code == 405
    assert not Declaration.objects.exists()


def test_names_are_kept_as_typed(fill):
    fill(given_name="  maria z Lipy ", family_name="de’Próbna-Żółć")
    declaration = Declaration.objects.get()
    assert (declaration.given_name, declaration.family_name) == ("maria z Lipy", "de’Próbna-Żółć")


def test_what_people_type_is_never_markup(fill, client, declare):
    declaration = declare(given_name="<b>Jan</b>", org_name="<script>x</script>", capacity="representative")
    page = client.get(declaration.address).text
    assert "<b>Jan" not in page
    assert "<script>x" not in page


def test_letters_that_grow_when_they_are_folded_fit(fill):
    assert fill(org_name="\ufdfa" * 160, given_name="\ufdfa" * 80).status_code == 302
    assert fill(**ORGANISATION | {"org_name": "\ufdfa" * 160, "capacity": "representative"}).status_code == 302
    grown = "a@" + ".".join(["\u0130" * 60] * 4) + ".pl"
    assert fill(email=grown).status_code == 422


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


# the deadline


@pytest.mark.parametrize(
    ("closes", "last", "late"),
    [
        ("2018-01-15", "2018-01-15T23:59:59", "2018-01-16T00:00:00"),
        ("2018-03-25", "2018-03-25T23:59:59", "2018-03-26T00:00:00"),  # the clocks went forward that night
        ("2018-10-28", "2018-10-28T23:59:59", "2018-10-29T00:00:00"),  # and back that one
    ],
)
def test_the_last_day_counts_to_its_last_second_in_warsaw(declare, call, closes, last, late):
    call.opens, call.closes = "2018-01-01", closes
    call.save()
    call = DeclarationCallPage.objects.get(pk=call.pk)
    with pytest.raises(Refused):
        declare(call=call, at=warsaw(late))
    assert declare(call=call, at=warsaw(last)) is not None
    assert call.deadline == warsaw(late)


def test_nothing_is_taken_before_the_call_opens(declare, call):
    with pytest.raises(Refused):
        declare(at=warsaw(f"{call.opens}T00:00:00") - timedelta(seconds=1))


def test_a_declaration_sent_in_time_and_confirmed_later_is_on_time(declare, call):
    sent = call.deadline - timedelta(seconds=1)
    declaration = declare(at=sent)
    declaration.confirm(at=call.deadline + timedelta(days=3))
    assert (declaration.state, declaration.sent_at) == ("submitted", sent)


def test_after_the_deadline_the_form_gives_way_to_the_contact(client, call, fill):
    call.closes = timezone.localdate() - timedelta(days=1)
    call.opens = call.closes - timedelta(days=9)
    call.save()
    for address in (call.url, "/deklaracja/"):
        page = client.get(address).text
        assert "Nabór zakończony" in page
        assert "Wyślij deklarację" not in page
        assert "Pytania?" in page
    assert fill().status_code == 409
    assert not Declaration.objects.exists()


def test_with_two_open_calls_the_plain_address_offers_both(client, call, make_group):
    other = call.get_parent().specific.add_child(
        instance=DeclarationCallPage(title="Nabór drugi", slug="drugi", opens=call.opens, closes=call.closes)
    )
    other.groups = [make_group("Sport i kultura")]
    other.save_revision().publish()
    page = client.get("/deklaracja/").text
    assert call.url in page
    assert "/nabory/drugi/" in page
    assert "Wyślij deklarację" not in page


def test_without_any_call_the_plain_address_says_so(client, home):
    response = client.get("/deklaracja/")
    assert response.status_code == 200
    assert "Teraz nie ma naboru" in response.text


def test_an_archived_group_or_one_of_another_call_cannot_be_chosen(declare, fill, group, other_group):
    assert fill(groups=[other_group.pk]).status_code == 422
    with pytest.raises(Refused):
        declare(groups=[other_group])
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    with pytest.raises(Refused):
        declare()


# the link


def test_only_the_button_confirms(declare, client):
    declaration = declare()
    page = client.get(declaration.address)
    assert page.status_code == 200
    assert "Potwierdzam deklarację" in page.text
    declaration.refresh_from_db()
    assert declaration.state == "unconfirmed"
    response = client.post(declaration.address)
    assert response.status_code == 302
    declaration.refresh_from_db()
    assert declaration.state == "submitted"
    assert declaration.number == f"D/{timezone.localdate().year}/0001"
    receipt = client.get(response.url).text
    assert declaration.number in receipt
    assert "Tu jest teraz" in receipt
    mail = Mail.objects.get(kind="received")
    assert mail.subject == f"Otrzymaliśmy Twoją deklarację nr {declaration.number}"


def test_a_used_link_shows_the_receipt_and_confirms_nothing_twice(declare, client):
    declaration = declare()
    for _ in range(3):
        assert client.post(declaration.address).status_code == 302
    assert Mail.objects.filter(kind="received").count() == 1
    assert client.get(declaration.address).status_code == 200


def test_a_link_is_good_for_seven_days(declare, client):
    now = timezone.now()
    declaration = declare(at=now - timedelta(days=6, hours=23))
    late = declare(email="maria@example.org", at=now - timedelta(days=7))
    assert client.post(declaration.address).status_code == 302
    for response in (client.get(late.address), client.post(late.address)):
        assert response.status_code == 410
        assert "wygasł" in response.text
    late.refresh_from_db()
    assert late.number is None


def test_an_unknown_link_is_not_there(client, declare):
    declaration = declare()
    assert client.get("/deklaracje/nie-ma-takiej/").status_code == 404
    assert client.post("/deklaracje/nie-ma-takiej/").status_code == 404
    assert client.get(f"/deklaracje/{declaration.confirmation_key}/").status_code == 404
    assert client.get(f"/deklaracje/{declaration.pk}/").status_code == 404


def test_what_is_never_confirmed_is_forgotten_and_its_row_stays(declare):
    now = timezone.now()
    old = declare(at=now - timedelta(days=7), org_name="Fundacja Demo", capacity="representative")
    young = declare(email="maria@example.org", at=now - timedelta(days=6))
    assert Declaration.objects.expire(now) == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert old.state == "expired"
    assert {old.given_name, old.family_name, old.email, old.email_lower, old.org_name} == {""}
    assert (young.state, young.given_name) == ("unconfirmed", "Jan")


def test_numbers_have_no_gaps_and_begin_anew_with_the_year_in_warsaw(declare, call):
    call.opens = call.closes = "2018-12-31"
    call.save()
    call = DeclarationCallPage.objects.get(pk=call.pk)
    sent = warsaw("2018-12-31T12:00")
    first, second, third = (declare(call=call, email=f"{name}@example.org", at=sent) for name in "abc")
    first.confirm(at=warsaw("2018-12-31T22:00"))
    second.confirm(at=warsaw("2018-12-31T23:59:59"))
    third.confirm(at=warsaw("2019-01-01T00:00:00"))  # still the old year in UTC
    assert [d.number for d in (first, second, third)] == ["D/2018/0001", "D/2018/0002", "D/2019/0001"]


# once more


def test_the_same_form_twice_is_one_declaration_and_one_mail(fill):
    assert fill().status_code == fill().status_code == 302
    assert Declaration.objects.count() == Mail.objects.count() == 1


def test_a_second_declaration_gets_the_same_screen_and_advice_by_mail(fill, declare):
    declare().confirm()
    mails = Mail.objects.count()
    first, again = fill(email="nowa@example.org"), fill(email="JAN@example.org")
    assert (first.status_code, first.url, first.content) == (again.status_code, again.url, again.content)
    assert Declaration.objects.count() == 2
    advice = Mail.objects.get(kind="already")
    assert advice.to == "jan@example.org"
    assert Mail.objects.count() == mails + 2


def test_advice_about_an_unconfirmed_declaration_brings_its_link_again(declare):
    first = declare(at=timezone.now() - timedelta(hours=2))
    assert declare() is None
    assert first.address in Mail.objects.get(kind="already").text


def test_a_member_is_advised_and_a_new_group_is_taken(declare, call, anna, group, other_group):
    assert declare(email="anna@example.org") is None
    call.groups = [group, other_group]
    call.save()
    declaration = declare(email="ANNA@example.org", groups=[group, other_group])
    assert [choice.group_id for choice in declaration.choices.all()] == [other_group.pk]
    assert "„Edukacja”" in Mail.objects.get(kind="confirm").text


def test_who_left_a_group_may_declare_again(declare, anna):
    Membership.objects.update(status="ended")
    assert declare(email="anna@example.org") is not None


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ten_posts_at_once_make_one_declaration_and_one_mail(fill):
    together(10, lambda: fill(client=Client()))
    assert Declaration.objects.count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_confirmed_at_once_numbers_differ_and_have_no_gaps(declare):
    waiting = [declare(email=f"osoba{n}@example.org") for n in range(50)]
    todo = iter(waiting + waiting[:10])
    lock = threading.Lock()

    def confirm():
        with lock:
            declaration = next(todo)
        Declaration.objects.get(pk=declaration.pk).confirm()

    together(60, confirm)
    numbers = sorted(Declaration.objects.values_list("number", flat=True))
    assert [int(number[-4:]) for number in numbers] == list(range(1, 51))
    assert Mail.objects.filter(kind="received").count() == 50


def test_no_personal_datum_in_log_lines_addresses_or_subjects(fill, client, caplog, settings):
    caplog.set_level("DEBUG")
    fill(given_name="Kanarkia", family_name="Żółtopiórna", email="kanarek@example.org")
    declaration = Declaration.objects.get()
    client.post(declaration.address)
    lines = [record.getMessage() for record in caplog.records if record.name.startswith(("portal", "signup"))]
    places = [*lines, declaration.address, *Mail.objects.values_list("subject", flat=True)]
    for datum in ("Kanarkia", "Żółtopiórna", "kanarek"):
        assert not any(datum in place for place in places)
