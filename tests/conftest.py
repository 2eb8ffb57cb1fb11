"""The cast of the tests and a few builders. These people are the tests' own, not the demo's.

Anna is a member of „Edukacja”, Bartek too; Jan has an account but belongs nowhere; Ewa coordinates „Edukacja”;
Celina belongs to „Kooperacja”, which Karol coordinates; Redakcja is an editor; Admin is an administrator;
`client` is nobody.
"""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from tests.again import written_again
from tests.engine import fresh_database

MODEL_BACKEND = "signup.backends.MembershipBackend"


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """A copy of a migrated database instead of the migrations (tests/engine.py)."""
    with django_db_blocker.unblock(), fresh_database(force=request.config.getvalue("create_db")):
        yield


@pytest.fixture(autouse=True)
def _clean_slate(request, settings, tmp_path_factory):
    """No rate limit or file of one test reaches the next."""
    if not request.node.get_closest_marker("browser"):
        # Wagtail's own jobs (the index of the admin's search, the table of references) take a third of a test's
        # time, and only the stories in a browser come where they are read
        settings.TASKS = settings.TASKS | {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    # each test client reads the list of static files anew, unless told to look for a file when it is asked for
    settings.WHITENOISE_AUTOREFRESH = True
    caches["renditions"].clear()  # a picture of another test may have had the same number and content
    settings.ACCOUNT_RATE_LIMITS = False
    settings.DECLARATION_LEAST_SECONDS = 0  # nobody in a test thinks
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def pages_made_anew(transactional_db, settings, monkeypatch):
    """What everybody sees is rendered for each request, with what the process keeps (portal/serving/generations.py)."""
    from portal.serving import generations

    monkeypatch.setattr(generations, "LOOK_EVERY", 3600)  # or a count of queries would depend on the clock
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    caches["local"].clear()


@pytest.fixture
def nothing_kept(home):
    """No page of another test is given to a visitor."""
    from portal.serving import generations

    generations.forget()
    caches["local"].clear()
    caches["pages"].clear()


@pytest.fixture
def home(db):
    from portal.models import HomePage

    return HomePage.objects.get()


@pytest.fixture
def make_group(home):
    """make_group("Tytuł") publishes a working group (and so its roadmap)."""
    from portal.models import GroupIndexPage, WorkingGroupPage

    def publish(title, **fields):
        index = GroupIndexPage.objects.get()
        group = index.add_child(instance=WorkingGroupPage(title=title, purpose="Po co jesteśmy.", **fields))
        group.save_revision().publish()
        return group.pk

    def make(title, **fields):
        pk = written_again(f"group {title} {fields}", lambda: publish(title, **fields))
        return WorkingGroupPage.objects.get(pk=pk)

    return make


@pytest.fixture
def group(make_group):
    return make_group("Edukacja", slug="edukacja")


@pytest.fixture
def other_group(make_group):
    return make_group("Kooperacja", slug="kooperacja")


@pytest.fixture
def make_meeting(home):
    """make_meeting("slug", groups=[group]) publishes a meeting in a week; with live=False it is a draft."""
    from portal.models import MeetingIndexPage, MeetingPage

    def make(slug, groups=(), live=True, **fields):
        starts = timezone.now().replace(microsecond=0) + timedelta(days=7)
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        page = MeetingPage(slug=slug, live=False, **{"title": slug.capitalize(), "place": "Sala"} | times | fields)
        page.groups = list(groups)
        page = MeetingIndexPage.objects.get().add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return MeetingPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def make_news(home):
    """make_news("Tytuł", groups=[group]) publishes a piece of news."""
    from portal.models import NewsIndexPage, NewsPage

    def make(title, groups=(), **fields):
        page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title=title, **{"lead": "Krótko."} | fields))
        page.groups = list(groups)
        page.save_revision().publish()
        return NewsPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def make_user(db):
    """make_user("anna") makes an account with the address anna@example.org."""
    from signup.models import User

    def make(name, **fields):
        fields = {"first_name": name.capitalize(), "last_name": "Próbna"} | fields
        return User.objects.create_user(f"{name}@example.org", **fields)

    return make


@pytest.fixture
def join():
    """join(user, group, role="member") makes an active membership."""
    from signup.models import Membership

    def make(user, group, role="member", **fields):
        return Membership.objects.create(user=user, group=group, role=role, **fields)

    return make


@pytest.fixture
def anna(make_user, join, group):
    user = make_user("anna")
    join(user, group)
    return user


@pytest.fixture
def bartek(make_user, join, group):
    user = make_user("bartek")
    join(user, group)
    return user


@pytest.fixture
def jan(make_user):
    return make_user("jan")


@pytest.fixture
def ewa(make_user, join, group):
    user = make_user("ewa")
    join(user, group, role="coordinator")
    return user


@pytest.fixture
def celina(make_user, join, other_group):
    user = make_user("celina")
    join(user, other_group)
    return user


@pytest.fixture
def karol(make_user, join, other_group):
    user = make_user("karol")
    join(user, other_group, role="coordinator")
    return user


@pytest.fixture
def editor(make_user):
    from django.contrib.auth.models import Group

    user = make_user("redakcja")
    user.groups.add(Group.objects.get(name="Redaktorzy"))
    return user


@pytest.fixture
def author(make_user):
    from django.contrib.auth.models import Group

    user = make_user("autorka")
    user.groups.add(Group.objects.get(name="Autorzy"))
    return user


@pytest.fixture
def admin(make_user):
    return make_user("admin", is_staff=True, is_superuser=True)


@pytest.fixture
def as_user():
    """as_user(anna) is a client that is signed in."""

    def sign_in(user, **options):
        client = Client(**options)
        client.force_login(user, backend=MODEL_BACKEND)
        return client

    return sign_in


@pytest.fixture
def make_declaration(call, group):
    """make_declaration("jan") is a declaration from jan@example.org; with confirmed=True it has reached the desk."""
    from signup.models import Declaration

    def make(name="jan", confirmed=True, at=None, **fields):
        fields = {"given_name": name.capitalize(), "family_name": "Testowy", "groups": [group]} | fields
        declaration = Declaration.objects.send(
            fields.pop("call", call), email=f"{name}@example.org", capacity="own", at=at, **fields
        )
        if confirmed:
            declaration.confirm(at=at)
        return declaration

    return make


@pytest.fixture
def call(home, group):
    """An open call for the group, a week before its deadline."""
    from signup.models import CallIndexPage, DeclarationCallPage

    today = timezone.localdate()
    page = CallIndexPage.objects.get().add_child(
        instance=DeclarationCallPage(
            title="Nabór", slug="nabor", opens=today - timedelta(days=7), closes=today + timedelta(days=7)
        )
    )
    page.groups = [group]
    page.save_revision().publish()
    return DeclarationCallPage.objects.get(pk=page.pk)


@pytest.fixture
def roadmap(group):
    from roadmaps.models import Roadmap

    return Roadmap.objects.get(page__path__startswith=group.path)


@pytest.fixture
def make_action(roadmap, ewa):
    """make_action("Tytuł", state="agreed") is an action of the group's roadmap in that state, proposed by Ewa."""

    def make(title="Debaty przy wspólnym stole", state="proposed", by=None, **fields):
        action = roadmap.add(by or ewa, title=title, description="Cztery rozmowy w roku.", **fields)
        if state != "proposed":
            type(action).objects.filter(pk=action.pk).update(state=state, position=roadmap.end_of(state))
        return type(action).objects.get(pk=action.pk)

    return make


@pytest.fixture
def agree_to_name():
    """agree_to_name(user): the name may be shown in public."""
    from signup.models import Consent, ConsentText

    def agree(user):
        text = ConsentText.objects.filter(kind="public_name").first() or ConsentText.objects.create(
            kind="public_name", version=1, text="Zgadzam się."
        )
        return Consent.objects.create(user=user, text=text)

    return agree


@pytest.fixture
def nobody():
    """A visitor to whom a fault is an answer and not an exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def inside(ewa, as_user):
    """The same for a coordinator."""
    return as_user(ewa, raise_request_exception=False)
