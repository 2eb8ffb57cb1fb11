from django.core.management import BaseCommand, CommandError

from signup.privacy import access_log


class Command(BaseCommand):
    help = "Check that no line of the log of who saw what was changed or is missing."

    def handle(self, *args, **options):
        count, wrong = access_log.verify()
        if wrong:
            raise CommandError(wrong)
        self.stdout.write(f"{count} lines, each in its place.")
