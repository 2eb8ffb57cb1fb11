"""What boards keep about a person, and what goes from them when the person is erased (slots of the portal).

What was written for others stays, as of an „osoba usunięta”: the log of a board is never rewritten.
"""

from roadmaps.models import Action, Comment, Event, Roadmap, Support
from signup.kept_about import Entry, Fact, Part

ENDED = ["done", "dropped"]


def kept_about(user):
    """Slot kept_about: proposals, comments, supports, what the person answers for, and the other changes."""
    proposed = Action.objects.filter(created_by=user).order_by("created_at", "pk")
    answered = Action.objects.filter(responsible_members=user).order_by("created_at", "pk")
    comments = Comment.objects.filter(by=user).select_related("action")
    supports = Support.objects.filter(by=user).select_related("action").order_by("at", "pk")
    others = Event.objects.filter(by=user, kind__in=["revised", "moved", "ordered"]).select_related("action")
    return [
        Part("actions", "Zaproponowane działania", [_of(one, _at("Dodane", one.created_at)) for one in proposed]),
        Part("responsible_for", "Działania, za które odpowiadasz", [_of(one) for one in answered]),
        Part("comments", "Komentarze", [_comment(one) for one in comments]),
        Part("supports", "Głosy poparcia", [_of(one.action, _at("Oddany", one.at)) for one in supports]),
        Part("changes", "Zmiany na mapach", [_change(one) for one in others.order_by("at", "pk")]),
    ]


def _at(label, moment):
    return Fact("at", label, moment)


def _of(action, *facts):
    return Entry(action.title, [*facts, Fact("state", "Stan", action.get_state_display())], action.get_absolute_url())


def _comment(comment):
    facts = [
        _at("Kiedy", comment.at),
        Fact("kind", "Rodzaj", comment.get_kind_display()),
        Fact("text", "Treść", comment.text),
    ]
    return Entry(comment.action.title, facts, comment.action.get_absolute_url())


def _change(event):
    facts = [
        _at("Kiedy", event.at),
        Fact("kind", "Co", event.get_kind_display()),
        Fact("note", "Dlaczego", event.note),
    ]
    return Entry(event.action.title, facts, event.action.get_absolute_url())


def forget(user, at):
    """Slot forget: the person stands behind no open action any more; what is done keeps its number."""
    supports = Support.objects.filter(by=user).exclude(action__state__in=ENDED)
    for pk in sorted(set(supports.values_list("action__roadmap", flat=True))):
        roadmap = Roadmap.objects.select_for_update().get(pk=pk)
        for support in supports.filter(action__roadmap=roadmap).select_related("action").order_by("pk"):
            action = support.action
            support.delete()
            roadmap.record("support_withdrawn", action=action, by=user, at=at)
