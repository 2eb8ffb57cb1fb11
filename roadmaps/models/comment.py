"""Discussion under an action."""

from collections.abc import Callable

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from roadmaps.rules import topics
from roadmaps.rules.mentions import with_names
from signup.models import User


class Comment(models.Model):
    """A comment, a question or an update. Plain text, in which members are named by `@[pk]` (models/mention.py)."""

    shown_publicly = True

    KINDS = [("comment", "komentarz"), ("question", "pytanie"), ("update", "aktualizacja")]

    action = models.ForeignKey("roadmaps.Action", on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField("rodzaj", max_length=10, choices=KINDS, default="comment")
    text = models.TextField("komentarz", max_length=2000, validators=[MaxLengthValidator(2000)])
    at = models.DateTimeField("kiedy", default=timezone.now)
    # answers are one level deep
    reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    edited_at = models.DateTimeField("poprawiony", null=True, blank=True)
    # the text is gone then; the place stays for the answers
    deleted_at = models.DateTimeField("usunięty", null=True, blank=True)
    pinned_at = models.DateTimeField("przypięty", null=True, blank=True)
    # why coordinators hide it, told to the public; empty: it is not hidden
    hidden_reason = models.CharField("powód ukrycia", max_length=300, blank=True)

    class Meta:
        verbose_name = "komentarz"
        verbose_name_plural = "komentarze"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    # questions

    def topics(self) -> list[str]:
        return [topics.board(self.action.roadmap_id)]

    def words(self, name: Callable[[User], str]) -> str:
        """The text with the members that it mentions called by `name(user)`, as people write it."""
        return with_names(self.text, {mention.user_id: name(mention.user) for mention in self.mentions.all()})
