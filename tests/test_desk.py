"""The desk: what is done with a declaration, what is seen of other groups; each look and each act leaves a line."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from signup.models import Declaration, Mail
from signup.privacy import access_log
from tests import on_the_desk
from tests.on_the_desk import DESK

desk, log = on_the_desk.desk, on_the_desk.log


def test_every_look_and_act_is_logged_and_the_log_is_whole(make_declaration, group, desk, log):
    declaration = make_declaration()
    case = f"{DESK}{declaration.code}/"
    desk.get(DESK)
    desk.get(case)
    desk.get(f"{case}deklaracja.pdf")
    desk.post(f"{case}rozpatrz/")
    desk.post(f"{case}{group.pk}/notatka/", {"note": "Zadzwonić."})
    desk.post(f"{case}{group.pk}/popros/", {"request": "Jaka rola?"})
    desk.get(f"{DESK}eksport.csv?lista=wszystkie")
    desk.post(f"{case}{group.pk}/nie-przyjmuj/", {"kind": "full", "reason": "Zapraszamy za rok."})
    acts = ["list", "view", "pdf", "take", "note", "ask", "export", "decline"]
    assert log() == [(act, 1) for act in acts]
    assert access_log.verify() == (len(acts), None)


def test_a_refused_act_is_only_a_look_and_keeps_what_was_typed(make_declaration, group, desk, log):
    declaration = make_declaration()
    case = f"{DESK}{declaration.code}/{group.pk}"
    for verb, answers in (
        ("nie-przyjmuj", {"kind": "other", "reason": " "}),
        ("nie-przyjmuj", {"kind": "zły", "reason": "Moje słowa"}),
        ("popros", {"request": " "}),
        ("notatka", {"note": ""}),
    ):
        page = desk.post(f"{case}/{verb}/", answers)
        assert page.status_code == 422
        assert "Moje słowa" in page.text or answers.get("reason") != "Moje słowa"
        alert = re.search(r'role="alert".*?<a href="#([\w-]+)".*?</div>', page.text, re.DOTALL)
        field = rf'id="{alert[1]}"\s+name="{list(answers)[-1]}"'
        assert len(re.findall(field, page.text)) == 1  # the summary leads to the field
    assert log() == [("view", 1)] * 4
    assert not Mail.objects.filter(kind="declined").exists()


def test_a_reason_from_the_list_comes_before_the_own_words(make_declaration, group, desk):
    declaration = make_declaration()
    answers = {"kind": "full", "reason": "Zapraszamy za rok."}
    desk.post(f"{DESK}{declaration.code}/{group.pk}/nie-przyjmuj/", answers)
    reason = declaration.choices.get().reason
    assert reason == "Grupa ma już tyle osób, ile może przyjąć. Zapraszamy za rok."
    assert reason in Mail.objects.get(kind="declined").text


def test_htmx_gets_the_case_alone(make_declaration, group, desk):
    declaration = make_declaration()
    address = f"{DESK}{declaration.code}/{group.pk}/notatka/"
    part = desk.post(address, {"note": "Zadzwonić."}, headers={"HX-Request": "true"}).text
    assert re.match(r'\s*<div class="desk desk-case"\s+id="sprawa"', part)
    assert "Zadzwonić." in part
    assert "<html" not in part


def without_addresses(answer):
    """The page without what differs from request to request: the address that was asked for, tokens, nonces."""
    return re.sub(r"/redakcja/deklaracje/[^/\"]+/|csrf\S+|nonce=\S+|value=\"[^\"]{64}\"", "", answer.text)


def test_codes_of_others_are_not_there(make_declaration, karol, as_user, other_group):
    declaration = make_declaration()
    stranger = as_user(karol)
    for code in (declaration.code, declaration.pk, "ABCD-EFGH", declaration.number.replace("/", "-")):
        answer = stranger.get(f"{DESK}{code}/")
        assert answer.status_code == 404
        assert "Testowy" not in answer.text
        assert without_addresses(answer) == without_addresses(stranger.get(f"{DESK}WXYZ-2345/"))


# what others do about the same declaration


@pytest.fixture
def shared(make_declaration, call, group, other_group):
    """A declaration for Ewa's group and for Karol's."""
    call.groups.add(other_group)
    call.save()
    return make_declaration("jan", groups=[group, other_group])


def test_what_another_group_asks_is_not_seen_and_counts_nowhere(shared, ewa, karol, call, other_group, desk, as_user):
    shared.ask(karol, other_group, "Zagadkowe pytanie?")
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    addresses = [f"{DESK}{shared.code}/", f"{DESK}?nabor={call.slug}&lista=wszystkie"]
    pages = [desk.get(address).text.replace("\xa0", " ") for address in addresses]
    pages.append(b"".join(desk.get(f"{DESK}eksport.csv").streaming_content).decode())
    for page in pages:
        assert "Zagadkowe" not in page
        assert '">do uzupełnienia</span>' not in page
        assert ";do uzupełnienia;" not in page
    assert "kompletne: 1" in pages[1]
    assert "czekają na uzupełnienie: 0" in pages[1]
    theirs = as_user(karol).get(addresses[1]).text.replace("\xa0", " ")
    assert "czekają na uzupełnienie: 1" in theirs
    assert '">do uzupełnienia</span>' in theirs


def test_the_office_withdraws_with_a_word_for_its_own_groups_alone(shared, ewa, karol, group, other_group):
    shared.accept(karol, other_group)
    shared.withdraw(by=ewa, reason="Prośba przez telefon.")
    assert [note.group for note in shared.notes.all()] == [group]


def test_what_leaves_no_line_in_the_log_does_not_happen(make_declaration, group, ewa, as_user, settings, tmp_path):
    declaration = make_declaration()
    (tmp_path / "log").write_text("a file where the folder should be")
    client = as_user(ewa, raise_request_exception=False)
    case = f"{DESK}{declaration.code}/"
    assert client.get(case).status_code == 500
    assert client.post(f"{case}{group.pk}/przyjmij/").status_code == 500
    client.post(f"{DESK}przyjmij/", {"code": declaration.code, "sure": "1"})
    assert declaration.choices.get().state == "waiting"
    assert not Mail.objects.filter(kind="welcome").exists()
    assert client.post(f"{DESK}papier/", paper_answers(declaration.call, group)).status_code == 500
    assert Declaration.objects.count() == 1


def test_the_log_makes_its_folder(make_declaration, desk, settings, tmp_path, log):
    settings.DATA_DIR = tmp_path / "not" / "there"
    assert desk.get(f"{DESK}{make_declaration().code}/").status_code == 200
    assert access_log.verify() == (1, None)


def test_a_request_that_no_mail_carries_says_so(call, group, ewa, desk):
    declaration = Declaration.objects.enter(
        ewa,
        call,
        groups=[group],
        received_on=timezone.localdate(),
        given_name="Jan",
        family_name="Papierowy",
        email="",
        capacity="own",
    )
    page = desk.post(f"{DESK}{declaration.code}/{group.pk}/popros/", {"request": "Jaka rola?"}, follow=True)
    assert "inaczej niż e-mailem" in page.text.replace("\xa0", " ")
    assert not Mail.objects.exists()


# paper


def paper_answers(call, group):
    return {
        "call": call.pk,
        "received_on": timezone.localdate().isoformat(),
        "given_name": "Jan",
        "family_name": "Papierowy",
        "groups": [group.pk],
        "capacity": "own",
        **dict.fromkeys(["stmt_voluntary", "stmt_adult", "stmt_clause"], "on"),
    }


def test_paper_is_written_down_on_the_desk(desk, call, group):
    address, answers = f"{DESK}papier/", paper_answers(call, group)
    assert desk.get(address).status_code == 200
    wrong = desk.post(address, answers | {"received_on": "2999-01-01", "phone": "1"})
    assert wrong.status_code == 422
    assert "Popraw 2\xa0pola" in wrong.text
    assert "Papierowy" in wrong.text
    done = desk.post(address, answers)
    declaration = Declaration.objects.get()
    assert done.url == f"{DESK}{declaration.code}/"
    assert (declaration.source, declaration.email, declaration.number[-4:]) == ("paper", "", "0001")
    assert "Papierowy" in desk.get(done.url).text
