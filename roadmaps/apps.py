from django.apps import AppConfig


class RoadmapsConfig(AppConfig):
    name = "roadmaps"
    verbose_name = "mapy drogowe"

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.signals import page_published

        from portal import slots
        from portal.models import WorkingGroupPage
        from roadmaps import board, leaving, mentions, personal_data, search
        from roadmaps.models import Action
        from roadmaps.models.roadmap import RoadmapPage, make_page, make_roadmap
        from signup.models import membership_ended

        page_published.connect(make_page, sender=WorkingGroupPage)
        post_save.connect(make_roadmap, sender=RoadmapPage)
        post_save.connect(search.keep_action, sender=Action)
        membership_ended.connect(leaving.withdraw_support)
        slots.fill("group_road", board.roads)
        slots.fill("group_signs", board.progress)
        slots.fill("account", mentions.on_account)
        slots.fill("mail_samples", mentions.sample)
        slots.fill("job", mentions.send_collected, name="tell_of_mentions", seconds=10 * 60)
        slots.fill("kept_about", personal_data.kept_about)
        slots.fill("forget", personal_data.forget)
