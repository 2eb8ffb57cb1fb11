"""Two small gates before everything else."""

from django.conf import settings


def refuse_large_bodies(get_response):
    """Answer 413 before a body beyond the hard limit is read."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.MAX_BODY_BYTES:
            from portal.errors import too_large

            return too_large(request)
        return get_response(request)

    return middleware


def admin_policy(get_response):
    """Give the Wagtail admin its own, looser content security policy; it alone needs inline scripts."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith("/redakcja/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.ADMIN_CSP  # what Django's csp_override sets
            response["X-Frame-Options"] = "SAMEORIGIN"  # the editor shows its previews in a frame
        return response

    return middleware
