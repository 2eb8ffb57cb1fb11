"""The keys of mailed links: made of a row's number under the secret key, so the database alone gives none away."""

import base64
import hashlib

from django.conf import settings
from django.utils.crypto import salted_hmac


def key_of(salt: str, number: str, trace: str) -> str:
    """The key of a row that keeps only its trace; under a former SECRET_KEY, if that one made the link that is out."""
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [_key(salt, number, secret) for secret in known]
    return next((key for key in made if trace_of(key) == trace), made[0])


def trace_of(key: str) -> str:
    """What the database keeps of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _key(salt, number, secret):
    digest = salted_hmac(salt, number, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
