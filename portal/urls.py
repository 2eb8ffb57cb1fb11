"""All addresses. Pages answer GET through Wagtail; plain views do the rest under the short prefixes named here."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as serve_page

from portal import views
from portal.out import covers, found
from portal.running import health
from portal.search import views as search

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", views.favicon),
    path("sitemap.xml", found.sitemap, name="sitemap"),
    path("robots.txt", found.robots, name="robots"),
    path(".well-known/security.txt", found.security, name="security"),
    path("deklaracja-dostepnosci/", views.accessibility, name="accessibility"),
    path("mapa-strony/", views.site_map, name="site_map"),
    path("szukaj/", search.results, name="search"),
    path("szukaj/podpowiedzi/", search.suggestions, name="search_suggestions"),
    path("konto/", include("signup.account_urls")),
    path("", include("signup.urls")),
    path("", include("roadmaps.urls")),
    # the gate is portal.editing.admin_gate; Wagtail's own doors lead nowhere
    path("redakcja/login/", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="admin_login"),
    path("redakcja/password_reset/", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="admin_password"),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("redakcja/", include(wagtailadmin_urls)),
    path("dokumenty/", include(wagtaildocs_urls)),
    path("media/covers/<str:kind>-<int:key>/<str:name>.png", covers.picture, name="cover"),
    path("media/<path:path>", views.media, name="media"),
    # calendars are answered by the pages whose they are; Wagtail's own pattern knows no dots
    re_path(r"^((?:[\w-]+/)+[\w-]+\.ics)$", serve_page, name="calendar"),
    path("", include(wagtail_urls)),
]

handler400 = "portal.serving.errors.bad_request"
handler403 = "portal.serving.errors.forbidden"
handler404 = "portal.serving.errors.not_found"
handler429 = "portal.serving.errors.too_many"
handler500 = "portal.serving.errors.fault"
