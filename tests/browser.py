"""A real Chromium and a guard on each of its pages (-p tests.browser).

Nothing may go wrong unnoticed while a test drives a page: an error or a warning in the console, an exception in
a script, a violation of the content security policy, a request that fails or leaves our host fails the test.
What belongs to the test is said beforehand: `page.expects(422)`.
"""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Browser tests come first, so that the longest ones do not end the run alone."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import expect, sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    expect.set_options(timeout=15_000)  # milliseconds: two workers may keep each other waiting
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def server(live_server):
    """The address of the portal, served over HTTP from this process: `localhost`, since passkeys need a name."""
    return live_server.url


# colours that are on their way to others have no contrast to speak of
AT_REST = """() => Promise.all(document.getAnimations()
  .filter((it) => it.effect.getComputedTiming().endTime !== Infinity)
  .map((it) => it.finished.catch(() => null))).then(() => null)"""


class Guard:
    """Writes down what goes wrong on a page."""

    def __init__(self, page, host):
        self.host = host
        self.wrongs = []
        self.expected = set()
        page.on("console", self.console)
        page.on("pageerror", self.exception)
        page.on("request", self.request)
        page.on("response", self.response)
        page.on("requestfailed", self.failed)

    def expects(self, *wanted):
        """These belong to the test: answers (403, 409, 422…) and how what the console or a script says begins."""
        self.expected |= set(wanted)

    def expects_words(self, text):
        return any(isinstance(words, str) and text.startswith(words) for words in self.expected)

    def exception(self, error):
        if not self.expects_words(error.message):
            self.wrongs.append(f"exception: {error}")

    def console(self, message):
        status = re.search(r"status of (\d+)", message.text)
        if status and "Failed to load resource" in message.text:
            return  # told by `response`
        if message.type in {"error", "warning"} and not self.expects_words(message.text):
            self.wrongs.append(f"console {message.type}: {message.text}")

    def request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != self.host:
            self.wrongs.append(f"request to another host: {request.url}")

    def response(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.wrongs.append(f"answer {response.status}: {response.request.method} {response.url}")

    def failed(self, request):
        # the visitor left the page before it came
        if request.failure != "net::ERR_ABORTED" and not self.expects_words("failed request"):
            self.wrongs.append(f"failed request: {request.url} {request.failure}")


@pytest.fixture
def new_page(chromium, server):
    """new_page(viewport=PHONE, java_script_enabled=False) is a page of a fresh, guarded visitor."""
    contexts, guards = [], []

    def make(**options):
        context = chromium.new_context(
            **{"locale": "pl-PL", "timezone_id": "Europe/Warsaw", "viewport": WIDE} | options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        guard = Guard(page, urlsplit(server).netloc)
        guards.append(guard)
        page.expects = guard.expects
        return page

    yield make
    for context in contexts:
        context.close()
    wrongs = [wrong for guard in guards for wrong in guard.wrongs]
    assert not wrongs, "\n".join(wrongs)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in_as(server, as_user):
    """sign_in_as(page, anna) gives the page the session of a person."""

    def sign_in(page, user):
        session = as_user(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])

    return sign_in


@pytest.fixture
def axe():
    """axe(page) finds no violation of WCAG 2.2 A and AA, nor of axe's best practices; fails with what it found.

    axe(page, ".desk") looks at our own part of a page that is not all ours.
    """
    import axe_playwright_python

    script = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

    def check(page, within=None):
        page.evaluate(AT_REST)
        page.evaluate(script)
        found = page.evaluate("within => axe.run(within ?? document, {resultTypes: ['violations']})", within)
        wrongs = [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]} ({node['failureSummary']})"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        assert not wrongs, f"{page.url}\n" + "\n".join(wrongs)

    return check
