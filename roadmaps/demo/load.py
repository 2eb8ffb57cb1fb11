"""Loads the demo instance with the same verbs that people use, at moments of the past.

What a person would do, a verb does: declarations are sent, confirmed and accepted, actions are proposed,
supported and moved. So numbers, memberships, history and counts are real ones. Pages are made as editors make
them: saved as a revision and published.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.models import MeetingPage, NewsPage, WorkingGroupPage
from roadmaps.demo.actions import ACTIONS
from roadmaps.demo.boards import Boards
from roadmaps.demo.pages import Pages
from roadmaps.demo.people import ADMINISTRATOR, People
from signup.models import Declaration, DeclarationCallPage, Mail, User


class NotEmpty(Exception):
    """The database holds something that is not the demo."""


def load(now: datetime | None = None) -> bool:
    """Load the demo into an empty database. True when it did, False when it was there already."""
    if User.objects.filter(email=ADMINISTRATOR).exists():
        return False
    for model in (User, WorkingGroupPage, NewsPage, MeetingPage, DeclarationCallPage, Declaration):
        if model.objects.exists():
            raise NotEmpty(model._meta.verbose_name_plural)
    with transaction.atomic():
        Demo(now or timezone.now()).load()
    return True


class Demo(People, Pages, Boards):
    """One loading: the pages, people and boards made so far, by the names that the texts use."""

    def __init__(self, now):
        self.now = now
        self.today = timezone.localdate(now)
        self.people = {}

    def load(self) -> None:
        self.accounts()
        self.centre()
        self.groups()
        self.meetings()
        self.news()
        self.calls()
        self.memberships()
        self.waiting_declarations()
        for number, actions in enumerate(ACTIONS, start=1):
            self.board(number, actions)
        self.twice()
        self.last_days()
        self.links()
        # nobody waits for mail about the past
        Mail.objects.all().delete()
        DBTaskResult.objects.all().delete()
