"""The form of a declaration: what is wrong comes back beside its field with all answers; names stay as typed."""

import pytest

from signup.models import Declaration, Mail
from tests import declaring

ORGANISATION = {"org_name": "Fundacja Przykład", "org_kind": "fundacja", "org_role": "prezeska"}
declare, fill = declaring.declare, declaring.fill


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
