from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SignupConfig(AppConfig):
    name = "signup"
    verbose_name = "uczestnictwo"

    def ready(self):
        from portal import slots
        from signup import declaring, first_pages, joining, mail, pulse

        post_migrate.connect(first_pages.lay, sender=self)

        slots.fill("home_band", joining.band)
        slots.fill("group_facts", joining.facts)
        slots.fill("group_signs", joining.signs)
        slots.fill("group_sections", joining.people, order=200)

        slots.fill("health", pulse.check, name="queue")
        slots.fill("job", pulse.beat, name="pulse", seconds=20)
        slots.fill("job", mail.heal, name="heal_mail", seconds=60)
        slots.fill("job", mail.prune, name="prune_mail", seconds=24 * 60 * 60)
        slots.fill("job", declaring.expire, name="expire_declarations", seconds=60 * 60)
