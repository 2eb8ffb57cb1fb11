"""What is gone once a person is erased (`User.erase`), beside the names in the row of the account itself."""

import json
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from wagtail.admin.models import EditingSession
from wagtail.models import ModelLogEntry, PageSubscription
from wagtail.users.models import UserProfile

from signup.models import Consent, Declaration, Invitation, Mail, Membership, User
from signup.rules.names import ERASED


def forget(user: User, at: datetime) -> None:
    """Slot forget: all that leads to this person in our rows, in sessions and in the admin."""
    name = user.get_full_name()
    Mail.objects.of(user).delete()
    invitations = Invitation.objects.to(user)
    for declaration in [*Declaration.objects.of(user), *_not_confirmed(user)]:
        declaration.anonymise()
    if user.email:
        # read off a paper of somebody else, and never confirmed
        mistyped = Declaration.objects.filter(user=None, confirmed_at=None, email_lower=user.email)
        mistyped.update(email="", email_lower="")
    for invitation in invitations:
        invitation.decline(at)
    Consent.objects.current().filter(user=user).update(withdrawn_at=at)
    user.erasure_requests.update(answer="")
    EmailAddress.objects.filter(user=user).delete()
    _sign_out(user)
    _forget_in_the_admin(user, name)


def _not_confirmed(user):
    """Forms sent with this address, which nobody confirmed yet; whoever reads its mail may say what becomes of them."""
    return Declaration.objects.filter(user=None, state="unconfirmed", email_lower=user.email) if user.email else []


def _sign_out(user):
    """Sessions of the person, and those in which somebody waits for a code to the address."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get(SESSION_KEY) == str(user.pk) or (user.email and _names(data, user.email)):
            session.delete()


def _names(data, address):
    """Whether the address stands in a session: as a whole, for it may be the end of somebody else's."""
    return f'"{address}"' in json.dumps(data, ensure_ascii=False, default=str).lower()


def _forget_in_the_admin(user, name):
    """The picture, the roles and what is open there; and the name where Wagtail's log wrote it down."""
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            # a change that is taken back brings no file back
            transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
        profile.delete()
    user.groups.clear()
    user.user_permissions.clear()
    EditingSession.objects.filter(user=user).delete()
    PageSubscription.objects.filter(user=user).delete()
    logged = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(user), object_id=str(user.pk))
    logged.update(label=ERASED)
    if name:
        # also of memberships whose rows are gone, so found by the name
        of_memberships = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Membership), label__startswith=f"{name} – "
        )
        mine = {str(pk) for pk in user.memberships.values_list("pk", flat=True)}
        there = {str(pk) for pk in Membership.objects.values_list("pk", flat=True)}
        for entry in of_memberships:
            if entry.object_id in mine or entry.object_id not in there:
                entry.label = entry.label.replace(name, ERASED, 1)
                entry.save(update_fields=["label"])
