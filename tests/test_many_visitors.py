"""When many open a page at once that nobody has opened yet, it is made once, and nobody waits for long."""

import threading
import time

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from portal.models import ContentPage
from portal.serving import generations, single_flight

pytestmark = pytest.mark.django_db(transaction=True)

VISITORS = 20


@pytest.fixture
def page(home):
    page = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka", lede="O bibliotece."))
    page.save_revision().publish()
    generations.forget()
    caches["local"].clear()
    caches["pages"].clear()
    Client().get("/kontakt/")  # the process knows the present generation
    return page


@pytest.fixture
def make(monkeypatch):
    """make(what): from now on a page is made by `what(number)` first, the first one as number 1."""
    made, own = [], ContentPage.get_context

    def begin(what):
        def get_context(page, *args, **kwargs):
            made.append(page.slug)
            what(len(made))
            return own(page, *args, **kwargs)

        monkeypatch.setattr(ContentPage, "get_context", get_context)
        return made

    return begin


def all_at_once(address, number=VISITORS):
    """[(status, seconds that it took)] of so many visitors."""
    found, ready = [], threading.Barrier(number)

    def visit():
        try:
            client = Client(raise_request_exception=False)
            ready.wait()
            began = time.monotonic()
            found.append((client.get(address).status_code, time.monotonic() - began))
        finally:
            connection.close()

    threads = [threading.Thread(target=visit) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_a_page_that_many_ask_for_is_made_once(page, make):
    made = make(lambda number: time.sleep(0.3))
    assert [status for status, _ in all_at_once(page.url)] == [200] * VISITORS
    assert made == ["biblioteka"]


def test_made_up_parameters_do_not_make_it_anew_either(page, make):
    made = make(lambda number: time.sleep(0.3))
    addresses = iter([f"{page.url}?utm={number}" for number in range(VISITORS)])
    found, ready = [], threading.Barrier(VISITORS)

    def visit(address):
        ready.wait()
        found.append(Client().get(address).status_code)
        connection.close()

    threads = [threading.Thread(target=visit, args=[address]) for address in addresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * VISITORS and made == ["biblioteka"]


def test_when_making_it_fails_the_others_do_not_wait_for_ever(page, make):
    def fail_at_first(number):
        if number == 1:
            time.sleep(0.3)
            raise ZeroDivisionError

    made = make(fail_at_first)
    statuses = sorted(status for status, _ in all_at_once(page.url))
    assert statuses == [200] * (VISITORS - 1) + [500]
    assert made and not single_flight._makers


def test_when_making_it_takes_long_the_others_make_it_themselves(page, make, monkeypatch):
    monkeypatch.setattr(single_flight, "WAIT", 0.2)
    slow = threading.Event()
    make(lambda number: slow.wait(20) if number == 1 else None)
    first = threading.Thread(target=all_at_once, args=[page.url, 1])
    first.start()
    while not single_flight._makers:
        time.sleep(0.01)
    assert {status for status, _ in all_at_once(page.url, 5)} == {200}
    assert first.is_alive(), "they did not wait for it"
    slow.set()
    first.join()
    assert not single_flight._makers


def test_nobody_waits_inside_a_transaction(page, monkeypatch):
    monkeypatch.setattr(single_flight, "_makers", None)  # whoever came here would fail
    with transaction.atomic():
        assert Client().get(page.url).status_code == 200


def test_searches_and_forms_do_not_wait_for_each_other(page, call, monkeypatch):
    """They are not the same for everybody, so none could be given to another."""
    monkeypatch.setattr(single_flight, "_makers", None)
    for address in ("/szukaj/?q=biblioteka", "/konto/logowanie/", "/nie-ma.html"):
        assert Client().get(address).status_code in {200, 404}
