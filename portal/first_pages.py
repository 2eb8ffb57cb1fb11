"""The pages with which every new instance starts, and the group of its editors.

Laid after a migration into a database that has no home page yet, and never again: from then on the pages
belong to the editors. The texts name no centre; what differs between centres comes from the settings.
"""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import GroupPagePermission, Locale, Page, Site

from portal.first_texts import TEXTS

EDITORS = "Redaktorzy"


def lay(**kwargs):
    """Lay home, the indexes and the fixed pages, and make the editors' group. Idempotent."""
    from portal.models import HomePage

    if HomePage._meta.db_table not in connection.introspection.table_names():
        return  # migrating backwards, or only some apps
    with transaction.atomic():
        if not HomePage.objects.exists():
            _lay_pages()
        if not Group.objects.filter(name=EDITORS).exists():
            _make_editors()


def _root():
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node()
    if root is None:
        page_type = ContentType.objects.get_for_model(Page)
        root = Page.add_root(instance=Page(title="Root", slug="root", content_type=page_type, locale=locale))
    return root


def _lay_pages():
    from portal.models import (
        Centre,
        ContentPage,
        GroupIndexPage,
        HomePage,
        MeetingIndexPage,
        NewsIndexPage,
    )

    root = _root()
    for welcome in root.get_children():  # Wagtail's own first page
        welcome.delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(
        instance=HomePage(
            title="Start",
            slug="home",
            heading="Wspólnie wytyczamy drogę",
            lede="Grupy robocze zbierają propozycje, dyskutują o nich i prowadzą je do celu.",
        )
    )
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    Centre.for_site(site)  # or the first visitor would make it
    for page in (
        GroupIndexPage(title="Grupy", slug="grupy", show_in_menus=True),
        MeetingIndexPage(title="Spotkania", slug="spotkania", show_in_menus=True),
        NewsIndexPage(title="Aktualności", slug="aktualnosci", show_in_menus=True),
    ):
        home.add_child(instance=page)
    for slug, title, in_menu, lede, body in TEXTS:
        home.add_child(instance=ContentPage(title=title, slug=slug, show_in_menus=in_menu, lede=lede, body=body))
    for page in home.get_descendants(inclusive=True).specific():
        page.save_revision()


def _make_editors():
    """Editors write and publish every page, and keep pictures and documents; they see nobody's declaration."""
    from portal.models import HomePage

    group = Group.objects.create(name=EDITORS)
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    home = HomePage.objects.get()
    for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    _give_collections(group)


def _give_collections(group):
    from wagtail.documents.models import Document
    from wagtail.images.models import Image
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    # Wagtail asks for the rights to its own models, also where pictures have a model of ours
    for model in (Image, Document):
        for verb in ("add", "change", "choose"):
            permission = Permission.objects.get(
                codename=f"{verb}_{model._meta.model_name}", content_type__app_label=model._meta.app_label
            )
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
