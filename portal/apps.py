from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portal"

    def ready(self):
        from portal import first_pages

        post_migrate.connect(first_pages.lay, sender=self)
