"""The default way out for mail: one .eml file a message, for demos, tests and small trials."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmlBackend(BaseEmailBackend):
    """Write each message into a folder, named by its Message-ID: writing one twice leaves one file."""

    def __init__(self, folder, **kwargs):
        super().__init__(**kwargs)
        self.folder = Path(folder)

    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            content = message.message()
            name = re.sub(r"[^\w.-]", "", content["Message-ID"].split("@")[0])
            unfinished = self.folder / f".{name}.part"
            unfinished.write_bytes(content.as_bytes())
            unfinished.replace(self.folder / f"{name}.eml")
        return len(messages)
