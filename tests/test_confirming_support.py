"""When an action is worded anew, whoever supported it is asked, with the difference; each support still counts."""

import pytest

from roadmaps.models import Action, Refused

pytestmark = pytest.mark.engine


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
