"""The gate of „Moje dane”."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.serving.errors import forbidden


def own(*methods: str) -> Callable:
    """The gate: each person sees and changes their own data; who is signed out is asked to sign in, or told so."""

    def gated(view):
        reading = never_cache(login_required(require_http_methods(methods)(view)))

        def gate(request, *args, **kwargs):
            if request.user.is_anonymous and request.method not in ("GET", "HEAD"):
                return forbidden(request, "Najpierw trzeba się zalogować.")
            return reading(request, *args, **kwargs)

        gate.__module__, gate.__name__, gate.__doc__ = view.__module__, view.__name__, view.__doc__
        return gate

    return gated
