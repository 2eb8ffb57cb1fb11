"""Who stands behind an action, who offers help, who objects: numbers for everybody, the rest for members."""

from dataclasses import dataclass

from roadmaps.models import Action
from roadmaps.shown.differences import compare


@dataclass
class Involvement:
    """What the page of an action shows of its people. Lists are empty for whoever is no member of the group."""

    stale: int
    helpers: int
    objectors: int
    pledges: list
    objections: list
    my_pledge: object = None
    my_objection: object = None
    question: object = None


@dataclass
class Question:
    """„Czy nadal popierasz?”: what has changed, by words, since the wording that a person supported."""

    rows: list  # of Difference
    duplicate: object  # the action that it was given for, if another one


def involvement(action: Action) -> Involvement:
    """The involvement in an action that knows its reader and its counts (from the gate: `role`, `may`, for_page)."""
    role, counts = action.role, (action.stale, action.helpers, action.objectors)
    if not role.is_member:
        return Involvement(*counts, [], [])
    pledges = list(action.pledges.select_related("by"))
    objections = list(action.objections.select_related("by"))
    return Involvement(
        *counts,
        pledges,
        objections,
        next((one for one in pledges if one.by_id == role.user.pk), None),
        next((one for one in objections if one.by_id == role.user.pk), None),
        _question(action),
    )


def _question(action):
    """What to ask a supporter of an earlier wording, once, while support can still be given or taken back."""
    if not (action.mine_stale and action.may["support"]) or action.is_masked_for(action.role):
        return None
    support = action.supports.select_related("came_from").get(by=action.role.user)
    given_for = support.came_from or action
    if support.asked_at or given_for.is_masked_for(action.role):
        return None
    rows = compare(given_for.snapshot_at(support.wording), action.snapshot())
    return Question(rows, support.came_from)
