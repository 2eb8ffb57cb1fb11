from django.core.management.base import BaseCommand, CommandError

from roadmaps.demo.load import NotEmpty, load


class Command(BaseCommand):
    help = "Load the demo content into an empty database; run again it changes nothing."

    def handle(self, **options):
        try:
            loaded = load()
        except NotEmpty as error:
            raise CommandError(
                f"This database holds content of its own ({error}); the demo is loaded into an empty one only."
            ) from error
        self.stdout.write("The demo content is loaded." if loaded else "The demo content is there already.")
