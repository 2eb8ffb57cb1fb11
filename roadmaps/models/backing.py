"""Standing behind an action: support, and what comes of it."""

from roadmaps.wording import material

# so many supports bring a proposal into discussion, once
ENOUGH_SUPPORTS = 3


class Backing:
    """The verbs of support."""

    def support(self, by, at=None):
        """Give a member's support; a second time changes nothing. The third moves a proposal into discussion."""
        with self._changed(by, at) as (roadmap, standing, at):
            standing.demand("member")
            if self.supports.filter(by=by).exists():
                return
            self._demand("support", standing)
            self.supports.create(by=by, wording=self.version, at=at)
            roadmap.record("supported", action=self, by=by, at=at)
            if self._is_carried():
                self._put(roadmap, "discussed", None, at)

    def withdraw_support(self, by, at=None):
        """Take a member's support back; without one nothing changes."""
        with self._changed(by, at) as (roadmap, standing, at):
            standing.demand("member")
            if not self.supports.filter(by=by).exists():
                return
            self._demand("support", standing)
            self.supports.filter(by=by).delete()
            roadmap.record("support_withdrawn", action=self, by=by, at=at)

    def weigh_supports(self):
        """Mark the supports whose wording the text has left behind (roadmaps/wording.py), and only those.

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
            and self.supports.count() == ENOUGH_SUPPORTS
            and not self.events.filter(kind="moved", by=None).exists()
        )
