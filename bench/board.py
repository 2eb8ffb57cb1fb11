"""What boards of 10 to 1,000 actions cost: queries, bytes, milliseconds; and what a press on „Popieram” costs.

Texts are made of many words by a seeded chance, so that they do not repeat and compress like people's. Milliseconds of
pages are medians of the test client in one process. The press is timed over HTTP beside a bare vote view (the same
server, database and session; Django's default middleware, an upsert, a sum, a small template), under 16 clients, and in
a real Chromium, from the press until the button says so. Prints one JSON object a line; the last ones are the bars.
"""

import gzip
import http.client
import multiprocessing
import os
import random
import re
import shutil
import socket
import statistics
import sys
import threading
import time
from urllib.parse import quote

from pages import browser, do_not_keep_pages, figures, prepare, say, serve, start, the_portal_anew

SIZES = (10, 30, 150, 300, 1000)
SEED = 2018
MEMBER, COORDINATOR = "anna@example.org", "koordynator@example.org"
READERS = {"visitor": None, "member": MEMBER, "coordinator": COORDINATOR}
REQUESTS = 15  # of which the median is taken
PRESSES, CLIENTS, SECONDS = 40, 16, 3
MOST = {"visitor": 8, "member": 12, "coordinator": 12}  # queries
OPENING = 25_000  # bytes, compressed
EVERYTHING = {"visitor": 110_000, "member": 140_000}
MOST_FOR_A_VOTE, MOST_TIMES_BARE, MOST_TIMES_LONGER, MOST_UNTIL_SEEN = 11, 5, 1.5, 100

# what texts are made of, kind by kind
LEXICON = """
what: warsztaty spacery debaty dyżury szkolenie przewodnik spotkania konsultacje kampania festyn poradnik
    wolontariat katalog mapa giełda biblioteka punkt partnerstwo fundusz ogród kawiarenka pracownia akademia
    spółdzielnia klub staż dzień przegląd bank panel narada ankieta audyt świetlica wymiana wypożyczalnia
whose: obywatelskie sąsiedzkie międzypokoleniowe młodzieżowe księgowe prawne osiedlowe społeczne senioralne szkolne
    rowerowe kulturalne ekologiczne rodzinne miejskie gminne wspólne otwarte comiesięczne próbne wędrowne cyfrowe
for_whom: mieszkanek organizacji stowarzyszeń seniorów uczennic nauczycielek rodziców wolontariuszek przedsiębiorców
    urzędników bibliotekarek opiekunów sołtysów spółdzielni fundacji cudzoziemców studentek sąsiadów radnych
where: dzielnicach bibliotekach szkołach Śródmieściu świetlicach parafiach Gołębiowie parkach urzędzie przychodniach
    domach Ustroniu kawiarni internecie sołectwach Borkach spółdzielniach Glinicach ośrodku
verbs: zbieramy opisujemy sprawdzamy pokazujemy uzgadniamy łączymy odwiedzamy drukujemy tłumaczymy prowadzimy
    oddajemy liczymy rozmawiamy wspieramy uczymy zapraszamy porównujemy naprawiamy szukamy organizujemy
things: potrzeby umowy statuty pomysły sale narzędzia dotacje terminy dokumenty uwagi przepisy rowery dyżury zasady
    wnioski petycje lokale podręczniki sprawozdania budżety ulotki nagrania wyniki zgody kontakty doświadczenia
    błędy
"""
HOW = [
    "co miesiąc",
    "raz w kwartale",
    "wspólnie z urzędem",
    "bez opłat",
    "po godzinach",
    "małymi krokami",
    "w dwóch turach",
    "od września",
    "przy jednym stole",
    "na próbę",
    "z tłumaczeniem",
    "dla chętnych",
]
WHO = [
    "Stowarzyszenie „Przykład”",
    "Fundacja Demo",
    "Spółdzielnia Socjalna „Wzór”",
    "Miejska Biblioteka Wzorcowa, Filia nr 4",
    "Koło Gospodyń Wiejskich „Próbne”",
    "Federacja Organizacji Pozarządowych Regionu Przykładowego",
    "Hufiec Demo",
    "",
    "",
]


def lexicon():
    """{kind: words}"""
    found = {}
    for word in LEXICON.split():
        if word.endswith(":"):
            found[kind := word[:-1]] = []
        else:
            found[kind].append(word)
    return found


def text_of(chance):
    """(title, description): now short, now of an awkward length."""
    words = lexicon()

    def one(kind):
        return chance.choice(words[kind])

    title = f"{one('what')} {one('whose')}"
    if chance.random() < 0.8:
        title += f" dla {one('for_whom')}"
    if chance.random() < 0.4:
        title += f" w {one('where')}"
    if chance.random() < 0.15:
        title += f" i {one('what')} {one('whose')} dla {one('for_whom')}"
    sentences = [
        f"{one('verbs')} {one('things')} i {one('things')} {one('for_whom')} w {one('where')}, {chance.choice(HOW)}."
        for _ in range(chance.choice([1, 2, 2, 3, 4, 8]))
    ]
    return title[:1].upper() + title[1:120], " ".join(line[:1].upper() + line[1:] for line in sentences)


def make_group(title):
    from portal.models import GroupIndexPage, WorkingGroupPage

    index = GroupIndexPage.objects.get()
    group = index.add_child(instance=WorkingGroupPage(title=title, purpose="Grupa do pomiaru."))
    group.save_revision().publish()
    return group


def make_members(group, number):
    """So many members, Anna and the coordinator of the demo among them."""
    from signup.models import Membership, User

    people = [User.objects.get(email=MEMBER)]
    people += [
        User(email=f"osoba{n}.{group.pk}@example.org", first_name="Osoba", last_name=f"{n}") for n in range(number)
    ]
    User.objects.bulk_create(people[1:])
    Membership.objects.bulk_create(Membership(user=user, group=group) for user in people)
    coordinator = User.objects.get(email=COORDINATOR)
    Membership.objects.create(user=coordinator, group=group, role="coordinator")
    return people


def fill(size, seed=SEED):
    """A group whose board has so many actions, spread over all states, with votes and comments."""
    from datetime import date, timedelta

    from roadmaps.models import Action, Comment, Roadmap, Support
    from roadmaps.out.search import index_action

    chance = random.Random(f"{seed} {size}")
    group = make_group(f"Tablica {size}")
    people = make_members(group, 20)
    roadmap = Roadmap.objects.get(page__path__startswith=group.path)
    states = [state for state, _ in Action.STATES]
    actions = []
    for n in range(size):
        title, description = text_of(chance)
        action = Action(roadmap=roadmap, state=states[n % 6], position=n // 6 + 1, title=title, description=description)
        action.created_by, action.responsible_organisations = chance.choice(people), chance.choice(WHO)
        if chance.random() < 0.7:
            action.term, action.term_precision = date(2027, 1, 31) + timedelta(days=30 * (n % 20)), "month"
            action.horizon = chance.choice(["short", "medium", "long"])
        actions.append(action)
    Action.objects.bulk_create(actions)
    Support.objects.bulk_create(
        Support(action=action, by=user, wording=1)
        for action in actions
        for user in chance.sample(people, chance.randrange(9))
    )
    Comment.objects.bulk_create(
        Comment(action=action, by=chance.choice(people), text="Zgoda.")
        for action in actions
        for _ in range(chance.randrange(4))
    )
    for action in actions:
        index_action(Action, action)
    roadmap.last_event = size
    roadmap.save()
    return roadmap


def weight(engine, size, what, who, body):
    packed = len(gzip.compress(body, 6))
    say(board=size, what=what, reader=who, engine=engine, bytes=len(body), compressed=packed)


def measure(engine, roadmaps):
    """Queries, bytes and milliseconds of each board for each reader, without a server."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clients = {who: browser(email) for who, email in READERS.items()}
    for size, roadmap in roadmaps.items():
        address = roadmap.page.url
        for who, client in clients.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            assert answer.status_code == 200
            weight(engine, size, "opening", who, answer.content)
            say(board=size, reader=who, engine=engine, queries=len(queries))
            weight(engine, size, "everything", who, client.get(f"{address}?wszystkie=1").content)
    for who, client in clients.items():
        took = {size: [] for size in roadmaps}
        for _ in range(REQUESTS):  # by turns, so that a busy moment meets all of them
            for size, roadmap in roadmaps.items():
                began = time.perf_counter()
                client.get(roadmap.page.url)
                took[size].append((time.perf_counter() - began) * 1000)
        for size, times in took.items():
            say(board=size, reader=who, engine=engine, median_ms=round(statistics.median(times), 1))
    word = quote("wolontariatem")
    for query in (f"slowa={word}", "porzadek=glosy", "kto=Fundacja+Demo", "moje=1"):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            assert clients["member"].get(f"{roadmaps[1000].page.url}?{query}").status_code == 200
            times.append((time.perf_counter() - began) * 1000)
        say(board=1000, filter=query, engine=engine, median_ms=round(statistics.median(times), 1))


NO_QUESTION = re.compile("SAVEPOINT|RELEASE|BEGIN|COMMIT")  # these are sent too


def queries_of_a_vote(engine, roadmap):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(MEMBER)
    action = roadmap.actions.filter(state="discussed").exclude(supports__by__email=MEMBER).first()
    for cast in "10":
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(f"/dzialania/{action.pk}/glos/", {"cast": cast}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        # savepoints and locks are sent too, but ask nothing
        asked = [
            query
            for query in queries.captured_queries
            if not re.match("(SAVEPOINT|RELEASE|BEGIN|COMMIT)", query["sql"])
        ]
        say(vote="queries", cast=cast, engine=engine, queries=len(asked))


# the bare view: what a vote costs whoever does the least


def lay_bare_tables(pks):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("create table bare_action(id integer primary key, title varchar(120), votes integer)")
        cursor.execute(
            "create table bare_vote(action integer, person integer, on_it integer, primary key(action, person))"
        )
        cursor.executemany("insert into bare_action values(%s, 'Działanie', 0)", [[pk] for pk in pks])


def bare_vote(request, pk):
    from django.db import connection, transaction
    from django.http import HttpResponse
    from django.template import engines

    person, cast = request.user.pk, int(request.POST["cast"])
    with transaction.atomic(), connection.cursor() as cursor:
        upsert = "insert into bare_vote values(%s, %s, %s) on conflict(action, person) do update set on_it = %s"
        cursor.execute(upsert, [pk, person, cast, cast])
        cursor.execute("select count(*) from bare_vote where action = %s and on_it = 1", [pk])
        votes = cursor.fetchone()[0]
        cursor.execute("update bare_action set votes = %s where id = %s", [votes, pk])
        cursor.execute("select title from bare_action where id = %s", [pk])
        title = cursor.fetchone()[0]
    card = (
        "<article><h3>{{ title }}</h3><b>{{ votes }}</b><button aria-pressed='{{ cast }}'>Popieram</button></article>"
    )
    return HttpResponse(engines["django"].from_string(card).render({"title": title, "votes": votes, "cast": cast}))


def the_bare_vote():
    from django.core.wsgi import get_wsgi_application
    from django.urls import path

    from portal import settings

    settings.MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "allauth.account.middleware.AccountMiddleware",  # its app asks for it
    ]
    settings.ROOT_URLCONF = (path("dzialania/<int:pk>/glos/", bare_vote),)
    return get_wsgi_application()


class Served:
    """A server of its own on a port of its own."""

    def __init__(self, loader):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = multiprocessing.get_context("spawn").Process(target=serve, args=[loader, self.port])

    def __enter__(self):
        self.process.start()
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self.port
            except OSError:
                assert self.process.is_alive() and time.monotonic() < deadline, "the server did not start"
                time.sleep(0.1)

    def __exit__(self, *error):
        self.process.terminate()
        self.process.join()


TOKEN = "a" * 32


class Presser:
    """One member over one connection that is kept open."""

    def __init__(self, port, session):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = f"sessionid={session}; csrftoken={TOKEN}"

    def send(self, method, address, body=None):
        headers = {"Host": "localhost", "Cookie": self.cookies, "HX-Request": "true"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.link.request(method, address, body=body, headers=headers)
        answer = self.link.getresponse()
        return answer.status, answer.read().decode()

    def press(self, pk, cast):
        return self.send("POST", f"/dzialania/{pk}/glos/", f"cast={cast}&csrfmiddlewaretoken={TOKEN}")


def session_of(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="signup.backends.MembershipBackend")
    return client.cookies["sessionid"].value


def votes(engine, roadmap):
    """A vote over HTTP, by turns here and at the bare view; then sixteen clients at once."""
    from signup.models import User

    pks = list(roadmap.actions.filter(state="discussed").values_list("pk", flat=True)[:PRESSES])
    lay_bare_tables(pks)
    group = roadmap.group
    people = list(User.objects.filter(memberships__group=group, memberships__role="member").order_by("pk")[:CLIENTS])
    sessions = [session_of(user) for user in people]
    from django.db import connection

    connection.close()
    with Served(the_portal_anew) as ours, Served(the_bare_vote) as bare:
        took = {"ours": [], "bare": []}
        pressers = {"ours": Presser(ours, sessions[0]), "bare": Presser(bare, sessions[0])}
        for pk in [*pks[:5], *pks]:
            for cast in "10":
                for name, presser in pressers.items():
                    began = time.perf_counter()
                    status, body = presser.press(pk, cast)
                    took[name].append((time.perf_counter() - began) * 1000)
                    assert status == 200 and "Popieram" in body, (name, status, body[:300])
        medians = {name: round(statistics.median(times[20:]), 2) for name, times in took.items()}
        say(vote="over HTTP", engine=engine, **{f"{name}_ms": ms for name, ms in medians.items()})
        crowd(engine, ours, sessions, pks, roadmap.page.url)
        seen(engine, ours, sessions[0], roadmap.page.url)


def crowd(engine, port, sessions, pks, address):
    """Sixteen members press and read at once; a body that is not whole is a failure."""
    wrong, done, until = [], [0] * len(sessions), time.perf_counter() + SECONDS

    def work(place):
        presser, chance = Presser(port, sessions[place]), random.Random(place)
        while time.perf_counter() < until:
            if chance.random() < 0.3:
                status, body = presser.send("GET", f"{address}?stan=w-dyskusji")
                whole = "ogloszenie" in body and body.count("<article") > 100
            else:
                status, body = presser.press(chance.choice(pks), chance.choice("01"))
                whole = body.startswith("<article") and body.rstrip().endswith("</hx-partial>")
            done[place] += 1
            if status != 200 or not whole:
                wrong.append((status, body[:100]))

    threads = [threading.Thread(target=work, args=[place]) for place in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(vote="by sixteen at once", engine=engine, clients=len(sessions), answers=sum(done), failed=len(wrong))
    if wrong:
        print(wrong[:3], file=sys.stderr)


PRESS = """async (name) => {
  const button = document.querySelector(name);
  const before = button.ariaPressed;
  const began = performance.now();
  const seen = new Promise((done) => new MutationObserver((_, it) => {
    const now = document.querySelector(name);
    if (!now || now.ariaPressed === before) return;
    it.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  }).observe(document.querySelector("#tablica"), {subtree: true, childList: true, attributes: true}));
  button.click();
  return seen;
}"""


def seen(engine, port, session, address):
    """Milliseconds from a press in a real browser until the button says so."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context(locale="pl-PL", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.goto(f"http://localhost:{port}{address}?stan=w-dyskusji", wait_until="networkidle")
        names = page.eval_on_selector_all("#w-dyskusji .support", "all => all.map(one => '#' + one.id)")[:20]
        times = [page.evaluate(PRESS, name) for name in names]
        chromium.close()
    say(vote="seen in a browser", engine=engine, presses=len(times), median_ms=round(statistics.median(times), 1))


def bars(engine):
    """The worst of each kind of figure beside what it must be."""

    def of(name, **like):
        return figures(name, engine=engine, **like)

    def bar(name, most, worst, **more):
        say(bar=name, engine=engine, most=most, worst=worst, **more)

    for who, most in MOST.items():
        counts = of("queries", reader=who)
        bar(f"queries of a board, {who}", most, max(counts), same_for_all=len(set(counts)) == 1)
    bar("opening page, compressed", OPENING, max(of("compressed", what="opening")))
    for who, most in EVERYTHING.items():
        bar(f"everything, {who}, compressed", most, max(of("compressed", what="everything", reader=who)))
    for who in READERS:
        (few,), (many,) = (of("median_ms", board=size, reader=who) for size in (150, 1000))
        bar(f"1,000 / 150 actions, {who}", MOST_TIMES_LONGER, round(many / few, 2))
    bar("queries of a vote", MOST_FOR_A_VOTE, max(of("queries", vote="queries")))
    (ours,), (bare,) = of("ours_ms"), of("bare_ms")
    bar("vote / bare vote view", MOST_TIMES_BARE, round(ours / bare, 2))
    bar("failed bodies at 16 clients", 0, max(of("failed")))
    bar("ms until a press is seen", MOST_UNTIL_SEEN, max(of("median_ms", vote="seen in a browser")))


def main(engine):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    do_not_keep_pages()
    prepare()
    roadmaps = {size: fill(size) for size in SIZES}
    measure(engine, roadmaps)
    queries_of_a_vote(engine, roadmaps[1000])
    votes(engine, roadmaps[1000])
    bars(engine)


if __name__ == "__main__":
    start(main, __file__)
