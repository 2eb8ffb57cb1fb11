from django.core.management import BaseCommand

from signup.privacy import retention


class Command(BaseCommand):
    help = "Says how much is over its time; with --do it is forgotten, as the scheduler does once a day."

    def add_arguments(self, parser):
        parser.add_argument("--do", action="store_true", help="forget it, and do not only count")

    def handle(self, do, **options):
        for rule, number in retention.forget() if do else retention.report():
            self.stdout.write(f"{number:6} {rule.what}")
        self.stdout.write("Forgotten." if do else "Nothing was changed; --do forgets it.")
