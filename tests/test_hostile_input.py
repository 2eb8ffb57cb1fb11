"""Whatever somebody sends: no answer is a fault of ours, and nothing that was typed becomes markup."""

from itertools import product

import pytest
from django.urls import reverse

from portal.serving.middleware import Request
from roadmaps.models import Action
from tests.hostile import Running, encoded, faults
from tests.thorough import sample

pytestmark = pytest.mark.engine

TEXTS = [
    "</textarea></script><script>alert(1)</script><svg/onload=alert(1)>",
    "\"'><img src=x onerror=alert(1)><iframe srcdoc='<b>'></iframe>",
    '<a hx-get="/konto/wylogowanie/" hx-trigger="load" href="javascript:alert(1)">x</a>',
    "https://example.org/\"onmouseover='alert(1)' http://a.example.org/<script>alert(1)</script> javascript:alert(1)",
    "{{ settings.SECRET_KEY }} {% debug %} ${7*7} &lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "%s %(name)s %00 {0.__class__} {}",
    "%",
    "' OR 1=1; DROP TABLE signup_user; -- \\ \" * _ NOT AND NEAR(a b)",
    "zero\x00byte",
    "\ud800 alone \ufffe\uffff\ufeff\u2028",
    "\u202eodwrócone\u202c \u200f\u061c z\u0351\u0352\u0353 🧑‍🧒‍🧒 İıſßŁ ﷽",
    "a\r\nBcc: eve@example.org\r\n\r\nx",
    "9" * 30,
    "9" * 5000,
    "-1",
    "0001-05",
    "0999-Q2",
    "x" * 10_000,
    "- \n" * 1500,
    "<(" * 1500,
]


# the two that engines take in different ways
ALWAYS = [text for text in TEXTS if "\x00" in text or "\ud800" in text]


@pytest.fixture(autouse=True)
def _requests_of_the_real_door(monkeypatch):
    monkeypatch.setattr("django.test.client.WSGIRequest", Request)


def test_what_is_typed_into_forms_is_taken_or_refused_and_never_runs(call, make_action, inside, nobody):
    action = make_action()
    page = action.roadmap.page.url
    add = reverse("action_add", args=[action.roadmap.pk])
    to = {what: reverse(f"action_{what}", args=[action.pk]) for what in ("comment", "support", "move", "edit")}
    texts = ["goal", "audience", "partners", "resources", "indicator", "responsible_organisations"]
    person = ["given_name", "family_name", "email", "groups", "capacity", "org_kind", "org_name", "stmt_adult"]
    answers = []

    def send(client, address, text, *names, more=""):
        form = encoded(text, *names) + more
        answer = client.post(address, form, content_type="application/x-www-form-urlencoded")
        answers.append(((address, names, text), answer))

    texts_sent = sample(TEXTS, "typed into forms", one_in=4, always=ALWAYS)
    for text in texts_sent:
        send(inside, add, f"Tytuł {text}"[:120], "title", "description", *texts)
        send(inside, add, text, "description", "term", "horizon", "related", more="&title=Spacery")
        send(inside, add, text, "term", more="&title=Spacery&description=Tak.")
        send(inside, add, text, "responsible_members", more="&title=Spacery&description=Tak.")
        send(inside, to["comment"], text[:2000], "text")
        send(inside, to["comment"], text, "kind", more="&text=Tak.")
        send(inside, to["support"], text, "cast")
        send(inside, to["move"], text, "to", "note")
        send(inside, to["edit"], text, "title", "description", "base", "note")
        send(nobody, reverse("send_declaration", args=["nabor"]), text, *person)
        send(nobody, "/konto/logowanie/", text, "email", "next")
        send(nobody, "/konto/logowanie/pokaz/", text, "account", "next")
        queries = [f"/szukaj/?{encoded(text, 'q', 'strona')}", f"{page}?dodaj=1&{encoded(text, 'stan', 'widok')}"]
        queries += [f"/aktualnosci/?{encoded(text, 'strona')}", f"/spotkania/?{encoded(text, 'grupa')}"]
        answers += [(query, nobody.get(query)) for query in [*queries, f"/konto/logowanie/?{encoded(text, 'next')}"]]
    written = list(Action.objects.all())
    assert len(written) > len(texts_sent) / 2
    shown = ["/", action.roadmap.group.url, f"{page}?dodaj=1", to["edit"], to["move"]]
    shown += [one.get_absolute_url() for one in written]
    answers += [(address, inside.get(address)) for address in shown]
    assert faults(answers) == []
    pages = [(sent, answer) for sent, answer in answers if answer.get("Content-Type", "").startswith("text/html")]
    assert [(sent, found) for sent, answer in pages if (found := Running(answer.text).found)] == []


PATHS = [
    "/%00",
    "/a%00b/",
    "/grupy/%00/",
    "/%ff%fe/",
    "/grupy/%ed%a0%80/",
    "/" + "a/" * 2000,
    "//evil.example.org/",
    "/media/",
    "/media/%00",
    "/media/%ff",
    "/media/" + "x" * 5000,
    "/media/..%2fsecret_key",
    "/media/../secret_key",
    "/static/%00",
    "/dzialania/0/",
    "/dzialania/" + "9" * 30 + "/",
    "/dzialania/" + "9" * 5000 + "/glos/",
    "/mapy/" + "9" * 30 + "/dzialania/",
    "/deklaracja/klauzula/70000/",
    "/deklaracja/klauzula/" + "9" * 30 + "/",
    "/deklaracje/%00/",
    "/deklaracje/%ed%a0%80/",
    "/deklaracje/nabor/" + "a" * 5000 + "/",
    "/konto/wejscie/zzzzzzzzzzzzz/a-b/",
    "/konto/wejscie/%00/%00/",
    "/dokumenty/" + "9" * 30 + "/%ff",
    "/redakcja/deklaracje/" + "9" * 30 + "/",
    "/redakcja/deklaracje/ABCD-EFGH/" + "9" * 30 + "/przyjmij/",
    "/redakcja/api/main/pages/",
    "/?" + "a=1&" * 2000,
    "/szukaj/?q=%ff&q=a&strona=" + "9" * 30,
    "/szukaj/?q=%00&strona=-1",
]


def test_no_address_is_a_fault(call, inside, nobody):
    methods = ("get", "head", "post", "put", "options")
    clients = (nobody, inside)
    asked = sample(product(clients, PATHS, methods), "addresses")
    answers = [((how, path), getattr(who, how)(path)) for who, path, how in asked]
    answers += [(path, nobody.get(path)) for path in PATHS]
    assert faults(answers) == []


HEADERS = [
    {"content-type": "text/html; charset=rot13"},
    {"content-type": "text/html; charset=utf-7"},
    {"content-type": "application/x-www-form-urlencoded; charset=utf-16"},
    {"content-type": "multipart/form-data; boundary=x; charset=utf-7"},
    {"content-type": "multipart/form-data"},
    {"content-type": "application/json"},
    {"content-length": "-1"},
    {"content-length": "9" * 6000},
    {"host": "evil.example.org"},
    {"host": "[::"},
    {"cookie": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000\\000"'},
    {"cookie": "sessionid=\xff\xfe\xff\xfeaaaaaaaa; csrftoken=\xff; messages=x:y:z"},
    {"referer": "http://[", "origin": "http://["},
    {"x-forwarded-for": "x, y", "x-forwarded-host": "evil.example.org"},
    {"hx-request": "true", "hx-current-url": "http://[", "hx-target": "\xff"},
    {"hx-request": "true", "hx-history-restore-request": "true"},
]
BODY = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--x--\r\n&text=%zz\xff\x00&&=&'


def test_no_way_of_asking_is_a_fault(call, make_action, inside, nobody):
    action = make_action()
    addresses = [
        "/",
        "/szukaj/",
        "/konto/logowanie/",
        "/konto/logowanie/pokaz/",
        "/deklaracje/nabor/nabor/",
        "/redakcja/",
    ]
    addresses += [reverse("action_comment", args=[action.pk]), reverse("action_edit", args=[action.pk])]
    answers = []
    for address, headers in sample(product(addresses, HEADERS), "ways of asking"):
        form = {"content-type": "application/x-www-form-urlencoded"} | headers
        answers.append(((headers, address), nobody.get(f"{address}?q=%2B2AA-", headers=headers)))
        answers.append(((headers, address, "POST"), inside.generic("POST", address, BODY, headers=form)))
        answers.append(((headers, address, "POST"), nobody.generic("POST", address, BODY, headers=form)))
    assert faults(answers) == []


def test_what_cannot_be_read_gets_a_page_in_polish(nobody, home):
    answer = nobody.get("/", headers={"host": "evil.example.org"})
    assert answer.status_code == 400
    assert "Nie rozumiemy" in answer.text
    assert "unsafe" not in answer["Content-Security-Policy"]
