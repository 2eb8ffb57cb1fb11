"""„Moje dane”: what is kept about the person who asks; download, correct, consents one by one, erasure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal.rules.parameters import flag_in, number_in
from portal.rules.refusals import Refused
from signup.models import ConsentText
from signup.privacy import personal_data
from signup.privacy.forms import MyDetailsForm
from signup.privacy.gates import own


@own("GET", "HEAD")
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept about me, to read."""
    return render(request, "account/my_data.html", _page(request.user))


def _page(user):
    given = {consent.text.kind: consent for consent in user.consents.current().select_related("text")}
    texts = ConsentText.in_force()
    parts = personal_data.parts(user)
    return {
        "parts": parts,
        "empty": [part for part in parts if not part.entries],
        "consents": [(kind, texts[kind], given.get(kind)) for kind in ConsentText.CONSENTS if kind in texts],
        "asked": user.erasure_requests.open().first(),
        "edits": user.has_perm("wagtailadmin.access_admin"),
    }


@own("GET", "HEAD")
def my_data_file(request: HttpRequest) -> HttpResponse:
    """The same as a file that machines read."""
    data = {"made_at": timezone.now(), **personal_data.as_data(personal_data.parts(request.user))}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="moje-dane.json"'
    return response


@own("GET", "HEAD", "POST")
def correct(request: HttpRequest) -> HttpResponse:
    """Put own data right."""
    form = MyDetailsForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.user.correct(**form.corrections())
        messages.success(request, "Poprawki są zapisane.")
        return redirect("my_data")
    return render(request, "account/correct.html", {"form": form}, status=422 if form.errors else 200)


@own("POST")
def consent(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a consent or take it back: the form says which, so that a second press changes nothing."""
    if kind not in ConsentText.CONSENTS:
        raise Http404
    if not flag_in(request.POST.get("cast")):
        request.user.disagree(kind)
        messages.success(request, "Zgoda jest wycofana.")
        return redirect("my_data")
    try:
        request.user.agree(kind, number_in(request.POST.get("version")))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return render(request, "account/my_data.html", _page(request.user), status=409)
    messages.success(request, "Zgoda jest zapisana.")
    return redirect("my_data")


@own("GET", "HEAD", "POST")
def ask_for_erasure(request: HttpRequest) -> HttpResponse:
    """What is erased and what stays; the button asks the office to do it."""
    refusal = ""
    if request.method == "POST":
        try:
            request.user.ask_for_erasure()
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Prośba jest u administracji. Napiszemy najpóźniej za miesiąc.")
            return redirect("my_data")
    context = {"asked": request.user.erasure_requests.open().first(), "refusal": refusal}
    return render(request, "account/ask_for_erasure.html", context, status=409 if refusal else 200)


@own("POST")
def take_erasure_back(request: HttpRequest) -> HttpResponse:
    request.user.take_erasure_back()
    messages.success(request, "Prośba jest cofnięta. Twoje dane zostają.")
    return redirect("my_data")
