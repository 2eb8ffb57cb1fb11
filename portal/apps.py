from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.signals import page_published


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portal"

    def ready(self):
        # importing the checks registers them
        from portal import addresses, checks, covers, dates, first_pages, freshness, jobs, logs, polish_order, slots  # noqa: F401
        from portal.models import Partner, meetings
        from portal.pictures import make_logo, make_pictures
        from portal.search import keep_page

        logs.install()
        dates.know_moments()
        addresses.know_slugs()
        polish_order.teach_sqlite()
        freshness.watch()
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
