"""What boards keep about a person."""

from django.db.models import Prefetch

from roadmaps.models import Action, Comment, Event, Mention, Objection, Pledge, Support
from roadmaps.rules.names import public_name
from signup.models import User
from signup.privacy.facts import Entry, Fact, Part

# what other parts tell already
TOLD_ELSEWHERE = ["added", "commented", "supported", "pledged", "objected"]


def kept_about(user: User) -> list[Part]:
    """Slot kept_about: proposals, comments, all that stands behind actions, and the other changes in their log."""
    proposed = Action.objects.filter(created_by=user).order_by("created_at", "pk")
    answered = Action.objects.filter(responsible_members=user).order_by("created_at", "pk")
    named = Mention.objects.prefetch_related(Prefetch("user", User.objects.with_consent_to_name()))
    comments = Comment.objects.filter(by=user).select_related("action").prefetch_related(Prefetch("mentions", named))
    supports = Support.objects.filter(by=user).select_related("action").order_by("at", "pk")
    pledges = Pledge.objects.filter(by=user).select_related("action")
    objections = Objection.objects.filter(by=user).select_related("action")
    visits = user.visits.select_related("roadmap__page")
    others = Event.objects.filter(by=user).exclude(kind__in=TOLD_ELSEWHERE).select_related("action")
    return [
        Part("actions", "Zaproponowane działania", [_of(one, _at("Dodane", one.created_at)) for one in proposed]),
        Part("responsible_for", "Działania, za które odpowiadasz", [_of(one) for one in answered]),
        Part("comments", "Komentarze", [_comment(one) for one in comments]),
        Part("supports", "Głosy poparcia", [_of(one.action, _at("Oddany", one.at)) for one in supports]),
        Part("pledges", "Oferty pomocy", [_given(one, one.text) for one in pledges]),
        Part("objections", "Zastrzeżenia", [_given(one, one.reason) for one in objections]),
        Part("changes", "Zmiany na mapach", [_change(one) for one in others.order_by("at", "pk")]),
        Part("visits", "Ostatnie wizyty na mapach", [_visit(one) for one in visits]),
    ]


def _at(label, moment):
    return Fact("at", label, moment)


def _of(action, *facts):
    return Entry(action.title, [*facts, Fact("state", "Stan", action.get_state_display())], action.get_absolute_url())


def _comment(comment):
    facts = [
        _at("Kiedy", comment.at),
        Fact("kind", "Rodzaj", comment.get_kind_display()),
        Fact("text", "Treść", comment.words(public_name)),
    ]
    return Entry(comment.action.title, facts, comment.action.get_absolute_url())


def _given(given, words):
    return _of(given.action, _at("Kiedy", given.at), Fact("text", "Treść", words))


def _change(event):
    facts = [
        _at("Kiedy", event.at),
        Fact("kind", "Co", event.get_kind_display()),
        Fact("note", "Dlaczego", event.note),
    ]
    if event.action is None:
        return Entry("Mapa drogowa", facts)
    return Entry(event.action.title, facts, event.action.get_absolute_url())


def _visit(visit):
    return Entry(visit.roadmap.group.title, [_at("Kiedy", visit.at)])
