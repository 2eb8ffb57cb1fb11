from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for users, with our forms: no user names, no passwords."""

    user_viewset = "signup.people.admin.PeopleViewSet"


class SignupConfig(AppConfig):
    default = True
    name = "signup"
    verbose_name = "uczestnictwo"

    def ready(self):
        from wagtail.signals import page_published

        from portal import slots
        from portal.models import WorkingGroupPage
        from signup import first_pages
        from signup.declaring import jobs, shown
        from signup.desk import waiting
        from signup.letters import heartbeat, queue
        from signup.models.mail import mail_posted, mail_waits
        from signup.people import holds, invitations
        from signup.privacy import forgetting, retention

        post_migrate.connect(first_pages.lay, sender=self)
        page_published.connect(jobs.group_published, sender=WorkingGroupPage)

        mail_posted.connect(queue.put_into_words)
        mail_waits.connect(queue.hand_over)

        slots.fill("holds", holds.holds)
        slots.fill("forget", forgetting.forget, order=200)
        slots.fill("home_band", shown.band)
        slots.fill("group_facts", shown.facts)
        slots.fill("group_signs", shown.signs)
        slots.fill("group_sections", shown.people, order=200)

        slots.fill("waiting", waiting.of_declarations)
        slots.fill("waiting", waiting.of_groups)
        slots.fill("waiting", waiting.of_the_office)
        slots.fill("health", heartbeat.check, name="queue")
        slots.fill("job", heartbeat.beat, name="heartbeat", seconds=20)
        slots.fill("job", queue.heal, name="heal_mail", seconds=60)
        slots.fill("job", queue.prune, name="prune_mail", seconds=24 * 60 * 60)
        slots.fill("job", jobs.remind, name="remind_declarants", seconds=10 * 60)
        slots.fill("job", jobs.expire, name="expire_declarations", seconds=60 * 60)
        slots.fill("job", jobs.close_ended, name="close_ended", seconds=10 * 60)
        slots.fill("job", invitations.expire, name="expire_invitations", seconds=60 * 60)
        slots.fill("job", retention.job, name="retention", seconds=24 * 60 * 60)
