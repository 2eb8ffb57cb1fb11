"""The scheduler: every job in its turn, none held up by another; and /healthz says what does not work."""

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from portal import slots
from portal.management.commands import scheduler
from portal.models import NewsIndexPage, NewsPage
from portal.running import health, jobs
from signup.letters import heartbeat

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch):
    """The scheduler gives its connections back after each job; the test's own transaction lives on one."""
    monkeypatch.setattr(scheduler.connections, "close_all", lambda: None)
    cache.clear()


@pytest.fixture
def make_job():
    """make_job("name", fails=True) is a job that counts its runs."""

    def make(name, fails=False, seconds=60):
        runs = []

        def function():
            runs.append(name)
            if fails:
                raise RuntimeError("nie tym razem")

        return slots.Filling(100, name, function, seconds), runs

    return make


def test_two_schedulers_run_a_job_once_a_period(db, make_job):
    job, runs = make_job("two")
    assert scheduler.run(job) == 60
    assert scheduler.run(job) == scheduler.RETRY  # the other one, or the next start: it looks again soon
    assert runs == ["two"]
    cache.delete("turn:two")  # the period is over
    scheduler.run(job)
    assert runs == ["two", "two"]


def test_jobs_that_run_twice_at_once_do_no_harm(db):
    for job in slots.fillings("job"):
        job.function()
        job.function()
    assert heartbeat.DBTaskResult.objects.filter(task_path=heartbeat.heartbeat.module_path).count() == 1


def test_a_job_that_fails_stops_no_other_and_is_told(db, monkeypatch, make_job, caplog):
    failing, failures = make_job("failing", fails=True)
    good, runs = make_job("good")
    monkeypatch.setattr(scheduler.slots, "fillings", lambda slot: (failing, good))
    monkeypatch.setattr(scheduler.signal, "signal", lambda number, handler: None)
    rounds = iter([False, False, False, True])  # the questions that the loop asks: the rounds are one
    monkeypatch.setattr(scheduler.threading.Event, "is_set", lambda event: next(rounds))
    monkeypatch.setattr(scheduler.threading.Event, "wait", lambda event, seconds: None)
    with caplog.at_level(logging.ERROR, "portal.scheduler"):
        call_command("scheduler")
    assert (failures, runs) == (["failing"], ["good"])
    assert "“failing” failed" in caplog.text and "nie tym razem" in caplog.text


def test_a_page_is_published_and_taken_back_when_its_time_has_come(home, client, monkeypatch):
    now = timezone.now()
    index = NewsIndexPage.objects.get()

    def planned(title, **times):
        page = index.add_child(instance=NewsPage(title=title, lead="Lead.", live=False))
        for name, moment in times.items():
            setattr(page, name, moment)
        page.save_revision().publish()
        return page

    due = planned("Dziś", go_live_at=now + timedelta(hours=1))
    later = planned("Jutro", go_live_at=now + timedelta(days=1))
    over = planned("Wczoraj", expire_at=now + timedelta(hours=1))
    assert client.get(due.url).status_code == 404 and client.get(over.url).status_code == 200
    publish = next(job for job in slots.fillings("job") if job.function is jobs.publish_scheduled)
    assert publish.seconds == 60
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1, seconds=30))
    scheduler.run(publish)
    assert [client.get(page.url).status_code for page in (due, later, over)] == [200, 404, 404]


def test_a_page_that_cannot_be_published_holds_up_no_other(home, client):
    index, now = NewsIndexPage.objects.get(), timezone.now()
    pages = []
    for title in ("Pierwsza", "Druga"):
        page = index.add_child(instance=NewsPage(title=title, lead="A.", live=False))
        revision = page.save_revision(approved_go_live_at=now - timedelta(minutes=2 - len(pages)))
        pages.append(page)
        if title == "Pierwsza":
            revision.content["date"] = "nie data"
            revision.save()
    with pytest.raises(ExceptionGroup) as told:  # the scheduler writes it into the log
        jobs.publish_scheduled()
    assert len(told.value.exceptions) == 1
    assert [client.get(page.url).status_code for page in pages] == [404, 200]


def test_health_names_the_part_that_fails(client, transactional_db):
    heartbeat.beat()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"process": "ok", "database": "ok", "queue": "failed"})
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"process": "ok", "database": "ok", "queue": "ok"})


def test_health_without_a_database_is_503_and_json(client, db, caplog):
    def away(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.7 failed")

    with connection.execute_wrapper(away), caplog.at_level(logging.DEBUG, health.log.name):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"process": "ok", "database": "failed", "queue": "unknown"}
    assert "10.0.0.7" in caplog.text and "10.0.0.7" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
