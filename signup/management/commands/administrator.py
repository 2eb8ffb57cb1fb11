from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from portal.rules.cleaning import address
from signup.models.accounts import open_account
from signup.people.sign_in import entry_link


class Command(BaseCommand):
    help = "Makes or repairs an administrator and prints a link that signs in once, within an hour."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, email, **options):
        try:
            validate_email(address(email))
        except ValidationError as error:
            raise CommandError(f"“{email}” is not an e-mail address.") from error
        user = open_account(email)
        user.is_staff = user.is_superuser = user.is_active = True
        user.set_unusable_password()
        user.save()
        self.stdout.write(settings.SITE_URL + entry_link(user))
