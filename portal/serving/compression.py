"""Answers travel compressed to whoever can read that, with a proxy before us or without."""

import re

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/", "application/json", "application/rss+xml", "application/xml", "application/ld+json")
SMALL = 500  # bytes that are not worth compressing
# as browsers write it; „gzip;q=0” asks for anything but that (RFC 9110, section 12.5.3)
_READS_GZIP = re.compile(r"(?:^|[\s,])gzip\s*(?:$|,|;\s*q=(?:1|0?\.0*[1-9]))", re.IGNORECASE)


def reads_gzip(request: HttpRequest) -> bool:
    """Whether the browser says that it can read what is compressed."""
    return bool(_READS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


def is_worth_it(response: HttpResponse) -> bool:
    """Whether an answer becomes clearly smaller: texts of some length do, pictures and typeset files do not."""
    is_text = response.get("Content-Type", "").startswith(COMPRESSED)
    return is_text and not response.streaming and len(response.content) >= SMALL


class CompressOnesOwn(GZipMiddleware):
    """Compresses what is made for one person; kept pages are compressed already, once.

    Django adds a few random bytes, so that the length tells nobody what a page repeats of its address (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if reads_gzip(request) and is_worth_it(response):
            return super().process_response(request, response)
        return response
