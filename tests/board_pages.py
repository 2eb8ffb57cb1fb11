"""A board with actions in each state, and what its page says."""

import pytest


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def board(roadmap):
    return "/grupy/edukacja/mapa-drogowa/"
