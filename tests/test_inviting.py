"""Coordinators invite: the membership begins when the person confirms the statements, whatever the dates of a call."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from playwright.sync_api import expect

from portal.models import WorkingGroupPage
from signup.models import (
    Consent,
    ConsentText,
    Declaration,
    DeclarationCallPage,
    Invitation,
    Mail,
    Membership,
    Refused,
    User,
)
from tests.browser import PHONE
from tests.threads import at_once

ANSWERS = {
    "given_name": "Ola",
    "family_name": "Zaproszona",
    "capacity": "own",
    "stmt_voluntary": "on",
    "stmt_adult": "on",
    "stmt_clause": "on",
    "shown": "clause:1 public_name:1 image:1",
}


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def over(call):
    """The only call of the group closed long ago."""
    today = timezone.localdate()
    call.opens, call.closes = today - timedelta(days=90), today - timedelta(days=60)
    call.save_revision().publish()
    return DeclarationCallPage.objects.get(pk=call.pk)


@pytest.fixture
def invite(over, ewa, group):
    """invite("ola@example.org") is an invitation by Ewa."""

    def make(email="ola@example.org", by=ewa, **fields):
        return Invitation.objects.invite(by, group, email, **fields)

    return make


def fresh(invitation):
    return Invitation.objects.get(pk=invitation.pk)


# coming in


def test_the_whole_way_outside_of_the_dates_of_a_call(invite, over, client, group, ewa):
    invitation = invite("Ola@Example.org", given_name="Ola")
    mail = Mail.objects.get()
    assert (mail.subject, mail.to) == ("Zaproszenie do grupy roboczej «Edukacja»", "ola@example.org")
    assert invitation.address in mail.text and "Ola" not in mail.text
    page = client.get(invitation.address)
    assert page.status_code == 200
    assert 'value="Ola"' in page.text and "ola@example.org" in page.text
    assert "no-store" in page["Cache-Control"] and "noindex" in page.text
    assert client.post(invitation.address, ANSWERS | {"stmt_adult": ""}).status_code == 422
    assert not Declaration.objects.exists()
    answer = client.post(invitation.address, ANSWERS | {"consent_public_name": "on", "email": "inna@example.org"})
    declaration = Declaration.objects.get()
    assert answer.url == declaration.address
    assert (declaration.state, declaration.source, declaration.late) == ("decided", "invitation", False)
    assert (declaration.call, declaration.email, declaration.is_confirmed) == (over, "ola@example.org", True)
    assert declaration.number == f"D/{timezone.localdate().year}/0001"
    choice = declaration.choices.get()
    assert (choice.group, choice.state, choice.decided_by) == (group, "accepted", ewa)
    ola = User.objects.get(email="ola@example.org")
    assert ola.belongs_to(group) and ola.agreed_to_name
    assert {*Consent.objects.values_list("text__kind", flat=True)} == {"clause", "public_name"}
    welcome = Mail.objects.get(kind="welcome")
    assert welcome.declaration == declaration and "załączniku" in welcome.text
    used = fresh(invitation)
    assert (used.email, used.given_name, used.declaration) == ("", "", declaration) and used.used_at
    assert "przyjęta" in client.get(declaration.address).text


def test_get_changes_nothing(invite, client):
    invitation = invite()
    for method in (client.get, client.head):
        assert method(invitation.address).status_code == 200
    assert client.get(f"{invitation.address}odrzuc/").status_code == 405
    assert fresh(invitation).used_at is None and not Declaration.objects.exists()


def test_one_press_too_many_is_one_membership(invite, client):
    invitation = invite()
    first, second = (client.post(invitation.address, ANSWERS) for _ in range(2))
    assert first.url == second.url
    assert Declaration.objects.count() == Membership.objects.filter(role="member").count() == 1
    assert Mail.objects.filter(kind="welcome").count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_are_one_membership_and_one_mail(invite):
    invitation = invite()
    answers = {"given_name": "Ola", "family_name": "Zaproszona", "capacity": "own"}
    assert not at_once(*[lambda: fresh(invitation).accept(**answers) for _ in range(10)])
    assert Declaration.objects.count() == Membership.objects.filter(role="member").count() == 1
    assert Mail.objects.filter(kind="welcome").count() == 1
    assert Declaration.objects.get().number.endswith("/0001")


def test_whoever_has_an_account_comes_in_with_it_and_the_screen_is_the_same(invite, client, celina, group):
    known, new = invite("celina@example.org"), invite("nowa@example.org")
    pages = [client.get(one.address).text.replace(one.email, "").replace(one.token, "") for one in (known, new)]
    strip = [[line for line in page.splitlines() if "csrfmiddlewaretoken" not in line] for page in pages]
    assert strip[0] == strip[1]
    answers = [client.post(one.address, ANSWERS) for one in (known, new)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert celina.belongs_to(group) and celina.memberships.count() == 2
    celina.refresh_from_db()
    assert celina.first_name == "Celina"
    assert "_auth_user_id" not in client.session


# links that lead nowhere


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("used", "skorzystał"),
        ("expired", "wygasło"),
        ("withdrawn", "wycofane"),
        ("declined", "odrzucone"),
        ("archived", "zakończyła pracę"),
        ("unpublished", "zakończyła pracę"),
        ("joined", "już członkostwo"),
        ("suspended", "już członkostwo"),
        ("came and went", "już członkostwo"),
    ],
)
def test_a_link_that_is_over_says_so_and_does_nothing(
    invite, client, ewa, group, make_user, join, monkeypatch, what, words
):
    invitation = invite()
    if what == "used":
        client.post(invitation.address, ANSWERS)
    elif what == "expired":
        Invitation.objects.update(sent_at=timezone.now() - timedelta(days=30))
    elif what == "withdrawn":
        invitation.withdraw(ewa)
    elif what == "declined":
        assert client.post(f"{invitation.address}odrzuc/").status_code == 200
    elif what == "archived":
        WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    elif what == "unpublished":
        group.unpublish()
    else:
        status = {"joined": "active", "came and went": "ended"}.get(what, what)
        join(make_user("ola"), group, status=status)
    before = Declaration.objects.count(), Membership.objects.count(), Mail.objects.count()
    for answer in (client.get(invitation.address), client.post(invitation.address, ANSWERS | {"given_name": "Inna"})):
        assert answer.status_code == 410
        assert words in answer.text.replace("\xa0", " ")
        assert "ola@example.org" not in answer.text and "Zaproszona" not in answer.text
    assert (Declaration.objects.count(), Membership.objects.count(), Mail.objects.count()) == before


def test_guessed_links_are_not_there(invite, client):
    invitation = invite()
    for token in ("1", invitation.code, invitation.token[:-1], "x" * 43, "nie ma", "%00"):
        assert client.get(f"/zaproszenia/{token}/").status_code == 404
        assert client.post(f"/zaproszenia/{token}/", ANSWERS).status_code == 404
        assert client.post(f"/zaproszenia/{token}/odrzuc/").status_code == 404
    assert invitation.token not in str(Invitation.objects.values())


def test_declining_forgets_the_address(invite, client):
    invitation = invite(given_name="Ola")
    page = client.post(f"{invitation.address}odrzuc/")
    assert page.status_code == client.post(f"{invitation.address}odrzuc/").status_code == 200
    assert (fresh(invitation).email, fresh(invitation).given_name) == ("", "")
    assert invite().pk != invitation.pk  # the group may ask again


def test_after_thirty_days_the_address_is_forgotten(invite):
    invitation, other = invite(given_name="Ola"), invite("iga@example.org")
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(days=30))
    assert Invitation.objects.expire() == 1
    assert Invitation.objects.expire() == 0
    assert (fresh(invitation).email, fresh(invitation).given_name) == ("", "")
    assert fresh(other).email == "iga@example.org"


def test_too_many_tries_are_429(invite, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invited": "2/5m/key"}
    invitation = invite()
    answers = [client.post(invitation.address, {}).status_code for _ in range(3)]
    assert answers == [422, 422, 429]


# inviting


@pytest.mark.parametrize("who", ["karol", "anna", "editor", "admin", "jan"])
def test_only_coordinators_of_the_group_invite_withdraw_and_resend(invite, who, request):
    by, invitation = request.getfixturevalue(who), invite()
    for verb in (Invitation.withdraw, Invitation.resend, lambda _, by: invite("inna@example.org", by=by)):
        with pytest.raises(PermissionDenied):
            verb(invitation, by)
    assert Mail.objects.count() == 1 and fresh(invitation).closed_at is None


def test_an_address_that_waits_is_not_mailed_twice(invite):
    assert invite() == invite("OLA@example.org ")
    assert Mail.objects.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ten_invitations_at_once_are_one(invite):
    assert not at_once(*[invite for _ in range(10)])
    assert Invitation.objects.count() == Mail.objects.count() == 1


def test_who_is_there_is_not_invited(invite, anna, join, jan, group, make_declaration, call):
    join(jan, group, status="suspended")
    with pytest.raises(Refused, match="już jest w grupie"):
        invite("anna@example.org")
    with pytest.raises(Refused, match="zawieszone"):
        invite("jan@example.org")


def test_who_waits_on_the_desk_is_accepted_there_and_who_has_not_confirmed_is_not_told_of(
    call, ewa, group, make_declaration
):
    make_declaration("zofia")
    make_declaration("iga", confirmed=False)
    with pytest.raises(Refused, match="na biurku"):
        Invitation.objects.invite(ewa, group, "zofia@example.org")
    assert Invitation.objects.invite(ewa, group, "iga@example.org")


def test_what_waited_meanwhile_waits_no_longer(call, ewa, group, make_declaration):
    invitation = Invitation.objects.invite(ewa, group, "ola@example.org")
    first = make_declaration("ola")
    came = invitation.accept(given_name="Ola", family_name="Zaproszona", capacity="own")
    first.refresh_from_db()
    assert (first.state, first.choices.get().state) == ("decided", "withdrawn")
    assert came.number in first.notes.get().text
    assert not Declaration.objects.awaiting([group]).exists()
    assert Membership.objects.get(group=group, user=came.user).declaration == came


def test_without_a_call_or_in_an_archived_group_nobody_is_invited(group, ewa, call):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    with pytest.raises(Refused, match="zakończyła pracę"):
        Invitation.objects.invite(ewa, group, "ola@example.org")
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=False)
    call.unpublish()
    with pytest.raises(Refused, match="naboru"):
        Invitation.objects.invite(ewa, group, "ola@example.org")


def test_the_latest_call_of_the_group_is_taken(invite, over, group, call, home):
    from signup.models import CallIndexPage

    today = timezone.localdate()
    later = DeclarationCallPage(
        title="Później", slug="pozniej", opens=today - timedelta(days=30), closes=today - timedelta(days=9)
    )
    later = CallIndexPage.objects.get().add_child(instance=later)
    later.groups = [group]
    later.save_revision().publish()
    assert invite().call.pk == later.pk


def test_resending_renews_the_days_with_the_same_link(invite, ewa):
    invitation = invite()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=29))
    fresh(invitation).resend(ewa)
    assert fresh(invitation).expires_at > timezone.now() + timedelta(days=29)
    assert [invitation.address in mail.text for mail in Mail.objects.all()] == [True, True]
    invitation.withdraw(ewa)
    with pytest.raises(Refused):
        invitation.resend(ewa)


def test_the_inviting_person_is_named_only_if_they_agreed(invite, ewa, agree_to_name):
    invite()
    assert "Ewa" not in Mail.objects.get().text
    agree_to_name(ewa)
    invite("iga@example.org")
    assert "Ewa Próbna zaprasza" in Mail.objects.get(to="iga@example.org").text


def test_an_invitation_outlives_the_coordination_of_who_sent_it(invite, ewa, group):
    invitation = invite()
    Membership.objects.get(user=ewa, group=group).leave(alone=True)
    assert fresh(invitation).accept(given_name="Ola", family_name="Z", capacity="own").state == "decided"


# the screen


@pytest.fixture
def here(group):
    return f"/redakcja/moje-grupy/{group.pk}/"


def test_the_screen_invites_shows_resends_and_withdraws(over, ewa, as_user, here):
    client = as_user(ewa)
    wrong = client.post(f"{here}zaproszenia/", {"email": "nie adres", "given_name": "Ola1"})
    assert wrong.status_code == 422 and "Podaj adres e-mail ze znakiem" in wrong.text and "Ola1" in wrong.text
    assert client.post(f"{here}zaproszenia/", {"email": "ola@example.org", "given_name": "Ola"}).status_code == 302
    invitation = Invitation.objects.get()
    page = client.get(f"{here}osoby/").text
    assert "ola@example.org" in page and invitation.code in page and invitation.token not in page
    assert "1 zaproszenie czeka" in client.get(here).text.replace("\xa0", " ")
    assert client.post(f"{here}zaproszenia/{invitation.code}/ponowienie/").status_code == 302
    assert client.post(f"{here}zaproszenia/{invitation.code}/wycofanie/").status_code == 302
    assert client.post(f"{here}zaproszenia/{invitation.code}/wycofanie/").status_code == 302
    assert client.post(f"{here}zaproszenia/{invitation.code}/ponowienie/").status_code == 422
    assert "ola@example.org" not in client.get(f"{here}osoby/").text
    assert Mail.objects.filter(kind="invitation").count() == 2


def test_the_screen_says_the_same_of_an_address_with_and_without_an_account(over, ewa, celina, as_user, here):
    client = as_user(ewa)
    told = []
    for name in ("celina", "nowa"):
        answer = client.post(f"{here}zaproszenia/", {"email": f"{name}@example.org"}, follow=True)
        told.append([str(message) for message in answer.context["messages"]])
    assert told[0] == told[1]


def test_invitations_of_others_are_not_there(invite, karol, other_group, as_user, here):
    invitation = invite()
    for way in ("ponowienie", "wycofanie"):
        for address in (here, f"/redakcja/moje-grupy/{other_group.pk}/"):
            assert as_user(karol).post(f"{address}zaproszenia/{invitation.code}/{way}/").status_code == 404
        assert as_user(karol).post(f"{here}zaproszenia/{invitation.pk}/{way}/").status_code == 404
    assert as_user(karol).post(f"{here}zaproszenia/", {"email": "iga@example.org"}).status_code == 404
    assert Invitation.objects.open().count() == Mail.objects.count() == 1


def test_one_address_is_not_flooded(over, ewa, as_user, here, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "60/1h/user,2/1d/key"}
    client = as_user(ewa)
    answers = [client.post(f"{here}zaproszenia/", {"email": "ola@example.org"}).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert Mail.objects.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_invited_on_a_phone_without_a_script_she_comes_in_and_leaves_again(
    over, server, new_page, sign_in_as, ewa, group, axe
):
    desk = new_page(java_script_enabled=False)
    sign_in_as(desk, ewa)
    desk.goto(f"{server}/redakcja/moje-grupy/{group.pk}/osoby/")
    desk.get_by_label("Adres e-mail").fill("Ola@example.org")
    desk.get_by_role("button", name="Wyślij zaproszenie").click()
    expect(desk.get_by_role("button", name="Wycofaj: ola@example.org")).to_be_visible()

    ola = new_page(viewport=PHONE, java_script_enabled=False)
    ola.goto(server + Invitation.objects.get().address)
    for label, text in (("Imię", "Ola"), ("Nazwisko", "Zaproszona")):
        ola.get_by_label(label, exact=True).fill(text)
    for statement in ("Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        ola.get_by_role("checkbox", name=statement).check()
    ola.get_by_role("button", name="Dołączam do grupy").click()
    expect(ola.get_by_role("main")).to_contain_text("przyjęta")

    sign_in_as(ola, User.objects.get(email="ola@example.org"))
    ola.goto(f"{server}/konto/")
    ola.get_by_role("link", name="Opuść grupę").click()
    ola.get_by_role("button", name="Opuszczam grupę").click()
    expect(ola.get_by_role("main")).to_contain_text("Nie należysz teraz do żadnej grupy")

    desk.goto(f"{server}/redakcja/moje-grupy/{group.pk}/osoby/?lista=zakonczone")
    expect(desk.get_by_role("link", name="Ola Zaproszona")).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_new_screens_are_accessible(over, server, new_page, sign_in_as, ewa, anna, group, axe):
    invitation = Invitation.objects.invite(ewa, group, "ola@example.org")
    here = f"/redakcja/moje-grupy/{group.pk}/osoby/"
    member = f"{here}{Membership.objects.get(user=anna).code}/"
    pages = [(None, invitation.address, None), (ewa, "/konto/grupy/edukacja/opusc/", None)]
    pages += [(anna, "/konto/", None), (ewa, here, ".desk"), (ewa, member, ".desk")]
    for who, address, part in pages:
        page = new_page(viewport=PHONE)
        if who:
            sign_in_as(page, who)
        page.goto(server + address)
        axe(page, part)


def test_the_versions_that_the_person_read_are_stored(client, invite):
    """A newer clause came while the form was filled in; and a text that was never shown is asked again."""
    invitation = invite()
    ConsentText.write("clause", "Druga.")
    answer = client.post(invitation.address, ANSWERS | {"shown": "clause:9"})
    assert answer.status_code == 422
    assert 'value="clause:2 ' in answer.text
    assert client.post(invitation.address, ANSWERS | {"shown": "clause:1"}).status_code == 302
    assert [one.text.version for one in Declaration.objects.get().consents.all()] == [1]
