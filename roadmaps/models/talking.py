"""Talking about an action."""

from .comment import Comment


class Talking:
    """The verbs of the discussion."""

    def comment(self, by, text, kind="comment", at=None):
        """Say something under it."""
        with self._changed(by, at) as (roadmap, standing, at):
            self._demand("comment", standing)
            comment = Comment(action=self, by=by, text=text.strip(), kind=kind, at=at)
            comment.clean_fields(exclude=["action", "by"])
            comment.save()
            roadmap.record("commented", action=self, by=by, at=at, changes={"comment": [None, comment.pk]})
            return comment
