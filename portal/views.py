"""Plain views of the portal: pages that are made from settings, and doors."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.templatetags.static import static


def favicon(request):
    return redirect(static("img/favicon.svg"), permanent=True)


def accessibility(request):
    return render(request, "portal/accessibility.html")


def site_map(request):
    return render(request, "portal/site_map.html")


def editors_door(request):
    """Where Wagtail sends whoever may not enter: strangers sign in, members without rights are told so."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/redakcja/"))
