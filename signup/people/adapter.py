"""allauth, as this house uses it."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect

from signup.models import Mail, User
from signup.people import login_codes


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers; a code by e-mail is the whole way in; mail goes through our queue."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": "Ten kod nie pasuje. Przepisz go z ostatniej wiadomości.",
        "too_many_login_attempts": "Za dużo prób. Poproś o nowy kod.",
        "rate_limited": "Za dużo prób. Spróbuj ponownie za minutę.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        # whoever typed the mailed code has proved the address: no second proof
        return ["allauth.account.stages.LoginByCodeStage"]

    def respond_user_inactive(self, request, user):
        messages.error(request, "To konto jest wyłączone. Napisz do nas, jeśli to pomyłka.")
        return redirect("account_login")

    def send_mail(self, template_prefix, email, context):
        """Mail a code, unless its address has had its share; nothing on the screen tells the two apart."""
        self._send(email.lower(), context["code"], context["request"])

    def send_to_nobody(self, email):
        """All the work of a code for an address that nobody has: the time of the answer tells what the screen does."""
        self._send(email.lower(), self.generate_login_code(), self.request)

    @transaction.atomic
    def _send(self, email, code, request):
        # a code that goes to nobody is written and remembered like any other, under no address
        to = email if login_codes.take_turn(email, request) else ""
        login_codes.remember(to, code)
        self._post(to, code, User.objects.filter(email=to or None).first())

    def _post(self, to, code, user=None):
        Mail.objects.post("login_code", to, {"code": code}, user=user)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        # allauth's own sentences („Zalogowano jako …”) repeat what the page says; only trouble is worth a word
        if message and level >= messages.WARNING:
            messages.add_message(request, level, message, extra_tags=extra_tags)
