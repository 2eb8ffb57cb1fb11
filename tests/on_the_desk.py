"""The desk of coordinators: its address, who works on it, what it shows and what its log says."""

import json

import pytest

DESK = "/redakcja/deklaracje/"


@pytest.fixture(autouse=True)
def log(settings, tmp_path):
    """log() gives the lines of the log of who saw what: (act, number of declarations)."""
    settings.DATA_DIR = tmp_path

    def lines():
        files = sorted((tmp_path / "log").glob("access-*.jsonl"))
        found = [json.loads(text) for file in files for text in file.read_text().splitlines()]
        return [(line["act"], len(line["declarations"])) for line in found]

    return lines


@pytest.fixture
def desk(ewa, as_user):
    return as_user(ewa)
