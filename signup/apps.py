from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SignupConfig(AppConfig):
    name = "signup"
    verbose_name = "uczestnictwo"

    def ready(self):
        from signup import first_pages

        post_migrate.connect(first_pages.lay, sender=self)
