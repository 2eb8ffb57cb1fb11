from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "mapy drogowe"

    def ready(self):
        from wagtail.signals import page_published

        from portal.models import WorkingGroupPage
        from roadmaps.models.roadmap import make_roadmap

        page_published.connect(make_roadmap, sender=WorkingGroupPage)
