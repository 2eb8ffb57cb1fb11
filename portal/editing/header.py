"""The header of our own screens in the admin."""

from django.urls import reverse


def header(title: str, *above: tuple[str, str], icon: str = "doc-full-inverse") -> dict:
    """What Wagtail's page header draws."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "Start"}]
    crumbs += [{"url": reverse(name), "label": label} for label, name in above]
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
