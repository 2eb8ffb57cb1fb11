"""Mentions of members in the discussion, and the mail that tells of them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from signup.models import User

A_DAY = timedelta(hours=24)
# a person is told of mentions now, by one mail: `user`, `mentions`; in the transaction that settles them
mentions_told = Signal()


class Mention(models.Model):
    """A comment names a member of the group."""

    shown_publicly = True

    comment = models.ForeignKey("roadmaps.Comment", on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    at = models.DateTimeField("kiedy", default=timezone.now)
    # empty: the mail that tells of it has not been written yet
    told_at = models.DateTimeField("powiadomiono", null=True, blank=True)

    class Meta:
        verbose_name = "wspomnienie"
        verbose_name_plural = "wspomnienia"
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mentioned_once_a_comment")]

    def __str__(self):
        return f"wspomnienie {self.pk}"

    def topics(self) -> list[str]:
        return self.comment.topics()

    @property
    def concerns(self) -> bool:
        """Whether the person can still see what was said, and may be written to."""
        comment, roadmap = self.comment, self.comment.action.roadmap
        visible = not (comment.deleted_at or comment.hidden_reason) and roadmap.page.live and roadmap.group.live
        reachable = self.user.is_active and self.user.email and self.user_id != comment.by_id
        return bool(visible and reachable and self.user.belongs_to(roadmap.group))


class MentionNoticeManager(models.Manager):
    def wanted_by(self, user: User) -> bool:
        """Whether the person wants these mails; who never said anything does."""
        return not self.filter(user=user, wanted=False).exists()

    def set_wanted(self, user: User, wanted: bool) -> None:
        self.update_or_create(user=user, defaults={"wanted": wanted})

    def tell(self, user: User, at: datetime | None = None) -> None:
        """Write the mail about all that waits for this person, unless one was written within a day; what may not be
        told any more is settled in silence."""
        at = at or timezone.now()
        with transaction.atomic():
            notice = self.select_for_update().get_or_create(user=user)[0]
            if notice.wanted and notice.last_at and at < notice.last_at + A_DAY:
                return
            waiting = Mention.objects.filter(user=user, told_at=None).order_by("at", "pk")
            found = list(waiting.select_related("user", "comment__action__roadmap__page"))
            Mention.objects.filter(pk__in=[mention.pk for mention in found]).update(told_at=at)
            told = [mention for mention in found if mention.concerns] if notice.wanted else []
            if told:
                notice.last_at = at
                notice.save(update_fields=["last_at"])
                mentions_told.send(type(self), user=user, mentions=told)


class MentionNotice(models.Model):
    """Whether a person wants mail about mentions, and when the last one was written: at most one a day."""

    shown_publicly = False

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mention_notice")
    wanted = models.BooleanField("wysyłać", default=True)
    last_at = models.DateTimeField("ostatnia wiadomość", null=True, blank=True)

    objects = MentionNoticeManager()

    class Meta:
        verbose_name = "powiadamianie o wspomnieniach"
        verbose_name_plural = "powiadamianie o wspomnieniach"

    def __str__(self):
        return f"powiadamianie {self.pk}"
