"""Asking for a code to sign in with, and the newest one that was mailed."""

import re

from signup.models import Mail

LOGIN, CODE = "/konto/logowanie/", "/konto/logowanie/kod/"


def ask(client, email, **more):
    return client.post(LOGIN, {"email": email, **more})


def newest_code():
    mail = Mail.objects.filter(kind="login_code").exclude(to="").first()
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.text).group()
