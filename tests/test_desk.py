"""The desk: finding, deciding several at once, paper, exports; and a line in the log for each look and each act."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from portal.templatetags.polish import day_of
from signup.models import Declaration, Mail, Membership
from signup.privacy import access_log

DESK = "/redakcja/deklaracje/"
ORGANISATION = {"org_name": "Fundacja Łąka", "org_kind": "fundacja", "org_role": "prezeska"}


@pytest.fixture(autouse=True)
def log(settings, tmp_path):
    """log() gives the lines of the log of who saw what: (act, number of declarations)."""
    settings.DATA_DIR = tmp_path

    def lines():
        files = sorted((tmp_path / "log").glob("access-*.jsonl"))
        found = [json.loads(text) for file in files for text in file.read_text().splitlines()]
        return [(line["act"], len(line["declarations"])) for line in found]

    return lines


@pytest.fixture
def desk(ewa, as_user):
    return as_user(ewa)


@pytest.fixture
def shown(desk):
    """shown(lista="…") gives the family names on the desk in their order."""

    def names(**wanted):
        page = desk.get(DESK, wanted)
        assert page.status_code == 200
        return [row.family_name for row in page.context["rows"]]

    return names


def test_what_waits_longest_is_on_top_and_what_is_decided_is_elsewhere(make_declaration, ewa, group, shown):
    for days, name in ((1, "nowa"), (3, "stara"), (2, "srednia"), (4, "gotowa")):
        at = timezone.now() - timedelta(days=days)
        declaration = make_declaration(name, family_name=name, at=at)
    declaration.accept(ewa, group)
    assert shown() == ["stara", "srednia", "nowa"]
    assert shown(lista="rozpatrzone") == ["gotowa"]
    assert shown(lista="wszystkie") == ["nowa", "srednia", "stara", "gotowa"]


@pytest.mark.parametrize("words", ["laka", "ŁĄKA fundacja", "zolc", "Żółć Łucja", "d/", "fundacja zolc"])
def test_found_by_number_name_and_organisation_without_tails(make_declaration, shown, words):
    make_declaration("lucja", given_name="Łucja", family_name="Żółć", **ORGANISATION)
    make_declaration("inna", family_name="Inna")
    assert "Żółć" in shown(q=words)
    if words != "d/":
        assert shown(q=words) == ["Żółć"]


@pytest.mark.parametrize("words", ["%", "_", "\x00", "'; drop", "x" * 500, "(((", "\\"])
def test_any_words_and_any_filter_are_answered(make_declaration, desk, words):
    make_declaration()
    page = desk.get(DESK, {"q": words, "lista": words, "nabor": words, "grupa": words, "strona": words})
    assert page.status_code == 200


def test_after_the_call_three_lists_say_what_is_ready(make_declaration, call, ewa, group, desk, shown):
    make_declaration("gotowa", family_name="Gotowa")
    make_declaration("czeka", family_name="Czeka").ask(ewa, group, "Jaka rola?")
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    answers = {"given_name": "Pa", "family_name": "Pier", "email": "", "capacity": "own"}
    Declaration.objects.enter(ewa, call, groups=[group], received_on=today, **answers)
    lists = ("kompletne: 1", "czekają na uzupełnienie: 1", "po terminie: 1")
    for wanted in ({}, {"nabor": call.slug}):
        page = desk.get(DESK, wanted).text.replace("\xa0", " ")
        assert all(words in page for words in lists)
    assert shown(nabor=call.slug, lista="kompletne") == ["Gotowa"]
    assert shown(nabor=call.slug, lista="uzupelnienie") == ["Czeka"]
    assert shown(nabor=call.slug, lista="po-terminie") == ["Pier"]


def test_the_lists_after_a_call_say_how_many_they_show_and_go_when_all_is_decided(
    make_declaration, call, ewa, group, desk, shown
):
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    answers = {"given_name": "Pa", "family_name": "Pier", "email": "", "capacity": "own"}
    late = Declaration.objects.enter(ewa, call, groups=[group], received_on=today, **answers)
    late.ask(ewa, group, "Jaka rola?")
    for page in (desk.get(DESK), desk.get(DESK, {"nabor": call.slug})):
        closed = page.context["closed"]
        assert [closed[name] for name in ("complete", "incomplete", "late")] == [0, 1, 1]
    assert shown(nabor=call.slug, lista="uzupelnienie") == shown(nabor=call.slug, lista="po-terminie") == ["Pier"]
    late.accept(ewa, group)
    assert desk.get(DESK).context["closed"] is None
    assert desk.get(DESK, {"nabor": call.slug}).context["closed"]["late"] == 1


def test_the_desk_after_a_call_asks_no_more_than_15_times(make_declaration, call, ewa, group, as_user, pages_made_anew):
    for i in range(3):
        make_declaration(f"osoba{i}").ask(ewa, group, "Jaka rola?")
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=9), today - timedelta(days=1)
    call.save_revision().publish()
    desk = as_user(ewa)
    for wanted in ({}, {"nabor": call.slug}, {"nabor": call.slug, "lista": "uzupelnienie", "grupa": group.slug}):
        desk.get(DESK, wanted)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(DESK, wanted).context["closed"]["incomplete"] == 3
        assert len(seen) <= 15, "\n".join(q["sql"][:300] for q in seen)


def test_the_desk_costs_the_same_for_one_and_for_twenty(make_declaration, ewa, group, desk):
    asked = []
    for n in (1, 19):
        for i in range(n):
            declaration = make_declaration(f"osoba{n}x{i}")
            declaration.ask(ewa, group, "Jaka rola?")
        desk.get(DESK)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(DESK).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 15


def test_a_request_that_is_over_its_seven_days_stands_out(make_declaration, ewa, group, desk):
    declaration = make_declaration()
    declaration.ask(ewa, group, "Jaka rola?", at=timezone.now() - timedelta(days=8))
    for address in (DESK, f"{DESK}{declaration.code}/"):
        assert "termin minął" in desk.get(address).text
    declaration.accept(ewa, group)  # the group decides without an answer
    assert "termin minął" not in desk.get(f"{DESK}{declaration.code}/").text


def test_a_row_says_whose_turn_it_is_and_until_when(make_declaration, ewa, group, desk):
    declaration = make_declaration("jan")
    request = declaration.ask(ewa, group, "Prosimy o telefon.")

    def row():
        return " ".join(desk.get(DESK).text.replace("\xa0", " ").split())

    assert f"Edukacja: czeka na uzupełnienie (do {day_of(request.due)})".replace("\xa0", " ") in row()
    declaration.corrections.update(asked_at=timezone.now() - timedelta(days=9))
    assert "Edukacja: czeka na uzupełnienie (termin minął " in row()
    declaration.answer(request, "600 000 000")
    assert "Edukacja: czeka na decyzję" in row()


@pytest.mark.parametrize(
    ("wanted", "order"),
    [({}, "abcd"), ({"lista": "wszystkie"}, "dcba"), ({"q": "jan"}, "dcba")],
)
def test_the_next_one_is_the_next_in_the_list_that_one_came_from(make_declaration, ewa, group, desk, wanted, order):
    for days, name in enumerate("dcba"):
        at = timezone.now() - timedelta(days=days, hours=1)
        make_declaration(name, given_name="Jan", family_name=name, at=at)
    by_name = {one.family_name: one for one in Declaration.objects.all()}
    for name, following in zip(order, order[1:] + order[:1], strict=True):
        page = desk.get(DESK, wanted).text
        address = re.search(rf'href="({DESK}{by_name[name].code}/[^"]*)"', page)[1].replace("&amp;", "&")
        case = desk.get(address)
        assert case.context["following"] == by_name[following], name
        way = re.search(r'id="nastepna" href="([^"]*)"', case.text)[1].replace("&amp;", "&")
        assert way == address.replace(by_name[name].code, by_name[following].code)
    # what is decided leaves the list, and the next one is the same
    if not wanted:
        answer = desk.post(f"{DESK}{by_name['b'].code}/{group.pk}/przyjmij/?lista=")
        assert answer["Location"] == f"{DESK}{by_name['b'].code}/"
        assert desk.get(answer["Location"]).context["following"] == by_name["c"]
    if wanted == {"lista": "wszystkie"}:
        answer = desk.post(f"{DESK}{by_name['b'].code}/{group.pk}/przyjmij/?lista=wszystkie")
        assert answer["Location"] == f"{DESK}{by_name['b'].code}/?lista=wszystkie"


def test_long_lists_have_pages_that_keep_the_filter(make_declaration, desk, shown, monkeypatch):
    monkeypatch.setattr("signup.desk.views.PER_PAGE", 2)
    for i in range(5):
        make_declaration(f"osoba{i}", family_name="Osoba")
    assert len(shown(q="osoba", strona=3)) == 1
    assert "?q=osoba&amp;strona=3" in desk.get(DESK, {"q": "osoba", "strona": 2}).text


# acts


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
    assert re.match(r'\s*<div class="desk"\s+id="sprawa"', part)
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


# several at once


def test_several_are_accepted_after_a_summary(make_declaration, group, desk, log):
    chosen = [make_declaration(f"osoba{i}") for i in range(3)]
    left = make_declaration("inna")
    codes = [declaration.code for declaration in chosen]
    summary = desk.post(f"{DESK}przyjmij/", {"code": codes})
    assert "3\xa0decyzje" in summary.text
    assert not Membership.objects.filter(group=group, role="member").exists()
    desk.post(f"{DESK}przyjmij/", {"code": codes, "sure": "1"})
    assert Membership.objects.filter(group=group, role="member").count() == 3
    assert left.choices.get().state == "waiting"
    assert log() == [("list", 3), *[("accept", 1)] * 3]


def test_from_the_list_of_one_group_nobody_is_accepted_into_another(
    make_declaration, call, ewa, join, group, other_group, desk
):
    call.groups.add(other_group)
    call.save_revision().publish()
    join(ewa, other_group, role="coordinator")
    declaration = make_declaration(groups=[group, other_group])
    rows = desk.get(f"{DESK}?grupa={group.slug}&lista=wszystkie").text
    address = re.search(r'action="([^"]*/przyjmij/[^"]*)"', rows)[1].replace("&amp;", "&")
    summary = desk.post(address, {"code": [declaration.code]}).text
    assert "1\xa0decyzja" in summary
    assert f'href="{DESK}?lista=wszystkie&amp;grupa={group.slug}"' in summary
    done = desk.post(address, {"code": [declaration.code], "sure": "1"})
    assert done["Location"] == f"{DESK}?lista=wszystkie&grupa={group.slug}"
    states = dict(declaration.choices.values_list("group", "state"))
    assert states == {group.pk: "accepted", other_group.pk: "waiting"}


def test_nothing_ticked_and_codes_of_others_accept_nothing(make_declaration, karol, as_user, desk):
    declaration = make_declaration()
    assert desk.post(f"{DESK}przyjmij/", {"sure": "1"}).status_code == 302
    stranger = as_user(karol)
    assert stranger.post(f"{DESK}przyjmij/", {"code": [declaration.code], "sure": "1"}).status_code == 302
    assert declaration.choices.get().state == "waiting"


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


def test_what_was_withdrawn_is_still_found_by_the_coordinators_of_its_groups(
    make_declaration, desk, shown, karol, as_user, call
):
    gone, _ = make_declaration("gosia", late=True), make_declaration("wanda")
    unconfirmed = make_declaration("urszula", confirmed=False)
    unconfirmed.withdraw()
    gone.withdraw()
    lists = {"": {"Wanda"}, "wycofane": {"Gosia"}, "wszystkie": {"Gosia", "Wanda"}}
    lists |= {"rozpatrzone": set(), "kompletne": {"Wanda"}, "po-terminie": set(), "uzupelnienie": set()}
    for name, wanted in lists.items():
        page = desk.get(f"{DESK}?lista={name}").text
        assert {one for one in ("Gosia", "Wanda", "Urszula") if f">{one} Testowy</a>" in page} == wanted, name
    assert ">Gosia Testowy</a>" in desk.get(f"{DESK}?q=gosia").text
    case = desk.get(f"{DESK}{gone.code}/")
    assert case.status_code == 200 and "<dt>Wycofana</dt>" in case.text and 'id="przyjmij-' not in case.text
    assert desk.get(f"{DESK}{unconfirmed.code}/").status_code == 404
    assert as_user(karol).get(f"{DESK}{gone.code}/").status_code == 404


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


def test_codes_with_a_byte_that_no_database_takes_accept_nothing(make_declaration, desk):
    declaration = make_declaration()
    assert desk.post(f"{DESK}przyjmij/", {"code": ["\x00", "x\x00"], "sure": "1"}).status_code == 302
    assert declaration.choices.get().state == "waiting"


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


# exports


HOSTILE = [
    "=HYPERLINK(1)",
    "#N/A",
    "12345",
    "2018-01-15",
    "+48",
    "-1+2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\ufffe \uffff \x7f",
    'Łąka; „cudzy” "znak"\nnowy wiersz',
]


@pytest.fixture
def hostile(make_declaration):
    return [make_declaration(f"osoba{i}", contribution=text, phone="+48600000000") for i, text in enumerate(HOSTILE)]


def test_csv_opens_right_in_polish_excel_and_carries_no_formulas(hostile, desk):
    answer = desk.get(f"{DESK}eksport.csv")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Wkład"].lstrip("'") for row in rows] == HOSTILE
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())
    assert rows[0]["Telefon"] == "'+48 600 000 000"


def test_xlsx_holds_text_and_dates_in_columns_that_can_be_read_and_filtered(hostile, desk):
    content = b"".join(desk.get(f"{DESK}eksport.xlsx").streaming_content)
    sheet = load_workbook(io.BytesIO(content)).active
    rows = list(sheet.iter_rows(min_row=2))
    column = [cell.value for cell in sheet[1]].index("Wkład")
    assert [row[column].value for row in rows] == [text.translate({0xFFFE: "", 0xFFFF: ""}) for text in HOSTILE]
    assert {cell.data_type for row in rows for cell in row[:-1] if cell.value} == {"s"}
    assert sheet[1][-1].value == "Złożona" and {row[-1].data_type for row in rows} == {"d"}
    assert rows[0][-1].number_format == "dd.mm.yyyy hh:mm"
    assert timezone.localdate() == rows[0][-1].value.date()
    assert sheet.auto_filter.ref == f"A1:V{len(rows) + 1}" and sheet.freeze_panes == "A2"
    widths = {name.value: sheet.column_dimensions[name.column_letter].width for name in sheet[1]}
    assert widths["Adres e-mail"] == 32 and all(width >= len(name) for name, width in widths.items())


def test_an_export_holds_what_the_filter_shows_of_own_groups_and_no_needs(make_declaration, desk, karol, as_user):
    make_declaration("jan", family_name="Pierwszy", needs="pętla indukcyjna")
    make_declaration("ola", family_name="Druga")
    content = b"".join(desk.get(f"{DESK}eksport.csv", {"q": "pierwszy"}).streaming_content).decode()
    assert "Pierwszy" in content
    assert "Druga" not in content
    assert "pętla" not in content
    foreign = b"".join(as_user(karol).get(f"{DESK}eksport.csv", {"lista": "wszystkie"}).streaming_content).decode()
    assert "Pierwszy" not in foreign
    assert desk.get(f"{DESK}eksport.exe").status_code == 404


# in a browser


@pytest.mark.browser
def test_a_coordinator_decides_by_keyboard_without_leaving_the_page(
    transactional_db, make_declaration, ewa, group, server, page, sign_in_as, axe
):
    first, second = make_declaration("jan"), make_declaration("ola")
    sign_in_as(page, ewa)
    page.goto(f"{server}{DESK}{first.code}/")
    axe(page, ".desk")
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    expect(page.locator("#sprawa h2 .w-status").first).to_have_text("rozpatrywana")
    expect(page.locator("[data-told]")).to_be_focused()  # the button that was pressed is gone
    page.keyboard.press("u")
    page.keyboard.type("Jaka jest rola? o p")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-request")).to_contain_text("Jaka jest rola? o p")
    page.get_by_label("Nowa notatka").fill("Zadzwonić.")
    page.get_by_role("button", name="Dodaj notatkę").click()
    expect(page.locator(".desk-history")).to_contain_text("Zadzwonić.")
    expect(page.get_by_label("Nowa notatka")).to_have_value("")  # one press more writes no second one
    page.get_by_label("Nowa notatka").fill("Jeszcze nie wysłana")
    page.locator(":focus").evaluate_all("all => all.forEach(it => it.blur())")
    page.keyboard.press("o")
    expect(page.get_by_label("Powód")).to_be_focused()
    page.expects(422)
    page.get_by_role("button", name="Nie przyjmuj do grupy Edukacja").click()
    expect(page.get_by_role("alert")).to_contain_text("Podaj uzasadnienie")
    expect(page.get_by_label("Nowa notatka")).to_have_value("Jeszcze nie wysłana")
    page.locator(":focus").evaluate("it => it.blur()")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-choice .w-status")).to_have_text("przyjęta")
    assert page.url.endswith(f"{first.code}/")
    expect(page.locator("[data-told]")).to_be_focused()
    expect(page.locator("[data-told]")).to_contain_text("Przyjęto do grupy „Edukacja”")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys.get_by_role("row", name="Poproś o uzupełnienie u")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second.code}/")


@pytest.mark.browser
def test_fingers_hit_the_desk_and_a_led_to_field_keeps_its_label(
    transactional_db, make_declaration, ewa, group, server, new_page, sign_in_as
):
    declaration = make_declaration()
    make_declaration("ola")
    page = new_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    sign_in_as(page, ewa)
    page.goto(f"{server}{DESK}")
    everything, boxes = page.get_by_label("Zaznacz wszystkie"), page.locator("[name=code]")
    everything.tap()
    assert boxes.evaluate_all("(all) => all.map((box) => box.checked)") == [True, True]
    boxes.first.tap()
    expect(everything).to_be_checked(indeterminate=True)
    for address in (DESK, f"{DESK}{declaration.code}/"):
        page.goto(f"{server}{address}")
        pressed = page.locator("main").locator(".button, .desk-acts a, .desk-facts a, .desk summary")
        low = "(all) => all.filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)"
        assert pressed.evaluate_all(f"{low}.map((it) => it.textContent)") == []
    page.locator("summary", has_text="Nie przyjmuj").tap()
    page.expects(422)
    page.get_by_role("button", name="Nie przyjmuj do grupy").tap()
    page.get_by_role("alert").get_by_role("link").tap()
    expect(page.get_by_label("Uzasadnienie")).to_be_focused()
    header = page.locator(".w-slim-header").first.bounding_box()
    label = page.locator("label", has_text="Uzasadnienie").bounding_box()
    assert label["y"] >= header["y"] + header["height"]
