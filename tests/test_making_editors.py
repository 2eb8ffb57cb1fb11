"""Administrators make editors by address alone, mend their accounts, and cannot lock themselves out."""

import re

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from signup.models import Mail, User


def test_an_administrator_makes_an_editor_by_address_alone(admin, as_user):
    role = Group.objects.get(name="Redaktorzy")
    page = as_user(admin).get(reverse("wagtailusers_users:add")).content.decode()
    assert 'type="password"' not in page
    data = {"email": "Nowa@Example.org", "first_name": "Nowa", "last_name": "Redaktorka", "groups": [role.pk]}
    assert as_user(admin).post(reverse("wagtailusers_users:add"), data | {"is_active": "on"}).status_code == 302
    made = User.objects.get(email__iexact="nowa@example.org")
    assert not made.has_usable_password() and made.edits_pages
    assert made.emailaddress_set.filter(verified=True, primary=True).exists()


def person_form(**fields):
    role = Group.objects.get(name="Redaktorzy")
    person = {"email": "nowa@example.org", "first_name": "Nowa", "last_name": "Redaktorka", "is_active": "on"}
    return person | {"groups": [role.pk]} | fields


def test_a_new_editor_signs_in_with_a_code_from_the_mail_and_edits(admin, as_user, client, home):
    as_user(admin).post(reverse("wagtailusers_users:add"), person_form(email="Nowa@Example.org"))
    client.post("/konto/logowanie/", {"email": "nowa@example.org"})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", Mail.objects.get(kind="login_code").text).group()
    assert client.post("/konto/logowanie/kod/", {"code": code}).status_code == 302
    assert client.get(f"/redakcja/pages/{home.pk}/edit/").status_code == 200


def test_an_administrator_mends_an_editors_account(admin, editor, as_user):
    address = reverse("wagtailusers_users:edit", args=[editor.pk])
    page = as_user(admin).get(address).content.decode()
    assert 'type="password"' not in page and 'value="redakcja@example.org"' in page
    assert "redakcja@example.org" in as_user(admin).get(reverse("wagtailusers_users:index")).content.decode()
    assert as_user(admin).post(address, person_form(email="Zmieniona@example.org")).status_code == 302
    for email in ("redakcja@example.org", "zmieniona@example.org"):
        Client().post("/konto/logowanie/", {"email": email})
    assert [mail.to for mail in Mail.objects.filter(kind="login_code").exclude(to="")] == ["zmieniona@example.org"]
    refused = as_user(admin).post(address, person_form(email=admin.email.upper()))
    assert refused.status_code == 200 and User.objects.get(pk=editor.pk).email == "zmieniona@example.org"


def test_an_editor_whose_account_is_mended_stays_signed_in_and_one_that_is_shut_does_not(admin, editor, as_user):
    works, address = as_user(editor), reverse("wagtailusers_users:edit", args=[editor.pk])
    as_user(admin).post(address, person_form(email=editor.email))
    assert works.get("/redakcja/").status_code == 200
    as_user(admin).post(address, person_form(email=editor.email, is_active=""))
    assert works.get("/redakcja/").status_code == 302


def test_an_administrator_cannot_lock_oneself_out(admin, as_user):
    client, address = as_user(admin), reverse("wagtailusers_users:edit", args=[admin.pk])
    page = client.get(address).content.decode()
    assert "zamknęłaby" in page and 'type="password"' not in page
    itself = {"email": "literowka@example.org", "first_name": "Ada", "last_name": "Minska", "is_superuser": ""}
    assert client.post(address, itself).status_code == 302
    assert client.get("/redakcja/users/").status_code == 200  # still signed in
    admin.refresh_from_db()
    assert (admin.email, admin.first_name) == ("admin@example.org", "Ada")
    assert admin.is_active and admin.is_superuser
    client.post(reverse("wagtailusers_users:delete", args=[admin.pk]))
    for action, data in {"delete": {}, "set_active_state": {"mark_as_active": ""}}.items():
        client.post(f"/redakcja/bulk/signup/user/{action}/?id={admin.pk}", data)
    admin.refresh_from_db()
    assert admin.is_active and admin.is_superuser
