"""What the home page and a group's page say about joining, and how one comes from there to the form."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal import slots
from portal.models import ContactPerson, WorkingGroupPage
from portal.templatetags.polish import day
from signup.declaring import shown as joining
from signup.models import DeclarationCallPage


def words(piece):
    from django.template.loader import render_to_string

    return render_to_string(piece.template, piece.context).replace("\xa0", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Ostatni dzień"), (1, "Został 1 dzień"), (3, "Zostały 3 dni"), (12, "Zostało 12 dni")]
)
def test_home_counts_the_days_of_the_open_call(call, client, days, said):
    call.closes = timezone.localdate() + timedelta(days=days)
    call.save()
    page = client.get("/").text.replace("\xa0", " ")
    assert said in page
    assert "Wypełnij deklarację" in page


def test_home_is_silent_when_no_call_is_open(call, client):
    call.opens = call.closes = timezone.localdate() - timedelta(days=1)
    call.save()
    assert joining.band(None) is None
    assert "Wypełnij deklarację" not in client.get("/").text


def test_the_sign_leads_to_the_form_or_says_how_to_stay_informed(group, other_group, call):
    other_group.contact = ContactPerson.objects.create(role="Koordynatorka", email="grupa@example.org")
    pieces = joining.signs(None, [group, other_group])
    assert call.url in words(pieces[group.pk])
    assert "Teraz nie ma naboru" in words(pieces[other_group.pk])
    assert "grupa@example.org" in words(pieces[other_group.pk])


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Dziś jest ostatni dzień"), (1, "Został 1 dzień"), (3, "Zostały 3 dni"), (12, "Zostało 12 dni")],
)
def test_a_group_that_recruits_says_until_when_and_when_it_first_meets(group, call, client, days, said):
    call.closes = timezone.localdate() + timedelta(days=days)
    call.first_meeting = "pierwsza połowa lutego"
    call.save()
    page = client.get(group.url).text.replace("\xa0", " ")
    sign = page[page.index('class="plate"') :].split("</div>")[0]
    assert f"Nabór trwa do {day(call.closes)}".replace("\xa0", " ") in sign
    assert said in sign
    assert "Planowane pierwsze spotkanie:</span> pierwsza połowa lutego" in sign
    assert page.count('class="plate"') == 1  # the one thing that stands out
    assert f'href="{call.url}?grupa=edukacja"' in sign
    assert f'href="/deklaracje/nabor/{call.slug}/deklaracja.pdf"' in sign


@pytest.fixture
def second_call(call, group, other_group):
    """Another open call: for both groups, and it closes later."""
    page = call.get_parent().specific.add_child(
        instance=DeclarationCallPage(
            title="Nabór uzupełniający", slug="drugi", opens=call.opens, closes=call.closes + timedelta(days=14)
        )
    )
    page.groups = [group, other_group]
    page.save_revision().publish()
    return page


def test_home_and_group_name_each_open_call(call, second_call, client, group, other_group):
    home = client.get("/").text.replace("\xa0", " ")
    plate = home[home.index('class="plate"') :].split("</section>")[0]
    assert "2 nabory do grup roboczych" in plate
    page = client.get(group.url).text.replace("\xa0", " ")
    sign = page[page.index('class="plate"') :].split("</ul>")[0]
    assert "Trwają 2 nabory" in sign
    for each in (call, second_call):
        for place, address in ((plate, each.url), (sign, f"{each.url}?grupa=edukacja")):
            assert f'href="{address}"' in place
            assert f"<h3>{each.title}</h3>" in place.replace("&nbsp;", " ")
            assert f"Do {day(each.closes)}".replace("\xa0", " ") in place
    assert "Został 7 dni" not in plate
    assert "Zostało 7 dni." in plate
    assert f'href="{second_call.url}?grupa=kooperacja"' in client.get(other_group.url).text
    assert "Trwają" not in client.get(other_group.url).text


def ticked(page):
    return re.findall(r'name="groups" value="(\d+)"[^>]*checked', page)


def test_who_comes_from_a_group_finds_it_ticked(call, client, group, other_group):
    call.groups.add(other_group)
    call.save_revision().publish()
    asked = re.search(r'href="(/nabory/[^"]+)"', client.get(other_group.url).text)[1]
    assert ticked(client.get(asked).text) == [str(other_group.pk)]
    assert ticked(client.get("/deklaracja/?grupa=edukacja").text) == [str(group.pk)]
    for nothing in ("", "?grupa=", "?grupa=nie-ma", "?grupa=%00", f"?grupa={group.pk}", "?inne=edukacja"):
        for address in ("/deklaracja/", call.url):
            assert ticked(client.get(f"{address}{nothing}").text) == []
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    assert ticked(client.get("/deklaracja/?grupa=edukacja").text) == []


def test_the_group_is_kept_where_one_chooses_among_calls(call, second_call, client, group, other_group):
    page = client.get("/deklaracja/?grupa=edukacja").text
    assert f'href="{call.url}?grupa=edukacja"' in page
    assert f'href="{second_call.url}?grupa=edukacja"' in page
    assert ticked(client.get(f"{second_call.url}?grupa=edukacja").text) == [str(group.pk)]
    # only one of the calls offers it, so there is nothing to choose
    assert ticked(client.get("/deklaracja/?grupa=kooperacja").text) == [str(other_group.pk)]
    for nothing in ("", "?grupa=nie-ma"):
        assert f'href="{second_call.url}' in client.get(f"/deklaracja/{nothing}").text


def test_the_way_from_a_group_to_the_form_changes_nothing_for_others(call, client, group):
    """Nobody is given the form that was made for somebody else."""
    assert ticked(client.get(f"{call.url}?grupa=edukacja").text)
    assert not ticked(Client().get(call.url).text)
    told = re.search('rel="canonical" href="([^"]+)"', client.get(f"{call.url}?grupa=edukacja").text)[1]
    assert told.endswith(call.url)


def test_a_group_tells_of_a_call_to_come_and_not_of_a_draft(group, call, client):
    call.opens, call.closes = (timezone.localdate() + timedelta(days=days) for days in (5, 20))
    call.first_meeting = "w marcu"
    call.save()
    page = client.get(group.url).text.replace("\xa0", " ")
    assert f"Nabór od {day(call.opens)}".replace("\xa0", " ") in page
    assert "w marcu" in page
    assert 'class="plate"' not in page
    call.unpublish()
    page = client.get(group.url).text.replace("\xa0", " ")
    assert "Teraz nie ma naboru" in page
    assert "w marcu" not in page


@pytest.mark.parametrize("archived", [False, True])
def test_a_group_without_a_call_has_nothing_amber(make_group, client, archived):
    page = client.get(make_group("Cicha", archived=archived).url).text
    assert ("Pierwsze działania" in page) is not archived
    assert 'class="plate"' not in page
    assert "button next" not in page


def test_an_archived_group_takes_nobody(group, call):
    group.archived = True
    group.save()
    assert "Wypełnij" not in words(joining.signs(None, [group])[group.pk])


@pytest.mark.parametrize("slot", ["group_facts", "group_signs", "group_sections"])
def test_any_number_of_groups_costs_the_same(
    slot, make_group, make_user, join, call, rf, django_assert_max_num_queries
):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    ours = [f.function for f in slots.fillings(slot) if f.function.__module__ == "signup.declaring.shown"]
    groups = [make_group(f"Grupa {n}") for n in range(6)]
    call.groups = groups
    call.save()
    for n, group in enumerate(groups):
        join(make_user(f"osoba{n}"), group)
    assert ours
    for function in ours:
        with django_assert_max_num_queries(9) as one:
            function(request, groups[:1])
        with django_assert_max_num_queries(9) as six:
            function(request, groups)
        assert len(one) == len(six)


def test_any_number_of_open_calls_is_one_page_each(call, client):
    page = client.get("/nabory/").text
    assert "Trwa." in page
    assert call.url in page
