from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "mapy drogowe"

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.signals import page_published, page_unpublished

        from portal import slots
        from portal.models import WorkingGroupPage
        from roadmaps.models import Action, RoadmapPage, leaving, page
        from roadmaps.shown import board, personal_data, search, waiting
        from roadmaps.views import mentions
        from signup.models import membership_ended

        page_published.connect(page.make_page, sender=WorkingGroupPage)
        page_unpublished.connect(page.take_page_back, sender=WorkingGroupPage)
        page_published.connect(page.stay_back, sender=RoadmapPage)
        post_save.connect(page.make_roadmap, sender=RoadmapPage)
        post_save.connect(search.keep_action, sender=Action)
        post_save.connect(search.forget_cover, sender=Action)
        membership_ended.connect(leaving.let_go)
        slots.fill("holds", page.holds)
        slots.fill("cover", search.cover_of, name="dzialanie")
        slots.fill("group_road", board.roads)
        slots.fill("group_signs", board.progress)
        slots.fill("waiting", waiting.on_boards)
        slots.fill("account", mentions.on_account)
        slots.fill("mail_samples", mentions.sample)
        slots.fill("job", mentions.send_collected, name="tell_of_mentions", seconds=10 * 60)
        slots.fill("kept_about", personal_data.kept_about)
        slots.fill("forget", personal_data.forget)
