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
        from roadmaps.models.mention import mentions_told
        from roadmaps.out import covers, mentions, search
        from roadmaps.shown import personal_data, road, waiting
        from roadmaps.views.mentions import on_account
        from signup.models import membership_ended

        page_published.connect(page.make_page, sender=WorkingGroupPage)
        page_unpublished.connect(page.take_page_back, sender=WorkingGroupPage)
        page_published.connect(page.stay_back, sender=RoadmapPage)
        post_save.connect(page.make_roadmap, sender=RoadmapPage)
        post_save.connect(search.index_action, sender=Action)
        post_save.connect(covers.forget_cover, sender=Action)
        membership_ended.connect(leaving.leave)
        mentions_told.connect(mentions.write)
        slots.fill("holds", page.holds)
        slots.fill("cover", covers.cover_of, name="dzialanie")
        slots.fill("group_road", road.roads)
        slots.fill("group_signs", road.progress)
        slots.fill("waiting", waiting.on_boards)
        slots.fill("account", on_account)
        slots.fill("letters", mentions.letters)
        slots.fill("job", mentions.send_collected, name="tell_of_mentions", seconds=10 * 60)
        slots.fill("kept_about", personal_data.kept_about)
        slots.fill("forget", leaving.forget)
