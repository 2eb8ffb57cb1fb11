"""Mentions of members in the discussion, and the mail that tells of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Mention(models.Model):
    """A comment names a member of the group."""

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


class MentionNotice(models.Model):
    """Whether a person wants mail about mentions, and when the last one was written: at most one a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mention_notice")
    wanted = models.BooleanField("wysyłać", default=True)
    last_at = models.DateTimeField("ostatnia wiadomość", null=True, blank=True)

    class Meta:
        verbose_name = "powiadamianie o wspomnieniach"
        verbose_name_plural = "powiadamianie o wspomnieniach"

    def __str__(self):
        return f"powiadamianie {self.pk}"
