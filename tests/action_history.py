"""An action whose history is looked at, and what its page tells of it."""

import pytest
from django.utils import timezone

NOW = timezone.now()
OPIS = "Cztery rozmowy w roku. Zapraszamy mieszkańców."


@pytest.fixture
def action(anna, roadmap):
    return roadmap.add(anna, title="Debaty przy stole", description=OPIS, goal="Zgoda.", at=NOW)


def html_of(client, action, query=""):
    return client.get(action.get_absolute_url() + query).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def newest(action):
    return action.events.order_by("-number").first()
