from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from wagtail.signals import page_published


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "portal"

    def ready(self):
        from portal import checks, dates, first_pages, freshness, jobs, slots  # noqa: F401 - importing registers checks
        from portal.models import Partner, meetings
        from portal.pictures import make_logo, make_pictures
        from portal.search import keep_page

        dates.know_moments()
        freshness.watch()
        jobs.fill_slots()
        slots.fill("holds", meetings.holds)
        post_migrate.connect(first_pages.lay, sender=self)
        post_save.connect(keep_page)
        page_published.connect(make_pictures)
        post_save.connect(make_logo, sender=Partner)
