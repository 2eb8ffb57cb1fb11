"""Mail: written with the change that it tells of, sent by the worker, tried again while the way is blocked.

A message is one file of words, `templates/signup/mail/KIND.txt`; `layout.txt` and `layout.html` put the same frame
around all of them. No message is sent twice, except when the line dropped after DATA: then nobody can know.
"""

import logging
import smtplib
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from portal.models import Centre
from portal.templatetags.polish import NBSP
from signup.models.mail import Mail

log = logging.getLogger("signup.letters.queue")

# why these come, and how to stop them
DECLARATION_KINDS = {
    *("confirm", "already", "received", "correction", "declined", "withdrawn", "reminder", "extended", "link"),
}
ABOUT_A_DECLARATION = (
    "Piszemy, bo ten adres podano w deklaracji udziału w grupie roboczej. Wiadomości przestaną przychodzić, gdy "
    "deklaracja zostanie wycofana na swojej stronie; niepotwierdzona wygasa sama po kilku dniach."
)
MEMBERSHIP_KINDS = {"welcome", "membership", "left"}
ABOUT_A_MEMBERSHIP = (
    "Piszemy, bo ten adres ma konto osoby z grupy roboczej. Kto opuści grupę na stronie „Moje konto”, nie dostaje "
    "już takich wiadomości."
)
ABOUT_AN_INVITATION = (
    "Piszemy, bo koordynacja grupy podała ten adres, aby zaprosić do grupy. Gdy zaproszenie zostanie odrzucone albo "
    "wygaśnie, usuniemy adres."
)
ABOUT_ERASURE = "Piszemy, bo z konta o tym adresie przyszła prośba o usunięcie danych."
ABOUT_AN_ACCOUNT = {
    "erasure_asked": ABOUT_ERASURE,
    "erasure_declined": ABOUT_ERASURE,
    "erased": f"{ABOUT_ERASURE} To ostatnia wiadomość.",
    "address_changed": "Piszemy, bo ten adres należał do konta w naszym serwisie. To ostatnia wiadomość na ten adres.",
}
WHY = {
    **dict.fromkeys(DECLARATION_KINDS, ABOUT_A_DECLARATION),
    **dict.fromkeys(MEMBERSHIP_KINDS, ABOUT_A_MEMBERSHIP),
    **ABOUT_AN_ACCOUNT,
    "invitation": ABOUT_AN_INVITATION,
}


def post(kind, to, context=None, *, subject, button=None, declaration=None, user=None, names=(), until=None):
    """Write a message and hand it to the worker, both in the transaction of the caller.

    `button` is (words, path or address): the one thing to do; with `declaration` a copy of it goes along, as PDF;
    `user` is the account that it is written to. It waits `until` that moment, so that what happens meanwhile can be
    told in it too; `names` are what it tells of so far.
    Subjects carry no personal data.
    """
    subject, text, html = compose(kind, context, subject=subject, button=button)
    with transaction.atomic():
        mail = Mail.objects.create(
            kind=kind,
            to=to,
            user=user,
            subject=subject,
            text=text,
            html=html,
            declaration=declaration,
            created_at=timezone.now(),
            taken_until=until,
            names=list(names),
        )
        (send.using(run_after=until) if until else send).enqueue(mail.pk)
    return mail


def send_now(mail):
    """Wait no longer with a message that was written to wait."""
    mail.taken_until = None
    mail.save(update_fields=["taken_until"])
    send.enqueue(mail.pk)


def compose(kind, context=None, *, subject, button=None):
    """(subject, text, HTML) of a message, as it goes out."""
    # one line, whatever a group's title holds, and no longer than its field
    subject = Truncator(" ".join(subject.split())).chars(Mail._meta.get_field("subject").max_length)
    why = WHY.get(kind, "")
    context = {"centre": centre(), "site_url": settings.SITE_URL, "subject": subject, "why": why} | (context or {})
    if button:
        words, address = button
        context |= {"button": words, "address": settings.SITE_URL + address if address.startswith("/") else address}
    # plain text is not HTML: it is written with escaping off, and escaped where it goes into the layout
    body = render_to_string(f"signup/mail/{kind}.txt", context).strip()
    text = render_to_string("signup/mail/layout.txt", context | {"body": body}).strip() + "\n"
    return subject, text.replace(NBSP, " "), render_to_string("signup/mail/layout.html", context | {"body": body})


@task(backend="queue", queue_name="mail")
def send(pk):
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


def message(mail):
    """The message as it goes out. Message-ID and Date are the row's, so each try is the same message."""
    office = centre()
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
    if mail.declaration:
        from signup.declaring.printing import copy  # which knows declarations, which post mail

        letter.attach(mail.declaration.file_name, copy(mail.declaration), "application/pdf")
    return letter


def office():
    """The address at which the office reads."""
    known = centre()
    return known.email or known.contact_email or settings.MAIL_FROM


def centre():
    return Centre.for_site(Site.objects.get(is_default_site=True))


# jobs of the scheduler


def heal():
    """Hand messages to the worker again that nobody has in hand: a worker died between taking and sending."""
    # due tasks mean that the worker is only behind; it will come to them
    if DBTaskResult.objects.ready().filter(task_path=send.module_path).exists():
        return
    for pk in Mail.objects.due(timezone.now()).values_list("pk", flat=True)[:1000]:
        send.enqueue(pk)


def prune():
    Mail.objects.prune()
