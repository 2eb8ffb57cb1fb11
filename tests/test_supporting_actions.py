"""Members stand behind actions: one support each, set and not toggled, safe under a crowd."""

import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from roadmaps.models import Action, Event, NotAllowed, Refused, Support
from tests.conftest import MODEL_BACKEND

pytestmark = pytest.mark.engine


def test_support_counts_once_however_often_it_is_given(anna, make_action):
    action = make_action()
    action.support(anna)
    action.support(anna)
    assert action.supports.count() == 1
    assert action.events.filter(kind="supported").count() == 1


def test_withdrawing_twice_writes_one_event(anna, make_action):
    action = make_action()
    action.withdraw_support(anna)
    assert not action.events.filter(kind="support_withdrawn").exists()
    action.support(anna)
    action.withdraw_support(anna)
    action.withdraw_support(anna)
    assert action.supports.count() == 0
    assert action.events.filter(kind="support_withdrawn").count() == 1


def test_support_keeps_the_wording_it_was_given_for(anna, bartek, make_action):
    action = make_action()
    action.support(anna)
    action.revise(bartek, 1, title="Debaty przy okrągłym stole")
    action.support(bartek)
    assert list(action.supports.order_by("pk").values_list("wording", flat=True)) == [1, 2]


def test_third_support_brings_a_proposal_into_discussion(anna, bartek, ewa, make_action):
    action = make_action()
    action.support(anna)
    action.support(bartek)
    assert action.state == "proposed"
    action.support(ewa)
    assert action.state == "discussed"
    event = action.events.get(kind="moved")
    assert event.by is None and event.changes["state"] == ["proposed", "discussed"]


def test_withdrawn_support_does_not_move_back(anna, bartek, ewa, make_action):
    action = make_action()
    for person in (anna, bartek, ewa):
        action.support(person)
    action.withdraw_support(anna)
    assert action.state == "discussed"


def test_it_moves_by_itself_once_in_its_life(anna, bartek, ewa, make_action):
    action = make_action()
    for person in (anna, bartek, ewa):
        action.support(person)
    action.move(anna, "proposed")
    action.withdraw_support(anna)
    action.support(anna)
    assert action.supports.count() == 3
    assert action.state == "proposed"


@pytest.mark.parametrize("state", ["agreed", "in_progress", "done", "dropped"])
def test_later_states_count_only(anna, make_action, state):
    action = make_action(state=state)
    with pytest.raises(Refused):
        action.support(anna)
    assert action.supports.count() == 0


@pytest.mark.parametrize("who", ["jan", "celina", "admin"])
def test_strangers_cannot_support(request, who, make_action):
    action = make_action()
    with pytest.raises(NotAllowed):
        action.support(request.getfixturevalue(who))
    assert not Support.objects.exists()


def test_the_database_holds_one_support_a_person(anna, make_action):
    action = make_action()
    action.support(anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        action.supports.create(by=anna, wording=1)


# a support and its wording


def rewrite(action, by, **texts):
    action.refresh_from_db()
    action.revise(by, action.version, **(texts or {"goal": "Rozmawiamy o tym, co ważne dla miasta."}))


def page_of(client, action):
    return client.get(action.get_absolute_url()).text


def test_a_support_for_an_earlier_wording_still_counts_and_its_number_is_public(
    anna, bartek, ewa, client, as_user, make_action
):
    action = make_action()
    action.support(anna)
    rewrite(action, bartek)
    action.support(ewa)
    assert list(action.supports.order_by("pk").values_list("stale", flat=True)) == [True, False]
    html = page_of(client, action)
    assert "2\xa0głosy" in html and "w&nbsp;tym 1 na wcześniejszą wersję" in html
    assert "Czy nadal popierasz?" not in html and "Twój głos" not in html
    board = as_user(anna).get(action.roadmap.page.url).text
    assert "Twój głos na wcześniejszą wersję" in board
    assert "wcześniejszą wersję" not in as_user(ewa).get(action.roadmap.page.url).text


def test_small_edits_ask_nobody_until_they_add_up(anna, bartek, as_user, make_action):
    action = make_action(goal="Rozmawiamy o mieście raz na kwartał")
    action.support(anna)
    rewrite(action, bartek, goal="Rozmawiamy o mieście raz na kwartał.")
    rewrite(action, bartek, goal="Rozmawiamy o miescie raz na kwartał.")
    assert not action.supports.get().stale
    rewrite(action, bartek, goal="Rozmawiamy o wsi raz na kwartał.")
    assert action.supports.get().stale
    rewrite(action, bartek, goal="Rozmawiamy o mieście raz na kwartał")
    assert not action.supports.get().stale  # it says again what was supported


def test_nobody_is_asked_about_their_own_edit(anna, bartek, as_user, make_action):
    action = make_action()
    for person in (anna, bartek):
        action.support(person)
    action.revise(anna, 1, title="Rozmowy przy okrągłym stole")
    stale = {support.by: support.stale for support in action.supports.all()}
    assert stale == {anna: False, bartek: True}
    action.undo(anna, action.events.order_by("-number")[0].number)
    assert not action.supports.filter(stale=True).exists()
    # but about words of others that came in by merging, which nobody has shown to the person
    action.revise(bartek, action.version, goal="Zgoda na spokojną rozmowę.")
    action.revise(anna, action.version - 1, audience="Wszyscy")
    assert action.supports.get(by=anna).stale and not action.supports.get(by=bartek).stale


def test_the_person_is_asked_with_the_difference_and_confirms(anna, bartek, as_user, make_action):
    action = make_action(goal="Wspólna rozmowa")
    action.support(anna)
    rewrite(action, bartek, goal="Wspólna rozmowa i spacer")
    client = as_user(anna)
    html = page_of(client, action)
    assert "Czy nadal popierasz?" in html and "<ins> i\xa0spacer</ins>" in html.replace("\n", "")
    assert "Czy nadal popierasz?" not in page_of(as_user(bartek), action)
    address = f"/dzialania/{action.pk}/glos/wersja/"
    answer = client.post(address, {"answer": "confirm", "seen": action.version})
    assert answer.status_code == 302 and answer.url == f"/dzialania/{action.pk}/#glosy"
    support = action.supports.get()
    assert (support.wording, support.stale) == (2, False)
    assert action.events.filter(kind="support_confirmed").count() == 1
    client.post(address, {"answer": "confirm", "seen": action.version})
    assert action.events.filter(kind="support_confirmed").count() == 1
    assert "Czy nadal popierasz?" not in page_of(client, action)


def test_the_person_withdraws_instead(anna, bartek, as_user, make_action):
    action = make_action()
    action.support(anna)
    rewrite(action, bartek)
    client = as_user(anna)
    client.post(f"/dzialania/{action.pk}/glos/wersja/", {"answer": "withdraw"})
    assert not action.supports.exists()
    assert "Czy nadal popierasz?" not in page_of(client, action)


def test_whoever_says_not_now_is_not_asked_again_and_still_counts(anna, bartek, as_user, make_action):
    action = make_action()
    action.support(anna)
    rewrite(action, bartek)
    client = as_user(anna)
    client.post(f"/dzialania/{action.pk}/glos/wersja/", {"answer": "later"})
    support = action.supports.get()
    assert support.asked_at and support.stale
    assert "Czy nadal popierasz?" not in page_of(client, action)
    rewrite(action, bartek, goal="Jeszcze inny cel tego działania.")
    assert "Czy nadal popierasz?" not in page_of(client, action)
    assert "1\xa0głos" in page_of(client, action)
    # a new support is a new wording
    action.withdraw_support(anna)
    action.support(anna)
    rewrite(action, bartek, goal="Zupełnie nowy cel.")
    assert "Czy nadal popierasz?" in page_of(client, action)


def test_nobody_confirms_a_text_that_they_have_not_seen(anna, bartek, as_user, make_action):
    action = make_action()
    action.support(anna)
    rewrite(action, bartek)
    seen = action.version
    rewrite(action, bartek, goal="Jeszcze inny cel tego działania.")
    for sent in (seen, "", "x", "9" * 30):
        answer = as_user(anna).post(f"/dzialania/{action.pk}/glos/wersja/", {"answer": "confirm", "seen": sent})
        assert answer.status_code == 409 and "zmienił się jeszcze raz" in answer.text
    assert action.supports.get().stale


@pytest.mark.parametrize("state", ["agreed", "in_progress", "done", "dropped"])
def test_later_states_ask_nobody(anna, bartek, as_user, make_action, state):
    action = make_action()
    action.support(anna)
    rewrite(action, bartek)
    Action.objects.filter(pk=action.pk).update(state=state, position=50)
    assert "Czy nadal popierasz?" not in page_of(as_user(anna), action)
    for answer in ("confirm", "withdraw"):
        sent = {"answer": answer, "seen": action.version}
        assert as_user(anna).post(f"/dzialania/{action.pk}/glos/wersja/", sent).status_code == 409
    assert action.supports.get().stale


def test_answering_with_htmx_changes_the_head_in_place(anna, bartek, as_user, make_action):
    action = make_action()
    action.support(anna)
    rewrite(action, bartek)
    data = {"answer": "confirm", "seen": action.version}
    answer = as_user(anna).post(f"/dzialania/{action.pk}/glos/wersja/", data, headers={"HX-Request": "true"}).text
    assert 'id="czolo"' in answer and "<html" not in answer and "Czy nadal" not in answer
    assert "Głos jest potwierdzony" in answer


def test_without_a_support_there_is_nothing_to_confirm(anna, make_action):
    action = make_action()
    for verb in (action.confirm_support, action.leave_support):
        with pytest.raises(Refused, match="wycofany"):
            verb(anna)


def test_a_support_of_a_duplicate_is_compared_with_what_that_one_said(anna, ewa, as_user, make_action):
    duplicate, other = make_action("Debaty o mieście"), make_action("Debaty przy wspólnym stole")
    duplicate.support(anna)
    duplicate.merge_into(ewa, other)
    html = page_of(as_user(anna), other)
    assert "Twój głos był na działanie „Debaty o\xa0mieście”" in html
    assert "<del>o\xa0mieście</del>" in html and "<ins>przy wspólnym stole</ins>" in html


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


# a crowd


def crowd(work, workers):
    """Run the jobs on so many threads; each job has a connection of its own, as a request has. Give their errors."""
    errors = []
    start = threading.Barrier(workers)

    def worker(jobs):
        start.wait()
        for job in jobs:
            try:
                job()
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(worker, [work[n::workers] for n in range(workers)]))
    return errors


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_supports_at_once_is_counted_right(group, roadmap, make_user, join, make_action):
    members = [make_user(f"osoba{n}") for n in range(20)]
    for member in members:
        join(member, group)
    actions = [make_action(f"Działanie numer {n}") for n in range(4)]
    clients = {}
    for member in members:
        clients[member.pk] = Client()
        clients[member.pk].force_login(member, backend=MODEL_BACKEND)
    statuses = []

    def press(member, action):
        answer = clients[member.pk].post(f"/dzialania/{action.pk}/glos/", {"cast": "1"})
        statuses.append(answer.status_code)

    # a client is not for sharing: all presses of one member stay on one thread
    lanes = [[(member, action) for member in members[n::10] for action in actions] for n in range(10)]
    for lane in lanes:
        random.Random(7).shuffle(lane)
    jobs = [lambda pair=pair: press(*pair) for turn in zip(*lanes, strict=True) for pair in turn]
    assert crowd(jobs, 10) == []
    assert set(statuses) == {302}
    assert Support.objects.count() == 80
    assert Action.objects.filter(state="discussed").count() == 4
    assert Event.objects.filter(kind="moved", by=None).count() == 4
    assert Event.objects.filter(kind="supported").count() == 80
    numbers = list(roadmap.events.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_one_member_on_many_devices_has_one_support(anna, make_action):
    action = make_action()
    jobs = [lambda: Action.objects.get(pk=action.pk).support(anna) for _ in range(16)]
    assert crowd(jobs, 8) == []
    assert action.supports.count() == 1
    assert action.events.filter(kind="supported").count() == 1
