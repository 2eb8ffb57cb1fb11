"""Whoever reads of a group sees how many are there, whom to ask, and the names of those who agreed."""

from django.utils import timezone

from portal.models import ContactPerson
from signup.declaring import shown as joining
from signup.models import Consent, ConsentText


def words(piece):
    from django.template.loader import render_to_string

    return render_to_string(piece.template, piece.context).replace("\xa0", " ").replace("&nbsp;", " ")


def test_facts_count_active_members_and_say_whether_more_are_taken(
    group, other_group, call, anna, bartek, celina, jan, join
):
    join(jan, group, status="ended")
    pieces = joining.facts(None, [group, other_group])
    assert "2 osoby · nabór otwarty" in words(pieces[group.pk])
    assert "1 osoba</dd>" in words(pieces[other_group.pk])


def test_a_group_names_whom_to_ask_how_and_when(group, client):
    group.contact = ContactPerson.objects.create(
        role="koordynatorka grupy",
        name="Maria Wzorcowa",
        email="maria@example.org",
        phone="+48 48 000 00 00",
        hours="wtorki 10.00–14.00",
    )
    group.save()
    asked = client.get(group.url).text.replace("\xa0", " ").split('id="pytania"')[1].split("</section>")[0]
    for said in (
        "Maria Wzorcowa",
        "Koordynatorka grupy",
        "mailto:maria@example.org",
        "tel:+48480000000",
        "wtorki 10.00",
    ):
        assert said in asked
    ContactPerson.objects.update(name="", phone="", hours="")
    asked = client.get(group.url).text.split('id="pytania"')[1].split("</section>")[0]
    assert '<p class="name">Koordynatorka' in asked
    assert "Telefon" not in asked and "Kiedy odpowiada" not in asked


def test_a_group_leads_to_reporting_of_itself(group, client):
    assert f'href="/zgloszenie/?adres={group.url}"' in client.get(group.url).text


def test_only_standing_consents_give_names(group, anna, bartek, ewa, client):
    text = ConsentText.newest("public_name")
    Consent.objects.create(user=anna, text=text)
    Consent.objects.create(user=bartek, text=text, withdrawn_at=timezone.now())
    Consent.objects.create(user=ewa, text=ConsentText.newest("image"))
    for page in (words(joining.people(None, [group])[group.pk]), client.get(group.url).text.replace("\xa0", " ")):
        assert "Anna Próbna" in page
        assert "Bartek Próbna" not in page
        assert "Ewa Próbna" not in page
        assert "oraz 2 członkinie i członkowie" in " ".join(page.replace("&nbsp;", " ").split())


def test_names_stand_in_the_order_of_the_polish_alphabet(group, make_user, join):
    text = ConsentText.newest("public_name")
    for name, family in (("a", "Żak"), ("b", "Ścibor"), ("c", "Sowa"), ("d", "Zając"), ("e", "Łoś"), ("f", "Lis")):
        user = make_user(name, last_name=family)
        join(user, group)
        Consent.objects.create(user=user, text=text)
    named = joining.people(None, [group])[group.pk].context["named"]
    assert [m.user.last_name for m in named] == ["Lis", "Łoś", "Sowa", "Ścibor", "Zając", "Żak"]
