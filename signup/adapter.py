"""allauth, as this house uses it."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect

from signup.mail import post
from signup.models import User

SUBJECTS = {"account/email/login_code": ("login_code", "Kod do logowania")}


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
        kind, subject = SUBJECTS[template_prefix]
        post(
            kind,
            email.lower(),
            {
                "code": context["code"],
                "why": "Piszemy, bo na stronie logowania podano ten adres. Jeśli to nie Ty, kod można zignorować.",
            },
            subject=subject,
            user=User.objects.filter(email=email.lower()).first(),
        )

    def send_to_nobody(self):
        """All the work of a code for an address that nobody has: the time of the answer tells what the screen does."""
        self.send_mail("account/email/login_code", "", {"code": self.generate_login_code()})

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        # allauth's own sentences („Zalogowano jako …”) repeat what the page says; only trouble is worth a word
        if message and level >= messages.WARNING:
            messages.add_message(request, level, message, extra_tags=extra_tags)
