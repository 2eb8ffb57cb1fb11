"""A person whose every answer is a word of its own, so that it is found wherever it is left."""

import io
import json
import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.images import ImageFile
from django.db import models
from django.utils import timezone
from PIL import Image
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from roadmaps.models import MentionNotice
from signup.models import Declaration, Invitation, User
from signup.models.accounts import change_address

MINE = "/konto/moje-dane/"

# each a word of its own, so that it is found wherever it is left
CANARIES = {
    "given_name": "Kanaryjka",
    "family_name": "Zeberkowska",
    "phone": "+48601602603",
    "capacity": "representative",
    "org_name": "Fundacja Papużka",
    "org_kind": "fundacja",
    "org_role": "nimfolog",
    "nip": "1234563218",
    "street": "Ptasia Dzioborożca 7",
    "postal_code": "26-617",
    "city": "Kakaduniowo",
    "contribution": "żakowanie",
    "needs": "amazonkowanie",
}
OTHERS = ["arabella.zeberka@example.org", "zeberka2@example.org", "bażantowa odpowiedź", "notatka o czyżu", "perliczka"]
WORDS = [word for name, word in CANARIES.items() if name not in ("capacity", "org_kind")] + OTHERS


def words_in(text):
    return [word for word in WORDS if word.lower() in text.lower()]


def left_in_tables():
    """[(model, field, word)] wherever a column that holds text holds a canary; sessions are opened."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        texts = (models.CharField, models.TextField, models.JSONField, models.FileField, models.UUIDField)
        fields = [field for field in model._meta.concrete_fields if isinstance(field, texts)]
        for row in model._base_manager.values_list(*(field.attname for field in fields)) if fields else ():
            for field, value in zip(fields, row, strict=True):
                told = json.dumps(value, ensure_ascii=False, default=str)
                found += [(model.__name__, field.name, word) for word in words_in(told)]
    for session in Session.objects.all():
        told = json.dumps(session.get_decoded(), ensure_ascii=False, default=str)
        found += [("Session", "data", word) for word in words_in(told)]
    return found


@pytest.fixture
def canary(settings, tmp_path, caplog, call, group, other_group, ewa, bartek, admin, make_action, as_user, client):
    """A person who did everything that leaves a trace: declared, answered, was accepted, wrote, voted, moved."""
    settings.DATA_DIR = tmp_path
    caplog.set_level(logging.DEBUG)
    declaration = Declaration.objects.send(
        call, email="arabella.zeberka@example.org", groups=[group], consents=["public_name", "image"], **CANARIES
    )
    declaration.confirm()
    request = declaration.ask(ewa, group, "Czy perliczka?")
    declaration.answer(request, "To bażantowa odpowiedź.")
    declaration.note(ewa, group, "Jest tu notatka o czyżu.")
    desk = as_user(ewa)
    desk.get("/redakcja/deklaracje/")
    desk.get(f"/redakcja/deklaracje/{declaration.code}/")
    desk.post(f"/redakcja/deklaracje/{declaration.code}/{group.pk}/przyjmij/")
    person = User.objects.get(email="arabella.zeberka@example.org")
    change_address(person, "zeberka2@example.org")
    second = Declaration.objects.send(call, email="zeberka2@example.org", groups=[group], **CANARIES)
    assert second is None  # a member already; the mail says so
    action = make_action("Spacery z mapą w ręku", by=person)
    action.comment(person, "Zacznijmy od jednej dzielnicy.")
    action.support(person)
    action.support(bartek)
    action.pledges.create(by=person, text="Dam salę.")
    action.objections.create(by=person, reason="Za drogo.")
    action.roadmap.visits.create(user=person)
    MentionNotice.objects.create(user=person)
    done = make_action("Lekcje o wolontariacie")
    done.support(person)
    done.pledges.create(by=person, text="Przyniosę mapy.")
    type(done).objects.filter(pk=done.pk).update(state="done", position=1)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    UserProfile.objects.create(user=person, avatar=ImageFile(picture, "papuzka.png"))
    for thing in (person, person.memberships.get()):
        log(instance=thing, action="wagtail.edit", user=admin)
    as_user(person).post(f"{MINE}adres/", {"email": "zeberka2@example.org"})
    client.post("/konto/logowanie/", {"email": "zeberka2@example.org"})  # waits for a code, unsent
    Invitation.objects.create(group=other_group, email="zeberka2@example.org", given_name="Kanaryjka")
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    assert {word for _, _, word in left_in_tables()} >= set(WORDS)
    person.refresh_from_db()
    membership = person.memberships.get()
    membership.suspend(ewa, "Papużka prosiła o przerwę.")
    membership.resume(ewa, "Perliczka wróciła.")
    return person
