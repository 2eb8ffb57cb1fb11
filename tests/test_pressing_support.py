"""The button of support, on a board and on the page of an action: what is answered, and to whom."""

import re

import pytest
from django.db import connection
from django.test import Client

from roadmaps.models import Support

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("cast", ["1", "0"])
def test_a_press_asks_eleven_queries_at_most(pages_made_anew, anna, ewa, as_user, make_action, cast):
    action = make_action(responsible_members=[ewa])
    if cast == "0":
        action.support(anna)
    client = as_user(anna)
    for headers in ({"HX-Request": "true"}, {}):
        asked = []

        def note(execute, sql, params, many, context, asked=asked):
            asked.append(sql)
            return execute(sql, params, many, context)

        client.post(f"/dzialania/{action.pk}/glos/", {"cast": "10"[int(cast)]})
        with connection.execute_wrapper(note):
            client.post(f"/dzialania/{action.pk}/glos/", {"cast": cast}, headers=headers)
        asked = [sql for sql in asked if not sql.startswith("BEGIN")]
        assert len(asked) <= 11, "\n".join(sql[:150] for sql in asked)


# over HTTP


def test_member_presses_the_button_and_comes_back_to_the_card(anna, as_user, make_action):
    action = make_action()
    answer = as_user(anna).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
    assert answer.status_code == 302
    assert answer.url == f"{action.roadmap.page.url}?stan=propozycje#dzialanie-{action.pk}"
    assert action.supports.get().by == anna


def test_pressing_with_htmx_brings_the_card_and_the_announcement(anna, as_user, make_action):
    action = make_action()
    answer = as_user(anna).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert 'aria-pressed="true"' in html and f'<h3 id="tytul-{action.pk}">' in html
    assert 'hx-target="#ogloszenie"' in html and "1\xa0głos: Debaty" in html
    assert "<html" not in html


def test_pressing_on_the_page_of_the_action_changes_its_head_and_at_the_third_its_history(
    anna, bartek, ewa, as_user, make_action
):
    action = make_action()
    action.support(ewa)

    def press(person):
        data = {"cast": "1", "strona": "1"}
        return as_user(person).post(f"/dzialania/{action.pk}/glos/", data, headers={"HX-Request": "true"})

    html = press(bartek).content.decode()
    assert 'id="czolo"' in html and 'aria-pressed="true"' in html and "<html" not in html
    assert "2\xa0głosy: Debaty" in html and 'id="historia"' not in html
    html = press(anna).content.decode()
    assert "przechodzi do stanu „W\xa0dyskusji”" in html and 'id="historia"' in html and "automatycznie" in html


def test_the_third_press_carries_the_card_to_the_next_column(anna, bartek, ewa, as_user, make_action):
    action = make_action()
    action.support(bartek)
    action.support(ewa)
    answer = as_user(anna).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"}, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert re.search(rf'hx-target="#dzialanie-{action.pk}" hx-swap="outerHTML">\s*<li class="trace"', html)
    assert "Twój głos był trzeci." in html and "jedzie dalej" in html and "Cofnij" not in html
    assert 'hx-target="#lista-w-dyskusji" hx-swap="append"' in html
    # a space after the number would be a second line in its ring, and lift it
    counts = re.findall(r'hx-target="#n-[a-z-]+" hx-swap="innerHTML">(.*?)</hx-partial>', html, re.DOTALL)
    assert len(counts) > 4 and all(count == count.strip() for count in counts)


def test_the_third_press_says_so_without_javascript(anna, bartek, ewa, as_user, make_action):
    action = make_action()
    action.support(bartek)
    action.support(ewa)
    html = as_user(anna).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"}, follow=True).content.decode()
    assert "Twój głos był trzeci. Działanie jedzie dalej: W\xa0dyskusji." in html


def test_repeated_posts_do_not_flip_it(anna, as_user, make_action):
    action = make_action()
    client = as_user(anna)
    for _ in range(2):
        client.post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
    assert action.supports.count() == 1
    for _ in range(2):
        client.post(f"/dzialania/{action.pk}/glos/", {"cast": "0"})
    assert action.supports.count() == 0


def test_support_that_comes_too_late_is_told_so(anna, as_user, make_action):
    action = make_action(state="agreed")
    answer = as_user(anna).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
    assert answer.status_code == 409
    assert "Uzgodnione" in answer.content.decode()
    assert not Support.objects.exists()


@pytest.mark.parametrize("who", [None, "jan", "celina", "admin", "editor"])
def test_strangers_get_403_and_change_nothing(request, who, as_user, make_action):
    action = make_action()
    client = as_user(request.getfixturevalue(who)) if who else Client()
    answer = client.post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
    assert answer.status_code == 403
    assert not Support.objects.exists()


def test_a_post_without_a_token_is_refused(anna, as_user, make_action):
    action = make_action()
    answer = as_user(anna, enforce_csrf_checks=True).post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
    assert answer.status_code == 403
    assert not Support.objects.exists()


@pytest.mark.parametrize("pk", [0, 999999, 99999999999999999999999])
def test_an_unknown_action_is_404(anna, as_user, pk):
    assert as_user(anna).post(f"/dzialania/{pk}/glos/", {"cast": "1"}).status_code == 404


def test_names_of_supporters_are_in_no_page(anna, bartek, as_user, client, make_action, agree_to_name):
    agree_to_name(bartek)
    action = make_action()
    action.support(bartek)
    for reader in (client, as_user(anna)):
        for address in (action.get_absolute_url(), action.roadmap.page.url):
            assert "Bartek" not in reader.get(address).content.decode()
