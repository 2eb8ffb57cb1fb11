"""A first visit on a phone is small and quick: bytes, requests and vitals of every kind of page, from the real server.

Measured by the browser's own protocol with a slow processor and a slow net, as Lighthouse does. Times are limits of
what people call good (web.dev/vitals) and the best of a few visits, since the machine has other things to do too;
bytes, requests and shifts are exact.
"""

from urllib.parse import urlsplit

import pytest

from tests.thorough import sample

pytestmark = [pytest.mark.browser, pytest.mark.any_engine]

GROUP = "/grupy/edukacja-obywatelska/"
PAGES = {
    "home": "/",
    "groups": "/grupy/",
    "group": GROUP,
    "board": f"{GROUP}mapa-drogowa/",
    "action": "/dzialania/1/",
    "news": "/aktualnosci/",
    "news with a picture": "/aktualnosci/trzy-obszary-po-lunchu-obywatelskim/",
    "meetings": "/spotkania/",
    "meeting": "/spotkania/pierwsze-spotkanie-edukacja-obywatelska/",
    "calls": "/nabory/",
    "declaration": "/deklaracja/",
    "about": "/o-centrum/",
    "contact": "/kontakt/",
    "partners": "/partnerzy/",
    "accessibility": "/deklaracja-dostepnosci/",
    "site map": "/mapa-strony/",
    "search": "/szukaj/",
    "hits": "/szukaj/?q=spoldzielniami",
    "report": "/zgloszenie/",
    "signing in": "/konto/logowanie/",
}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SLOWER = 4  # times the processor
SLOW_NET = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # ms, bytes/s
MOST = {"requests": 10, "kilobytes": 130, "with pictures": 210, "cls": 0.02, "lcp": 2500, "tbt": 400}  # kB, ms
TIMES = ("lcp", "tbt")
VISITS = 5
WATCH = """
    window.seen = {lcp: 0, cls: 0, tbt: 0};
    const watch = (type, note) =>
        new PerformanceObserver(list => list.getEntries().forEach(note)).observe({type, buffered: true});
    watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
    watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.cls += entry.value; });
    watch("longtask", entry => { seen.tbt += entry.duration - 50; });
"""


def visit(chromium, host, address):
    """What a first visit costs: {requests, kilobytes, …}, with the paths asked for, and the hosts."""
    context = chromium.new_context(locale="pl-PL", **PHONE)
    context.add_init_script(WATCH)
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    asked, kinds, weights = {}, {}, {}
    protocol.on("Network.requestWillBeSent", lambda told: asked.update({told["requestId"]: told["request"]["url"]}))
    protocol.on(
        "Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["response"]["mimeType"]})
    )
    protocol.on("Network.loadingFinished", lambda told: weights.update({told["requestId"]: told["encodedDataLength"]}))
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW_NET)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(host + address, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => true)")
    vitals = page.evaluate("({...seen})")
    needs_htmx = page.locator("main :is([hx-get], [hx-post])").count() > 0
    first = [number for number, url in asked.items() if url.startswith("http")]  # what comes later was scrolled to
    pictures = {number for number in first if kinds[number].startswith("image/") and "svg" not in kinds[number]}
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(400)
    vitals["cls"] = page.evaluate("seen.cls")
    context.close()
    return vitals | {
        "requests": len(first),
        "kilobytes": sum(weights[number] for number in first if number not in pictures) / 1000,
        "with pictures": sum(weights[number] for number in first) / 1000,
        "hosts": {urlsplit(asked[number]).netloc for number in first},
        "htmx": (any("htmx" in url for url in asked.values()), needs_htmx),
    }


def test_a_first_visit_on_a_phone_is_small_and_quick(portal, chromium, subtests):
    portal.start()
    host = f"http://localhost:{portal.port}"
    for name, address in sample(PAGES.items(), "first visits", one_in=8):
        with subtests.test(name):
            assert portal.ask(address)[0] == 200  # no visitor is the first one
            seen = visit(chromium, host, address)
            for _ in range(VISITS - 1):
                if any(seen[vital] > MOST[vital] for vital in TIMES):
                    again = visit(chromium, host, address)
                    seen |= {vital: min(seen[vital], again[vital]) for vital in TIMES}
            assert not {what: seen[what] for what, most in MOST.items() if seen[what] > most}
            assert seen["lcp"] > 0 and seen["kilobytes"] > 10
            assert seen["hosts"] == {urlsplit(host).netloc}
            loaded, needed = seen["htmx"]
            assert loaded is needed, "htmx is loaded where, and only where, the page uses it"
            print(name, {what: round(value, 3) for what, value in seen.items() if isinstance(value, int | float)})
