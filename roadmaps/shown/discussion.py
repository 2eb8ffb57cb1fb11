"""What is shown of a discussion: comments with their answers and objections among them, as one reader may see them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from roadmaps.models import Action, Comment, Mention
from roadmaps.rules.names import name_among_members, public_name
from roadmaps.rules.permissions import Role
from roadmaps.shown.involvement import Involvement
from signup.models import User

# so many entries stand at the beginning and at the end of a long discussion; the rest is a link away
ENDS = 50
# so long one's own comment is undone by one press
UNDO = timedelta(minutes=10)


@dataclass
class ShownComment:
    """A comment or an answer: who said what, which face it has, and what this reader may do with it."""

    comment: object
    who: str
    text: str
    face: str  # visible, hidden or deleted
    own: bool
    fresh: bool  # own, and so new that it is undone without a question
    answers: list = field(default_factory=list)

    kind = "comment"

    @property
    def at(self) -> datetime:
        return self.comment.at


@dataclass
class ShownObjection:
    """An objection, for members."""

    objection: object
    who: str
    own: bool

    kind = "objection"

    @property
    def at(self) -> datetime:
        return self.objection.at


@dataclass
class Discussion:
    """What stands on the page, in its order; `left` entries between `first` and `last` are not shown."""

    first: list
    last: list
    left: int


def discussion(action: Action, known: Involvement, whole: bool = False) -> Discussion:
    """The discussion under an action that knows its reader (`role`); `known` is its involvement."""
    role = action.role
    mine = known.my_objection
    objections = [ShownObjection(one, name_among_members(one.by), one == mine) for one in known.objections]
    entries = sorted([*_threads(action, role), *objections], key=_order)
    if whole or len(entries) <= 2 * ENDS:
        first, last = entries, []
    else:
        first, last = entries[:ENDS], entries[-ENDS:]
    _add_names([entry for entry in [*first, *last] if entry.kind == "comment"], role)
    return Discussion(first, last, len(entries) - len(first) - len(last))


def shown_comment(comment: Comment, role: Role) -> ShownComment:
    """One comment alone, without its answers."""
    entry = _entry(comment, role)
    _add_names([entry], role)
    return entry


def _threads(action, role):
    """The comments, each with its answers; a place without words and without answers is none."""
    entries, answers = {}, []
    for comment in action.comments.order_by("at", "pk"):
        if comment.reply_to_id is None:
            entries[comment.pk] = _entry(comment, role)
        elif not comment.deleted_at:
            answers.append(_entry(comment, role))
    for answer in answers:
        entries[answer.comment.reply_to_id].answers.append(answer)
    return [entry for entry in entries.values() if entry.face != "deleted" or entry.answers]


def _entry(comment, role):
    face = "deleted" if comment.deleted_at else "hidden" if comment.hidden_reason else "visible"
    own = role.may_write and comment.by_id == role.user.pk
    return ShownComment(comment, "", "", face, own, own and comment.at > timezone.now() - UNDO)


def _add_names(entries, role):
    """Say who speaks and who is spoken of: members by their names, to everybody else as those agreed. Four queries."""
    entries = [each for entry in entries for each in (entry, *entry.answers)]
    people = User.objects.with_consent_to_name()
    mentions = Mention.objects.prefetch_related(Prefetch("user", people))
    comments = [entry.comment for entry in entries]
    prefetch_related_objects(comments, Prefetch("by", people), Prefetch("mentions", mentions))
    name = name_among_members if role.is_member else public_name
    for entry in entries:
        if entry.face == "deleted":
            continue
        entry.who = name(entry.comment.by)
        if entry.face == "visible" or role.is_coordinator:
            entry.text = entry.comment.words(name)


def _order(entry):
    pinned = entry.comment.pinned_at if entry.kind == "comment" else None
    return (pinned is None, entry.at)
