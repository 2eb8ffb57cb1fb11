"""Codes for paper, telephone and addresses of the desk."""

import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that looks like another


def new_code() -> str:
    """A code that nobody can count on from another: K7QM-2XWA."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
