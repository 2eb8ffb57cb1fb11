"""The log of who saw what: whole, private, and no way to change it unseen."""

import json
import stat
import threading
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from signup.privacy import access_log

pytestmark = pytest.mark.engine

EWA = SimpleNamespace(pk=7)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "log"


def lines(folder):
    return [
        json.loads(text) for path in sorted(folder.glob("access-*.jsonl")) for text in path.read_text().splitlines()
    ]


def test_each_line_says_who_when_what_by_ids_alone(folder):
    at = timezone.make_aware(datetime(2018, 1, 15, 17, 30))
    access_log.write("view", EWA, [SimpleNamespace(pk=42)], at=at)
    access_log.write("accept", EWA, [42], group=SimpleNamespace(pk=3), at=at)
    first, second = lines(folder)
    assert (first["who"], first["act"], first["declarations"]) == (7, "view", [42])
    assert (first["at"], second["group"]) == ("2018-01-15T17:30:00+01:00", 3)
    assert second["before"] != first["before"]


def test_files_are_monthly_and_private(folder):
    for month in (1, 2):
        access_log.write("view", EWA, [1], at=timezone.make_aware(datetime(2018, month, 1)))
    assert [path.name for path in sorted(folder.glob("access-*.jsonl"))] == [
        "access-2018-01.jsonl",
        "access-2018-02.jsonl",
    ]
    for path in [*folder.glob("*"), folder]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert access_log.verify() == (2, None)


def change(text):
    return text.replace('"act":"view"', '"act":"list"', 1)


def drop(number):
    return lambda text: "".join(line for i, line in enumerate(text.splitlines(keepends=True)) if i != number)


@pytest.mark.parametrize(
    "tamper",
    [
        change,
        *(drop(0), drop(1), drop(2)),
        lambda text: "",
        lambda text: text + "x\n",
        lambda text: "\n" + text,
        lambda text: text[:-20],  # a cut end
        lambda text: text[:-1] + " \n",
        lambda text: "".join(reversed(text.splitlines(keepends=True))),
    ],
)
def test_a_changed_or_missing_line_is_found(folder, tamper):
    for number in range(3):
        access_log.write("view", EWA, [number])
    call_command("verify_log")
    [path] = folder.glob("access-*.jsonl")
    path.write_text(tamper(path.read_text()))
    with pytest.raises(CommandError, match="line"):
        call_command("verify_log")


@pytest.mark.parametrize("month", [1, 2, 3])
def test_a_missing_file_is_found(folder, month):
    for each in (1, 2, 3):
        access_log.write("view", EWA, [each], at=timezone.make_aware(datetime(2018, each, 1)))
    (folder / f"access-2018-{month:02}.jsonl").unlink()
    with pytest.raises(CommandError, match="line"):
        call_command("verify_log")


def test_without_the_head_or_with_an_older_one_the_end_is_not_believed(folder):
    for number in range(3):
        access_log.write("view", EWA, [number])
    (folder / "access-head.json").unlink()
    with pytest.raises(CommandError, match="line"):
        call_command("verify_log")


def test_a_process_killed_between_line_and_head_leaves_the_log_whole(folder):
    access_log.write("view", EWA, [1])
    head = (folder / "access-head.json").read_text()
    access_log.write("view", EWA, [2])
    (folder / "access-head.json").write_text(head)
    assert access_log.verify() == (2, None)
    access_log.write("view", EWA, [3])
    assert access_log.verify() == (3, None)


def test_a_clock_that_was_set_back_breaks_no_chain(folder):
    for day in (1, 2, 1):
        access_log.write("view", EWA, [day], at=timezone.make_aware(datetime(2018, day, 1)))
    assert access_log.verify() == (3, None)


def test_a_line_that_is_no_text_is_found(folder):
    access_log.write("view", EWA, [1])
    [path] = folder.glob("access-*.jsonl")
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")
    assert access_log.verify()[1]
    access_log.write("view", EWA, [2])


def test_many_at_once_leave_one_chain(folder):
    threads = [threading.Thread(target=access_log.write, args=("view", EWA, [n])) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert access_log.verify() == (40, None)
