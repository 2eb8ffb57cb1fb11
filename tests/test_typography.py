"""No page that people read lets a line end in a lonely letter, or parts a mark from its word."""

import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from wagtail.models import Page

from portal.models import SitePage
from roadmaps.models import Action
from signup.models import User

LONELY = re.compile(r"(?<![^\W_])[aiouwzAIOUWZ] (?=\S)")
APART = re.compile(r"[^\W_][”»)]? [.,;:!?)”](?=\s|$)")
NOT_READ = {"script", "style", "code", "pre", "textarea", "option", "title"}
# an inline tag goes on with its line, all others begin a new one
WITHIN_A_LINE = {"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "time"}


class Reader(HTMLParser):
    """The visible text of a page, with a line for each element that is no part of a line."""

    def __init__(self):
        super().__init__()
        self.text, self.skipped = [], 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in NOT_READ
        if tag not in WITHIN_A_LINE:
            self.text.append("\n")

    def handle_endtag(self, tag):
        self.skipped -= tag in NOT_READ
        if tag not in WITHIN_A_LINE:
            self.text.append("\n")

    def handle_data(self, data):
        if not self.skipped:
            self.text.append(re.sub(r"[ \n\t]+", " ", data))


def lonely(html):
    reader = Reader()
    reader.feed(html)
    lines = "".join(reader.text).splitlines()
    return [line.strip()[:120] for line in lines if LONELY.search(line) or APART.search(line)]


@pytest.mark.any_engine
def test_no_page_leaves_a_letter_alone_at_the_end_of_a_line_or_a_mark_without_its_word(client, as_user, db, subtests):
    call_command("demo", verbosity=0)
    pages = [page.specific for page in Page.objects.live().filter(depth__gt=1)]
    public = [page.url for page in pages if isinstance(page, SitePage)]
    action, other = (found.get_absolute_url() for found in Action.objects.all()[:2])
    public += [action, other, "/deklaracja/", "/deklaracja/klauzula/", "/deklaracje/wyslano/"]
    public += ["/deklaracja-dostepnosci/", "/mapa-strony/", "/szukaj/", "/szukaj/?q=spotkanie", "/szukaj/?q=zzzxq"]
    public += ["/konto/logowanie/", "/zgloszenie/", "/zgloszenie/wyslano/", "/nie-ma/"]
    anna = as_user(User.objects.get(email="anna@example.org"))
    board = "/grupy/edukacja-obywatelska/mapa-drogowa/"
    own = ["/konto/", board, f"{board}?dodaj=1", action, f"{action}edycja/", f"{action}przenies/"]
    for reader, addresses in ((client, public), (anna, own)):
        for address in addresses:
            with subtests.test(address=address):
                assert not lonely(reader.get(address).content.decode())
