"""The header of our own screens in the admin."""

from django.urls import reverse


def header(title, *above, icon="doc-full-inverse"):
    """What Wagtail's page header draws."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "Start"}]
    crumbs += [{"url": reverse(name), "label": label} for label, name in above]
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
