"""What a public form does against robots, and against texts that changed while it was filled in."""

import re
from datetime import UTC, datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.utils import timezone

from signup.models import ConsentText

OPENED = TimestampSigner(salt="signup.declaration.opened")


class AgainstRobots:
    """Mixed into a form with the fields `second_subject`, which people do not see, and `opened`."""

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self["second_subject"].data)

    @property
    def stamp(self) -> str:
        """What stands in the field `opened`: the moment at which this person first got the form."""
        return (self.is_bound and self._opened_at() and self["opened"].data) or OPENED.sign("")

    @property
    def is_hasty(self) -> bool:
        """Whether less than the least time has passed since the form was opened, or nobody opened it."""
        opened = self._opened_at()
        return not opened or timezone.now() - opened < timedelta(seconds=settings.DECLARATION_LEAST_SECONDS)

    def _opened_at(self):
        try:
            OPENED.unsign(self["opened"].data or "")
        except BadSignature:
            return None
        stamp = self["opened"].data.split(":")[1]
        return datetime.fromtimestamp(b62_decode(stamp), UTC)


class ShowsTexts:
    """Mixed into a form of a `call` with the field `shown`: what was agreed to is what was read."""

    def clean_shown(self):
        """{kind: the text that this person read}; empty when the form does not say, or says what was never shown."""
        found = {}
        for kind, version in re.findall(r"(\w+):(\d{1,4})\b", self.cleaned_data["shown"], re.ASCII):
            found[kind] = self.call and self.call.text_shown(kind, int(version))
        return {kind: text for kind, text in found.items() if text}

    @property
    def consents(self) -> list[str]:
        """The kinds of optional consents that were ticked."""
        return [kind for kind in ConsentText.CONSENTS if self.cleaned_data[f"consent_{kind}"]]

    @property
    def read_other_texts(self) -> bool:
        """Whether what was ticked is not what this call shows, so that it must be read again."""
        needed = [kind for kind in ("clause", *self.consents) if self.texts.get(kind)]
        return any(kind not in self.cleaned_data.get("shown", {}) for kind in needed)

    @property
    def texts_changed(self) -> bool:
        """Whether the form showed other texts than it would show now."""
        return any(self.cleaned_data.get("shown", {}).get(kind) != text for kind, text in self.texts.items())

    def ask_again(self) -> Self:
        """The form with the texts of today, and the boxes that belong to them empty."""
        data = self.data.copy()
        for name in ("stmt_clause", *(f"consent_{kind}" for kind in ConsentText.CONSENTS)):
            data.pop(name, None)
        again = self._renewed(data)
        again.errors.pop("stmt_clause", None)
        again.add_error("stmt_clause", "Treść klauzuli lub zgód zmieniła się. Przeczytaj ją i zaznacz jeszcze raz.")
        return again

    def _renewed(self, data):
        return type(self)(self.call, data)

    @property
    def versions(self) -> str:
        """What stands in the field `shown` of the form as it is shown now."""
        return " ".join(f"{kind}:{text.version}" for kind, text in self.texts.items() if text)
