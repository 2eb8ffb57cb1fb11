"""What a verb answers when it may not be done now: a sentence for the person."""


class Refused(Exception):
    """A verb that cannot be done now; the text is a sentence for the person who tried."""
