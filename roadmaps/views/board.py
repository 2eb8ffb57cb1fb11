"""The page of a board, or what of it htmx asks for."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

from portal.serving.page_cache import ONES_OWN
from roadmaps.models import RoadmapPage
from roadmaps.views.forms.action import ActionForm


def serve(request: HttpRequest, page: RoadmapPage) -> HttpResponse:
    """The whole board; to htmx only what changed, unless it brings a page of its history back."""
    context = page.get_context(request)
    if context["adding"]:
        context["form"] = ActionForm(roadmap=context["roadmap"])
    template = _template_for(request)
    response = TemplateResponse(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    if request.GET.get("slowa"):
        response["Cache-Control"] = ONES_OWN  # as many pages as words: none is kept
    if template.endswith("#found"):
        query = context["view"]
        response["HX-Push-Url"] = f"{context['board_url']}{'?' if query else ''}{query}"
    return response


def _template_for(request):
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request:
        return "roadmaps/board.html"
    return "roadmaps/board.html#more" if "od" in request.GET else "roadmaps/board.html#found"
