"""Standing behind an action: support, and what comes of it."""

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

    # how the verbs work

    def _is_carried(self):
        """Whether this support is the one that brings it into discussion; that happens once in its life."""
        return (
            self.state == "proposed"
            and self.supports.count() == ENOUGH_SUPPORTS
            and not self.events.filter(kind="moved", by=None).exists()
        )
