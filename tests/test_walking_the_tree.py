"""Editors and administrators do anything with any page, in any order: the tree and people's work come through whole.

One random walk through the real screens of the admin. SEED=… walks the same way again (tests/thorough.py).
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Revision
from wagtail.test.utils.form_data import querydict_from_html

from portal.models import ContentPage, GroupIndexPage, NewsIndexPage, NewsPage
from roadmaps.models import Action, Event, Roadmap, Support
from signup.models import Declaration, DeclarationChoice, Membership
from tests.page_tree import whole
from tests.thorough import SEED, chance, steps

pytestmark = pytest.mark.engine

ADMIN = "/redakcja/pages"
BULK = "/redakcja/bulk/wagtailcore/page"
LISTS = ("/", "/grupy/", "/spotkania/", "/aktualnosci/", "/nabory/", "/deklaracja/", "/mapa-strony/", "/sitemap.xml")
LISTS += ("/aktualnosci/rss/", "/spotkania/kalendarz.ics", "/szukaj/?q=nowina")
WORK = (Membership, Declaration, DeclarationChoice, Action, Event, Support)


class Walk:
    """The acts of the walk; each is posted as an editor's browser would, and told in `done`."""

    def __init__(self, desks):
        self.desks, self.chance, self.done, self.number = desks, chance("walking the tree"), [], 0

    def step(self):
        self.number += 1
        who, self.desk = self.chance.choice(sorted(self.desks.items()))
        name = self.chance.choice([name for name in dir(self) if name.startswith("do_")])
        page = self.any_page()
        self.done.append(f"{self.number}. {who} {name[3:]} {page.url_path} ({page.pk})")
        getattr(self, name)(page)

    def any_page(self, kind=Page):
        return self.chance.choice(list(kind.objects.filter(depth__gt=1).order_by("path"))).specific

    def post(self, address, data=None):
        answer = self.desk.post(address, data or {}, follow=True)
        assert answer.status_code < 500, self.story(f"{answer.status_code} of {address}")

    def story(self, what):
        return f"SEED={SEED}: {what} after\n" + "\n".join(self.done)

    # what is done

    def edited(self, page, address=None, **changes):
        """The form of a page as it comes, with these changes, sent back; nothing if the person may not see it."""
        answer = self.desk.get(address or f"{ADMIN}/{page.pk}/edit/", follow=True)
        assert answer.status_code < 500, self.story(f"{answer.status_code} of the form")
        if "page-edit-form" in answer.text:
            data = querydict_from_html(answer.text, form_id="page-edit-form").copy()
            for name in changes:
                data[name] = changes[name]
            self.post(f"{ADMIN}/{page.pk}/edit/", data)

    def do_write_a_draft(self, page):
        self.edited(page, title=f"{page.title[:60]} {self.number}")

    def do_publish(self, page):
        self.edited(page, **{"action-publish": "1"})

    def do_rename(self, page):
        if page.depth > 3:
            self.edited(page, slug=f"nowy-{self.number}", **{"action-publish": "1"})

    def do_schedule(self, page):
        at = timezone.localtime() + timedelta(days=3)
        which = self.chance.choice(["go_live_at", "expire_at"])
        self.edited(page, **{which: f"{at:%d.%m.%Y %H.%M}", "action-publish": "1"})

    def do_wait_for_what_is_scheduled(self, page):
        before = timezone.now() - timedelta(minutes=1)
        Revision.objects.exclude(approved_go_live_at=None).update(approved_go_live_at=before)
        Page.objects.exclude(expire_at=None).update(expire_at=before)
        call_command("publish_scheduled", verbosity=0)

    def do_revert(self, page):
        revision = self.chance.choice([*page.revisions.order_by("pk")] or [None])
        if revision:
            changes = {"revision": revision.pk, "action-publish": "1"}
            self.edited(page, f"{ADMIN}/{page.pk}/revisions/{revision.pk}/revert/", **changes)

    def do_create(self, page):
        made = {"title": f"Nowina {self.number}", "slug": f"nowina-{self.number}", "date": "2026-05-05", "lead": "Raz."}
        made |= {"purpose": "Po co.", "action-publish": "1", "body-count": "0", "comments-TOTAL_FORMS": "0"}
        made |= {f"comments-{name}_FORMS": "0" for name in ("INITIAL", "MIN_NUM", "MAX_NUM")}
        parent, kind = self.chance.choice(
            [
                (NewsIndexPage.objects.get(), "newspage"),
                (GroupIndexPage.objects.get(), "workinggrouppage"),
                (self.any_page(ContentPage), "contentpage"),
            ]
        )
        self.post(f"{ADMIN}/add/portal/{kind}/{parent.pk}/", made)

    def do_copy(self, page):
        parent = self.chance.choice([page.get_parent(), page.get_parent(), self.any_page()])
        data = {"new_title": f"Kopia {self.number}", "new_slug": f"kopia-{self.number}", "new_parent_page": parent.pk}
        boxes = [box for box in ("copy_subpages", "publish_copies", "alias") if self.chance.random() < 0.5]
        self.post(f"{ADMIN}/{page.pk}/copy/", data | dict.fromkeys(boxes, "on"))

    def do_move(self, page):
        there = self.chance.choice([self.any_page(), self.any_page(ContentPage)])
        self.post(f"{ADMIN}/{page.pk}/move/{there.pk}/confirm/")

    def do_put_first(self, page):
        self.post(f"{ADMIN}/{page.pk}/set_position/?position=0")

    def do_unpublish(self, page):
        self.post(f"{ADMIN}/{page.pk}/unpublish/", self.chance.choice([{}, {"include_descendants": "on"}]))

    def do_delete(self, page):
        self.post(f"{ADMIN}/{page.pk}/delete/", {"confirm_site_name": "Drogowskaz"})

    def do_part_an_alias(self, page):
        self.post(f"{ADMIN}/{page.pk}/convert_alias/")

    def do_restrict(self, page):
        kind = self.chance.choice(["none", "login"])
        self.post(f"{ADMIN}/{page.pk}/privacy/", {"restriction_type": kind})

    def do_in_bulk(self, page):
        act = self.chance.choice(["delete", "unpublish", "publish", "move"])
        pages = {page.pk, self.any_page().pk, self.any_page().pk}
        query = "&".join(f"id={pk}" for pk in sorted(pages))
        data = {"chooser": self.any_page(ContentPage).pk, "confirm_site_name": "Drogowskaz"}
        data |= self.chance.choice([{}, {"include_descendants": "on"}])
        self.post(f"{BULK}/{act}/?next=/redakcja/&{query}", data)


@pytest.fixture
def walk(group, other_group, home, make_action, make_declaration, make_meeting, anna, editor, admin, as_user):
    """A site at work."""
    make_action().support(anna)
    make_declaration("olga")
    make_meeting("narada", groups=[group, other_group])
    news = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko."))
    news.groups = [group]
    news.save_revision().publish()
    above = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka"))
    above.add_child(instance=ContentPage(title="Regały", slug="regaly", live=False)).save_revision()
    above.save_revision()
    desks = {"redakcja": editor, "admin": admin}
    return Walk({name: as_user(person, raise_request_exception=False) for name, person in desks.items()})


def work():
    """All that people have done, by its keys."""
    boards = Roadmap.objects.filter(last_event__gt=0).values_list("pk", "page", "last_event")
    return [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in WORK], list(boards)


def answers(walk, pages, addresses):
    """Each page is read by everybody when it is public, and by nobody when it is not published."""
    nobody, shut = Client(raise_request_exception=False), PageViewRestriction.objects.exists()
    for page in pages:
        page = page.specific
        status = nobody.get(page.url).status_code
        expected = {200, 302} if shut else {200}
        assert status in (expected if page.live else {301, 302, 404}), walk.story(f"{status} of {page.url}")
    for address in addresses:
        status = nobody.get(address).status_code
        assert status < 500, walk.story(f"{status} of {address}")


def test_whatever_editors_do_the_tree_and_peoples_work_come_through_whole(walk):
    before = work()
    for _ in range(steps(30, 300)):
        walk.step()
        try:
            assert whole()
        except AssertionError as broken:
            raise AssertionError(walk.story(broken)) from broken
        assert work() == before, walk.story("people's work is lost or doubled")
        pages = list(Page.objects.filter(depth__gt=1).order_by("path"))
        answers(walk, walk.chance.sample(pages, min(3, len(pages))), walk.chance.sample(LISTS, 3))
    answers(walk, Page.objects.filter(depth__gt=1), LISTS)
    done = set(PageLogEntry.objects.values_list("action", flat=True))
    assert len(done) > 5, walk.story(f"hardly anything was done: {done}")
