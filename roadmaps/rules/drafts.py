"""Forms whose text is kept on the person's device until it is saved (static/js/drafts.js)."""

from django.contrib.auth.models import AbstractUser
from django.utils.crypto import salted_hmac


def draft_key(user: AbstractUser, name: str) -> str:
    """The key of a form's text: of this person and this form, and telling nothing of either to anybody else."""
    own = salted_hmac("roadmaps.keeping", str(user.pk), algorithm="sha256").hexdigest()[:20]
    return f"tekst:{own}:{name}"
