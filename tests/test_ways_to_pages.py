"""The way to a page is shut where a page above it is shut, and nothing that is public tells of what is behind."""

from wagtail.models import PageViewRestriction

from portal.models import ContentPage
from tests import reading
from tests.reading import read

make_meeting, make_news = reading.make_meeting, reading.make_news


def test_drafts_and_private_pages_are_nowhere(client, group, make_news, make_meeting):
    draft = make_news("Szkic wiadomości", [group])
    draft.unpublish()
    private = make_meeting("Spotkanie zarządu", [group])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make_news("Wiadomość publiczna", [group])
    for address in ("/", group.url, "/aktualnosci/", "/spotkania/", "/mapa-strony/", "/szukaj/?q=wiadomość"):
        page = read(client, address)
        assert "Szkic wiadomości" not in page
        assert "Spotkanie zarządu" not in page
    assert "Wiadomość publiczna" in read(client, "/")


def test_a_private_group_is_nowhere(client, group, other_group, make_news):
    make_news("Wspólna wiadomość", [group, other_group])
    PageViewRestriction.objects.create(page=other_group, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/", "/grupy/", "/aktualnosci/", "/spotkania/", "/mapa-strony/", "/szukaj/?q=wspólna"):
        page = read(client, address)
        assert group.title in page and other_group.title not in page, address
    assert other_group.title not in client.get("/nie-ma/").content.decode()
    assert client.get("/aktualnosci/?grupa=kooperacja").status_code == 404


def test_addresses_that_only_begin_like_a_page_are_404(client, home, group):
    long = "/grupy/edukacja/" + "a/" * 500
    for path in ("/grupy/edukacja/nic/", "/edukacja/", "/grupy/grupy/", f"/{home.slug}/", long):
        assert client.get(path).status_code == 404
    group.get_parent().specific.unpublish()  # as Wagtail has it: what is below stays
    assert client.get("/grupy/").status_code == 404
    assert client.get("/grupy/edukacja/").status_code == 200


def test_privacy_reaches_whatever_is_below(client, group):
    PageViewRestriction.objects.create(page=group.get_parent(), restriction_type="login")
    assert client.get("/grupy/edukacja/mapa-drogowa/").status_code == 302
    assert client.get("/aktualnosci/").status_code == 200


def test_no_public_page_tells_of_a_private_one_below(client, home, group):
    about = home.add_child(instance=ContentPage(title="Dla wszystkich", slug="dla-wszystkich"))
    below = about.add_child(instance=ContentPage(title="Kartoteka zarządu", slug="kartoteka"))
    in_menu = home.add_child(instance=ContentPage(title="Kartoteka biura", slug="biuro", show_in_menus=True))
    board = group.get_children().get()
    for page in (below, in_menu, board):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for address in ("/", "/grupy/", "/dla-wszystkich/"):
        assert "Kartoteka" not in read(client, address)
    page = read(client, group.url)
    assert "Ostatnie zmiany" not in page and "Cała mapa" not in page


def test_nobody_is_asked_for_a_shared_password(editor, as_user, home):
    page = as_user(editor).get(f"/redakcja/pages/{home.pk}/privacy/").json()["html"]
    assert 'value="login"' in page and 'value="password"' not in page


def test_an_alias_is_as_private_as_its_source(client, home):
    secret = home.add_child(instance=ContentPage(title="Tajne", slug="tajne"))
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    secret.create_alias(parent=home, update_slug="jawne")
    assert client.get("/jawne/").status_code == 302
