"""The pages with which every new instance starts, and the roles of those who keep them.

The pages are laid after a migration into a database that has no home page yet, and never again: from then on they
belong to the editors. The texts name no centre; what differs between centres comes from the settings. The roles are
made whole after each migration; what an office gave them beside that stays.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.editing.first_texts import TEXTS
from portal.models import Centre, ContentPage, GroupIndexPage, HomePage, MeetingIndexPage, NewsIndexPage

EDITORS = "Redaktorzy"
AUTHORS = "Autorzy"
WORKFLOW = "Sprawdzenie przez redakcję"


def lay(**kwargs: object) -> None:
    """Lay home, the indexes and the fixed pages, and make the roles whole. Idempotent."""
    if HomePage._meta.db_table not in connection.introspection.table_names():
        return  # migrating backwards, or only some apps
    with transaction.atomic():
        if not HomePage.objects.exists():
            _lay_pages()
        _know_the_address()
        if Group.objects.filter(name__in=ROLES).count() < len(ROLES):
            _drop_wagtails_own()
        _give_roles()


def _root():
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node()
    if root is None:
        page_type = ContentType.objects.get_for_model(Page)
        root = Page.add_root(instance=Page(title="Root", slug="root", content_type=page_type, locale=locale))
    return root


def _lay_pages():
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
        page.save_revision(log_action=True)  # or the history would not offer to bring it back
    home.get_descendants(inclusive=True).update(has_unpublished_changes=False)  # what is live is what was written


def _know_the_address():
    """Wagtail builds the addresses in its letters from a row, which settings cannot reach."""
    address = urlsplit(settings.SITE_URL)
    told = address.hostname, address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site and (site.hostname, site.port) != told:
        site.hostname, site.port = told
        site.save()


# what each role may do: pages below home, pictures and files, things that editors keep
ROLES = {
    EDITORS: {
        "page": ["add", "change", "publish", "lock", "unlock"],
        "file": ["add", "change", "choose"],
        "portal": ["contactperson", "partner", "alertbanner"],
        "wagtailredirects": ["redirect"],
    },
    AUTHORS: {"page": ["add"], "file": ["add", "choose"], "portal": [], "wagtailredirects": []},
}


def _give_roles():
    """Editors write and publish every page; authors write drafts, which editors look through and publish.

    Neither sees anybody's declaration. Coordinators have no role here: their membership opens what they need.
    """
    home = HomePage.objects.get()
    for name, rights in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(_permission("wagtailadmin", "access_admin"))
        for verb in rights["page"]:
            GroupPagePermission.objects.get_or_create(
                group=group, page=home, permission=_permission("wagtailcore", f"{verb}_page")
            )
        _give_collections(group, rights["file"])
        for app in ("portal", "wagtailredirects"):
            for model in rights[app]:
                group.permissions.add(*(_permission(app, f"{verb}_{model}") for verb in ("add", "change", "delete")))
    _lay_workflow(home)


def _permission(app, codename):
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _give_collections(group, verbs):
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    # Wagtail asks for the rights to its own models, also where pictures and files have models of ours
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for verb in verbs:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=_permission(app, f"{verb}_{model}")
            )


def _drop_wagtails_own():
    """The roles and the workflow that Wagtail's migrations bring, and nobody uses here."""
    Workflow.objects.filter(name="Moderators approval").delete()
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True).delete()


def _lay_workflow(home):
    """What an author sends in waits for an editor; an office that chose another workflow for its pages keeps that."""
    if WorkflowPage.objects.filter(page=home).exclude(workflow__name=WORKFLOW).exists():
        return
    workflow, _ = Workflow.objects.update_or_create(name=WORKFLOW, defaults={"active": True})
    if not workflow.tasks.active().exists():
        task, _ = GroupApprovalTask.objects.update_or_create(name="Redakcja sprawdza tekst", defaults={"active": True})
        task.groups.add(Group.objects.get(name=EDITORS))
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
