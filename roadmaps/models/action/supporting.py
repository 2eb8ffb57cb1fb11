"""Being for an action, or wary of it: support, help that is offered, objections."""

from datetime import datetime

from roadmaps.models.support import Support
from roadmaps.rules.permissions import Refused
from roadmaps.rules.wording import material
from signup.models import User

# so many supports bring a proposal into discussion, once
ENOUGH_SUPPORTS = 3


class Supporting:
    """The verbs of support, help and objections. Each sets what is meant; doing it again changes nothing."""

    def support(self, by: User, at: datetime | None = None) -> None:
        """Give a member's support; a second time changes nothing. The third moves a proposal into discussion."""
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("member")
            if self.mine:
                return
            self._demand("support", role)
            self.mine = self.supports.create(by=by, wording=self.version, at=at).pk
            self.votes += 1
            roadmap.record("supported", action=self, by=by, at=at)
            if self._is_carried():
                self._move_to(roadmap, "discussed", None, at)

    def withdraw_support(self, by: User, at: datetime | None = None) -> None:
        """Take a member's support back, also what it left at duplicates; without one nothing changes."""
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("member")
            if not self.mine:
                return
            self._demand("support", role)
            for key in [self.mine, *self._left_at_duplicates(by)]:
                Support(pk=key, action=self).delete()  # of this board, all of them
            self.mine, self.mine_stale = None, False
            self.votes -= 1
            roadmap.record("support_withdrawn", action=self, by=by, at=at)

    def confirm_support(self, by: User, seen: int | None = None, at: datetime | None = None) -> None:
        """Support the text as it is now, after an earlier wording; refused when it is no longer the version `seen`."""
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("member")
            support = self._own_support(by)
            if not support.stale:
                return
            self._demand("support", role)
            if seen not in (None, self.version):
                raise Refused("Tekst zmienił się jeszcze raz, przed chwilą. Przeczytaj różnicę i potwierdź głos.")
            if support.came_from_id:
                # from now on the person stands behind both; what was given for the duplicate waits there
                Support.objects.create(action_id=support.came_from_id, by=by, wording=support.wording, at=support.at)
            support.wording, support.stale, support.asked_at, support.came_from = self.version, False, None, None
            support.save()
            self.mine_stale = False
            roadmap.record("support_confirmed", action=self, by=by, at=at)

    def leave_support(self, by: User, at: datetime | None = None) -> None:
        """Leave the support as it is, given for an earlier wording: the question is not put again for that wording."""
        with self._changed(by, at) as (_, role, at):
            role.demand("member")
            support = self._own_support(by)
            if support.stale and not support.asked_at:
                support.asked_at = at
                support.save(update_fields=["asked_at"])

    def pledge(self, by: User, kind: str, text: str, at: datetime | None = None) -> None:
        """Offer help: one offer a person, which a second one replaces."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("pledge", role)
            self._set(roadmap, "pledged", self.pledges, by, at, kind=kind, text=text.strip())

    def withdraw_pledge(self, by: User, at: datetime | None = None) -> None:
        """Take the offer back, in every state; without one nothing changes."""
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("member")
            if self.pledges.filter(by=by).delete()[0]:
                roadmap.record("pledge_withdrawn", action=self, by=by, at=at)

    def object(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Object, with a reason: one objection a person, which a second one replaces."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("object", role)
            if not reason.strip():
                raise Refused("Napisz, na czym polega zastrzeżenie.")
            self._set(roadmap, "objected", self.objections, by, at, reason=reason.strip())

    def withdraw_objection(self, by: User, at: datetime | None = None) -> None:
        """Take the objection back, in every state; without one nothing changes."""
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("member")
            if self.objections.filter(by=by).delete()[0]:
                roadmap.record("objection_withdrawn", action=self, by=by, at=at)

    def forget_left_at_duplicates(self, by: User) -> None:
        """What this person gave to duplicates that were merged into this action must not come back with them."""
        Support.objects.filter(action__merged_into=self, by=by).delete()

    def mark_stale_supports(self) -> None:
        """Mark the supports whose wording the text has left behind (roadmaps/rules/wording.py), and only those.

        A support that came from a duplicate is weighed in the wording that the duplicate had.
        """
        supports = list(self.supports.select_related("came_from"))
        texts = {}
        for source in {support.came_from or self for support in supports}:
            wordings = {support.wording for support in supports if (support.came_from or self) == source}
            texts |= {(source.pk, version): text for version, text in source.snapshots_at(wordings).items()}
        now = self.snapshot() if supports else None
        stale = {key for key, text in texts.items() if material(text, now)}
        turned = {True: [], False: []}
        for support in supports:
            is_stale = (support.came_from_id or self.pk, support.wording) in stale
            if is_stale != support.stale:
                turned[is_stale].append(support.pk)
        for is_stale, keys in turned.items():
            if keys:
                self.supports.filter(pk__in=keys).update(stale=is_stale)

    # how the verbs work

    def _is_carried(self):
        """Whether this support is the one that brings it into discussion; that happens once in its life."""
        return (
            self.state == "proposed"
            and self.votes == ENOUGH_SUPPORTS
            and not self.events.filter(kind="moved", by=None).exists()
        )

    def _left_at_duplicates(self, by):
        """The keys of what this person gave to duplicates of this action, too."""
        if not self.has_duplicates:
            return []
        return list(Support.objects.filter(action__merged_into=self, by=by).values_list("pk", flat=True))

    def _own_support(self, by):
        support = self.supports.select_related("came_from").filter(by=by).first()
        if support is None:
            raise Refused("Twój głos jest już wycofany.")
        return support

    def _set(self, roadmap, event, rows, by, at, **said):
        """Let the person's one row of this kind say so; the event is written only if it said something else before."""
        row = rows.filter(by=by).first() or rows.model(action=self, by=by, at=at)
        if row.pk and all(getattr(row, name) == value for name, value in said.items()):
            return
        for name, value in said.items():
            setattr(row, name, value)
        row.clean_fields(exclude=["action", "by"])
        row.save()
        roadmap.record(event, action=self, by=by, at=at)
