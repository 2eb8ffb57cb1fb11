"""A page costs the same for one thing and for twenty."""

from datetime import date

from django.test.utils import CaptureQueriesContext

from portal.models import WorkingGroupPage
from signup.models import DeclarationCallPage
from tests import reading

MOST_QUERIES = 10
DAY = date(2018, 1, 15)
make_meeting, make_news = reading.make_meeting, reading.make_news


def queries(client, address, connection):
    client.get(address)  # content types and the like are read once a process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


# cost


def test_a_page_costs_the_same_for_one_and_for_twenty(
    pages_made_anew, client, group, make_group, make_news, make_meeting, subtests
):
    from django.db import connection

    def add(n):
        groups = list(WorkingGroupPage.objects.all())
        for i in range(n):
            make_news(f"Wiadomość {i}", groups)
            make_meeting(f"Spotkanie {i}", groups, days=i + 1)
            make_meeting(f"Dawne {i}", groups, days=-i - 1)

    def costs():
        addresses = ["/", "/grupy/", "/aktualnosci/", "/spotkania/", "/grupy/edukacja/"]
        return {address: queries(client, address, connection) for address in addresses}

    add(1)
    few = costs()
    for i in range(19):
        make_group(f"Grupa {i}", slug=f"grupa-{i}")
    add(19)
    for address, many in costs().items():
        with subtests.test(address=address):
            assert len(many) == len(few[address]), "\n".join(many)
            assert len(many) <= MOST_QUERIES, "\n".join(many)


def test_calls_boards_and_maps_cost_the_same_for_one_and_for_ten(
    pages_made_anew, client, call, make_group, make_news, make_action, make_user, join, group, subtests
):
    from django.db import connection

    action = make_action("Debaty")

    def add(n):
        index = call.get_parent()
        for _ in range(n):
            number = DeclarationCallPage.objects.count()
            call.groups.add(make_group(f"Grupa {number}"))
            gone = index.add_child(instance=DeclarationCallPage(title=f"Nabór {number}", opens=DAY, closes=DAY))
            gone.groups = call.groups.all()
            gone.save_revision().publish()
            member = make_user(f"osoba{number}")
            join(member, group)
            other = make_action(f"Działanie {number}", by=member)
            action.related.add(other)
            action.comment(member, "Kto policzy koszty?")
            make_news(f"Wiadomość {number}", [group])
        call.save()

    def costs():
        closed = DeclarationCallPage.objects.exclude(pk=call.pk).first()
        addresses = ["/nabory/", call.url, closed.url, "/deklaracja/", action.get_absolute_url(), "/o-centrum/"]
        addresses += [action.roadmap.page.url, "/mapa-strony/", "/sitemap.xml", "/szukaj/?q=wiadomosc", "/partnerzy/"]
        return {address: queries(client, address, connection) for address in addresses}

    add(1)
    few = costs()
    add(9)
    for address, many in costs().items():
        with subtests.test(address=address):
            assert len(many) == len(few[address]), "\n".join(many)
            assert len(many) <= MOST_QUERIES, "\n".join(many)


# the way to a page


def test_the_way_to_a_page_costs_the_same_at_any_depth(client, group, django_assert_num_queries, rf):
    from wagtail.models import Page, Site

    for path in ("grupy/", "grupy/edukacja/", "grupy/edukacja/mapa-drogowa/"):
        Page.route_for_request(rf.get(f"/{path}"), path)  # content types are read once a process
        request = rf.get(f"/{path}")
        Site.find_for_request(request)
        with django_assert_num_queries(3):  # home, the way, the page as itself
            page = Page.route_for_request(request, path).page
            assert [above.slug for above in page.above] == path.split("/")[:-2]
            assert page.get_parent().slug == (path.split("/")[-3] if page.above else page.get_parent().slug)
        with django_assert_num_queries(1):
            assert list(page.get_view_restrictions()) == []
