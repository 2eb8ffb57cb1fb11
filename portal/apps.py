from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.signals import page_published


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portal"

    def ready(self):
        # importing the checks registers them
        from portal import slots
        from portal.editing import dates, first_pages
        from portal.editing.pictures import make_logo, make_pictures
        from portal.models import (
            Partner,
            addresses,
            meetings,
        )
        from portal.out import covers
        from portal.rules import polish_order
        from portal.running import checks, jobs  # noqa: F401
        from portal.search.index import keep_page
        from portal.serving import changes, logs

        logs.install()
        dates.know_moments()
        addresses.know_slugs()
        polish_order.teach_sqlite()
        changes.watch()
        jobs.fill_slots()
        slots.fill("holds", meetings.holds)
        slots.fill("cover", covers.of_page, name="strona")
        slots.fill("cover", covers.of_plain, name="serwis")
        post_migrate.connect(first_pages.lay, sender=self)
        post_save.connect(keep_page)
        post_save.connect(covers.page_changed)
        post_delete.connect(covers.page_changed)
        page_published.connect(make_pictures)
        post_save.connect(make_logo, sender=Partner)
