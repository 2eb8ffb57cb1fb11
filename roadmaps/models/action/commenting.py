"""The discussion under an action."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from portal.rules.polish_order import by_name
from roadmaps.models.comment import Comment
from roadmaps.models.mention import Mention, MentionNotice
from roadmaps.rules.mentions import with_tokens
from roadmaps.rules.permissions import ONLY_OWN_COMMENTS, NotAllowed, Refused
from signup.models import User

# the same words of the same person in the same place, sent again so soon, are one comment
SENT_AGAIN = timedelta(minutes=2)


class Commenting:
    """The verbs of the discussion. Comments are named by their keys: what they say is looked up under the lock."""

    def comment(
        self, by: User, text: str, kind: str = "comment", reply_to: int | None = None, at: datetime | None = None
    ) -> Comment:
        """Say something under it, or answer a comment (an answer to an answer goes to what that one answers)."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("comment", role)
            above = self._said(reply_to) if reply_to else None
            comment = Comment(action=self, by=by, kind=kind, at=at, reply_to=above and (above.reply_to or above))
            people = self._write_comment(comment, text)
            same = {name: getattr(comment, name) for name in ("by", "kind", "text", "reply_to", "deleted_at")}
            if again := self.comments.filter(at__gt=at - SENT_AGAIN, **same).first():
                return again
            comment.save()
            roadmap.record("commented", action=self, by=by, at=at, changes={"comment": [None, comment.pk]})
            self._mention(comment, people, at)
            return comment

    def revise_comment(
        self, by: User, comment: int, text: str, kind: str | None = None, at: datetime | None = None
    ) -> None:
        """Put one's own comment right; only people whom it did not name before are told."""
        with self._changed(by, at) as (roadmap, role, at):
            comment = self._own_comment(by, role, comment)
            before = (comment.text, comment.kind)
            comment.kind = kind or comment.kind
            people = self._write_comment(comment, text)
            if (comment.text, comment.kind) == before:
                return
            comment.edited_at = at
            comment.save()
            self._note_comment(roadmap, "comment_revised", comment, by, at)
            comment.mentions.exclude(user__in=people).delete()
            self._mention(comment, people, at)

    def delete_comment(self, by: User, comment: int, at: datetime | None = None) -> None:
        """Take one's own comment back: its words are gone, its place stays for the answers."""
        with self._changed(by, at) as (roadmap, role, at):
            if self.comments.filter(pk=comment, by=by).exclude(deleted_at=None).exists():
                return
            comment = self._own_comment(by, role, comment)
            comment.text, comment.deleted_at, comment.pinned_at = "", at, None
            comment.save()
            comment.mentions.all().delete()
            self._note_comment(roadmap, "comment_deleted", comment, by, at)

    def pin_comment(self, by: User, comment: int, at: datetime | None = None) -> None:
        """Let a comment stand before the others."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("moderate", role)
            comment = self._said(comment)
            if comment.reply_to_id:
                raise Refused("Przypiąć można komentarz, nie odpowiedź.")
            if not comment.pinned_at:
                Comment.objects.filter(pk=comment.pk).update(pinned_at=at)
                self._note_comment(roadmap, "comment_pinned", comment, by, at)

    def unpin_comment(self, by: User, comment: int, at: datetime | None = None) -> None:
        """Let a comment stand where it was said."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("moderate", role)
            comment = self._said(comment)
            if comment.pinned_at:
                Comment.objects.filter(pk=comment.pk).update(pinned_at=None)
                self._note_comment(roadmap, "comment_unpinned", comment, by, at)

    def hide_comment(self, by: User, comment: int, reason: str, at: datetime | None = None) -> None:
        """Hide a comment, with a reason that everybody reads; coordinators still read the words."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("moderate", role)
            comment = self._said(comment)
            if not reason.strip():
                raise Refused("Podaj powód ukrycia. Przeczyta go każdy.")
            if comment.hidden_reason == reason.strip():
                return
            comment.hidden_reason = reason.strip()
            comment.clean_fields(exclude=["action", "by", "text"])
            comment.save()
            self._note_comment(roadmap, "hidden", comment, by, at, note=comment.hidden_reason)

    def show_comment(self, by: User, comment: int, at: datetime | None = None) -> None:
        """Let everybody read a hidden comment again."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("moderate", role)
            comment = self._said(comment)
            if comment.hidden_reason:
                comment.hidden_reason = ""
                comment.save()
                self._note_comment(roadmap, "shown", comment, by, at)

    # questions

    def members(self) -> QuerySet[User]:
        """The active members of the group, coordinators too."""
        return User.objects.filter(
            is_active=True, memberships__group=self.roadmap.group, memberships__status="active"
        ).order_by(*by_name())

    # how the verbs work

    def _said(self, pk):
        """A comment of this action as it is now."""
        comment = self.comments.select_related("reply_to").filter(pk=pk).first()
        if comment is None:
            raise Refused("Tego komentarza tu nie ma.")
        return comment

    def _own_comment(self, by, role, pk):
        self._demand("comment", role)
        comment = self._said(pk)
        if comment.by_id != by.pk:
            raise NotAllowed(ONLY_OWN_COMMENTS)
        if comment.deleted_at:
            raise Refused("Ten komentarz został już usunięty.")
        return comment

    def _write_comment(self, comment, text):
        """Let it say the text; gives the keys of those whom the text names. A text that is too long is refused."""
        comment.text = text.strip()
        comment.clean_fields(exclude=["action", "by"])
        people = list(self.members()) if "@" in text else []
        if comment.pk and "@" in text:
            # whoever it named before may have left the group, and is still called by what they agreed to
            people += [mention.user for mention in comment.mentions.exclude(user__in=people).select_related("user")]
        comment.text, meant = with_tokens(comment.text, people)
        return meant

    def _mention(self, comment, people, at):
        """Write down whom it names, and tell them: in the order of their keys, so that no two wait for each other."""
        known = set(comment.mentions.values_list("user", flat=True))
        fresh = sorted(set(people) - known)
        for pk in fresh:
            # nobody is told of what they said themselves
            Mention.objects.create(comment=comment, user_id=pk, at=at, told_at=at if pk == comment.by_id else None)
        for user in User.objects.filter(pk__in=fresh).exclude(pk=comment.by_id).order_by("pk"):
            MentionNotice.objects.tell(user, at)

    def _note_comment(self, roadmap, kind, comment, by, at, note=""):
        roadmap.record(kind, action=self, by=by, at=at, changes={"comment": [comment.pk, comment.pk]}, note=note)
