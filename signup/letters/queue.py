"""The queue of mail: a message is written with the change that it tells of, sent by the worker, and tried again.

No message is sent twice, except when the line dropped after DATA: then nobody can know.
"""

import logging
import smtplib
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.models import Centre
from signup.models import Mail

from .letter import Letter
from .registry import letters

log = logging.getLogger("signup.letters.queue")


def put_into_words(sender: type, mail: Mail, context: dict, **kwargs: object) -> None:
    """Receiver of `mail_posted`: the words of the letter as they are at this moment, kept until they are out."""
    mail.subject, mail.text, mail.html = letters()[mail.kind](context).compose()


def hand_over(sender: type, mail: Mail, **kwargs: object) -> None:
    """Receiver of `mail_waits`: the row knows whether it went, a task only says that there is work."""
    (send.using(run_after=mail.taken_until) if mail.taken_until else send).enqueue(mail.pk)


@task(backend="queue", queue_name="mail")
def send(pk: int) -> None:
    """One try to send a message."""
    mail = Mail.objects.take(pk)
    if mail is None:
        return
    if not mail.to:  # written to take the time of one that somebody gets
        mail.give_up("nobody")
        return
    try:
        message(mail).send()
    except Exception as error:
        # whatever went wrong, the words of the error may name the address: only its kind and code are kept
        _not_sent(mail, error)
    else:
        mail.went()
        log.info("Mail %s (%s) sent", mail.message_id, mail.kind)


def _not_sent(mail, error):
    code = _code(error)
    name = f"{type(error).__name__} {code or ''}".strip()
    if code and code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPHeloError):
        mail.give_up(name)
        log.warning("Mail %s (%s) refused: %s", mail.message_id, mail.kind, name)
    elif again := mail.put_off(name):
        send.using(run_after=again).enqueue(mail.pk)
        log.info("Mail %s (%s) put off: %s", mail.message_id, mail.kind, name)
    else:
        log.warning("Mail %s (%s) given up after %s tries: %s", mail.message_id, mail.kind, mail.attempts, name)


def _code(error):
    """The SMTP code of an error, or None."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return getattr(error, "smtp_code", None)


def message(mail: Mail) -> EmailMultiAlternatives:
    """The message as it goes out. Message-ID and Date are the row's, so each try is the same message."""
    office = Centre.default()
    host = urlsplit(settings.SITE_URL).hostname
    reply_to = office.contact_email or office.email
    letter = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        formataddr((office.name, settings.MAIL_FROM), charset="utf-8"),
        [mail.to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": f"<{mail.message_id}@{host}>",
            "Date": format_datetime(mail.created_at),
            "Auto-Submitted": "auto-generated",
        },
    )
    letter.attach_alternative(mail.html, "text/html")
    for name, content, kind in letters().get(mail.kind, Letter).attachments(mail):
        letter.attach(name, content, kind)
    return letter


# jobs of the scheduler


def heal() -> None:
    """Hand messages to the worker again that nobody has in hand: a worker died between taking and sending."""
    # due tasks mean that the worker is only behind; it will come to them
    if DBTaskResult.objects.ready().filter(task_path=send.module_path).exists():
        return
    for pk in Mail.objects.due(timezone.now()).values_list("pk", flat=True)[:1000]:
        send.enqueue(pk)


def prune() -> None:
    Mail.objects.prune()
