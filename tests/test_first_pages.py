"""A new instance starts with its fixed pages."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.editing import first_pages
from portal.models import ContentPage, HomePage, MeetingIndexPage, MeetingPage
from signup.declaring import views as declaring
from signup.models import Mail


def test_a_new_instance_has_home_and_fixed_pages(home):
    assert HomePage.objects.count() == 1
    addresses = {page.url for page in home.get_descendants().live()}
    assert {"/kontakt/", "/regulamin/", "/polityka-prywatnosci/", "/o-centrum/", "/partnerzy/", "/nabory/"} <= addresses


def section(page, heading):
    """The text below a heading of a fixed page, up to the next one."""
    assert f"<h2>{heading}</h2>" in page, heading
    return page.split(f"<h2>{heading}</h2>")[1].split("<h2>")[0]


def read(client, address):
    return client.get(address).text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Kto prowadzi serwis", "<dt>Nazwa</dt>"),
        ("Co serwis umożliwia", "Deklaracja udziału"),
        ("Czego potrzeba", "przeglądarka"),
        ("Jak korzystamy z serwisu", "Nie wolno umieszczać treści bezprawnych"),
        ("Jak zgłosić treść", 'href="/zgloszenie/"'),
        ("Początek i koniec", "Konto zaczyna działać"),
        ("Reklamacje", "14 dni"),
    ],
)
def test_the_terms_say_what_the_law_wants(client, home, heading, said):
    assert said in section(read(client, "/regulamin/"), heading)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("1. Kto jest administratorem danych", "<dt>Nazwa</dt>"),
        ("2. Inspektor ochrony danych", "inspektora"),
        ("3. Po co i na jakiej podstawie", "art. 6 ust. 1 lit. b"),
        ("3. Po co i na jakiej podstawie", "art. 6 ust. 1 lit. a"),
        ("3. Po co i na jakiej podstawie", "Rozpatrzenie zgłoszenia treści"),
        ("4. Komu przekazujemy dane", "pocztę"),
        ("5. Przekazywanie poza Europejski Obszar Gospodarczy", "Nie przekazujemy"),
        ("6. Jak długo przechowujemy dane", "7 dni"),
        ("6. Jak długo przechowujemy dane", "zgłoszenie treści"),
        ("7. Jakie prawa przysługują", "sprzeciw"),
        ("8. Cofnięcie zgody", "w dowolnym momencie"),
        ("9. Skarga", "Prezesa Urzędu Ochrony Danych Osobowych"),
        ("10. Czy trzeba podać dane", "dobrowolne"),
        ("11. Decyzje automatyczne", "Nie podejmujemy decyzji"),
        ("Pliki cookies", "sessionid"),
        ("Pliki cookies", "csrftoken"),
        ("Pliki cookies", "messages"),
    ],
)
def test_the_privacy_text_has_every_element_of_article_13(client, home, heading, said):
    assert said in section(read(client, "/polityka-prywatnosci/"), heading)


def test_the_list_of_cookies_matches_those_that_are_set(client, anna, as_user):
    """Whatever a visitor, somebody who signs in and a member get; the admin's own is set by its script."""
    said = section(read(client, "/polityka-prywatnosci/"), "Pliki cookies")
    client.get("/konto/logowanie/")
    client.post("/konto/logowanie/", {"email": "anna@example.org"})
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", Mail.objects.get(kind="login_code").text).group()
    client.post("/konto/logowanie/kod/", {"code": code})
    member = as_user(anna)
    member.get("/konto/moje-dane/")
    told = member.post("/konto/moje-dane/zgody/image/", {"cast": "0"})
    found = {*client.cookies, *member.cookies, *told.cookies}
    assert found == {"sessionid", "csrftoken", "messages", "urzadzenie"}
    assert {*re.findall(r"<strong>(\w[\w-]*)[:…]*</strong>", said)} == found | {
        "wagtail_sidebar_collapsed",
        "szkic-deklaracji",
        "wyslana-deklaracja",
        "wyslane",
        "czeka",
        declaring.SENT,  # whoever sends a declaration (tests/test_declaring.py)
        "tekst",
    }
    assert (settings.SESSION_COOKIE_AGE, settings.CSRF_COOKIE_AGE // 86400) == (14 * 86400, 364)


def test_laying_again_changes_nothing(home):
    ContentPage.objects.get(slug="regulamin").delete()
    first_pages.lay()
    assert not ContentPage.objects.filter(slug="regulamin").exists()


def test_publishing_a_group_makes_its_roadmap_once(group):
    from roadmaps.models import Roadmap

    group.save_revision().publish()
    assert Roadmap.objects.count() == 1


def test_the_first_text_of_each_page_can_be_brought_back(home, roadmap, ewa, group):
    starts = timezone.now() + timedelta(days=1)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "place": "Sala"}
    meeting = MeetingPage.write(
        ewa, MeetingIndexPage.objects.get(), groups=[group], publish=True, title="Narada", **when
    )
    laid = home.get_descendants(inclusive=True).exclude(pk=group.pk)
    assert {meeting.pk, roadmap.page_id} < set(laid.values_list("pk", flat=True))
    offered = set(PageLogEntry.objects.filter(content_changed=True).values_list("revision", flat=True))
    assert [page.title for page in laid if not offered.issuperset(page.revisions.values_list("pk", flat=True))] == []
