"""Texts that somebody might type to do harm, or by accident, each for a reason; and how to tell whether they did."""

from html.parser import HTMLParser
from urllib.parse import quote_from_bytes

CALL = "window.pwned=1"

MARKUP = [
    f"<script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"--><script>{CALL}</script><!--",
    f"]]><script>{CALL}</script><![CDATA[",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<ScRiPt >{CALL}</sCrIpT >",
    f"<script/x>{CALL}</script/x>",
    f"<script\n>{CALL}</script\n>",
    f"<script src=data:text/javascript,{CALL}></script>",
    f"<img src=x onerror={CALL}>",
    f"<img src=x onerror='{CALL}' alt=\"",
    f'"><img src=x onerror={CALL}>',
    f"'><img src=x onerror={CALL}>",
    f"`><img src=x onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg/onload={CALL}//",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<svg><script>{CALL}</script></svg>",
    f'<svg><use href="data:image/svg+xml,<svg onload={CALL}>#x"/></svg>',
    f"<math><maction actiontype=statusline xlink:href=javascript:{CALL}>x</maction></math>",
    f"<iframe srcdoc='<script>parent.{CALL}</script>'></iframe>",
    f"<iframe src=javascript:parent.{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    "<base href=https://evil.example.org/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example.org/'>",
    "<link rel=stylesheet href=https://evil.example.org/x.css>",
    "<style>*{display:none}</style>",
    "<style>@import 'https://evil.example.org/x.css';</style>",
    "<p style='position:fixed;inset:0;background:red'>wszystko</p>",
    f"<body onload={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<details open ontoggle={CALL}><summary>x</summary></details>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=x onerror={CALL}>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<a href=javascript:{CALL}>naciśnij</a>",
    f"<a href=' javascript:{CALL}'>naciśnij</a>",
    f"<a href='java\tscript:{CALL}'>naciśnij</a>",
    f"<a href='&#106;avascript:{CALL}'>naciśnij</a>",
    f"<form action=javascript:{CALL}><button>Zapisz</button></form>",
    f"<button formaction=javascript:{CALL}>Zapisz</button>",
    "<form method=post action=/konto/wylogowanie/><button>Popieram</button></form>",
    f"<template><script>{CALL}</script></template>",
    f'<noscript><p title="</noscript><img src=x onerror={CALL}>">',
    f"<xss id=x tabindex=1 onfocus={CALL}></xss>",
    "</article></li></ul></section></main></body></html>",
    "<ul><li><article class=card id=karta-1>",
    "<input type=hidden name=csrfmiddlewaretoken value=x>",
    "<dialog id=okno open>Zaloguj się: <input type=password></dialog>",
    "<!--",
    "<",
    ">",
    "<>",
    "</",
    "<a",
    "<![CDATA[",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><x>&x;</x>",
]

HTMX = [
    '<div hx-get="/konto/wylogowanie/" hx-trigger="load">x</div>',
    '<div hx-post="/konto/wylogowanie/" hx-trigger="load">x</div>',
    '<div hx-delete="/" hx-trigger="revealed">x</div>',
    '<div data-hx-get="/konto/" data-hx-trigger="load">x</div>',
    f'<div hx-on:click="{CALL}" hx-on::load="{CALL}">x</div>',
    f"<div hx-vals='js:{{x: {CALL}}}' hx-get=/ hx-trigger=load>x</div>",
    '<hx-partial hx-target="main" hx-swap="innerHTML">podmienione</hx-partial>',
    '<div hx-swap-oob="true" id="tresc">podmienione</div>',
    '<div hx-sse:connect="/na-zywo/" hx-swap="none"></div>',
    '<meta name="htmx-config" content=\'{"selfRequestsOnly":false}\'>',
    '" hx-get="/konto/wylogowanie/" hx-trigger="load" x="',
    "' hx-get='/konto/wylogowanie/' hx-trigger='load' x='",
    '<button data-close="main">Zamknij</button>',
    '<form data-draft="x" data-person="y"></form>',
]

CODE = [
    "{{ settings.SECRET_KEY }}",
    "{% debug %}",
    "{% include 'base.html' %}",
    "{% load static %}{% csrf_token %}",
    "{# komentarz #}",
    "${7*7} #{7*7} <%= 7*7 %> {{7*7}}",
    "{0.__class__.__mro__}",
    "%s %(name)s %d %%",
    "%00%0a%0d",
    f"javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"vbscript:{CALL}",
    'https://example.org/"onmouseover="window.pwned=1',
    "https://example.org/<script>window.pwned=1</script>",
    "http://example.org/?a=1&b=2&copy=3#x",
    "//evil.example.org/",
    "https://example.org@evil.example.org/",
    "https://" + "a" * 300 + ".example.org/",
    "mailto:a@example.org?bcc=eve@example.org",
    "' OR 1=1; DROP TABLE roadmaps_action; --",
    '" OR ""="',
    "\\'; DELETE FROM roadmaps_event; --",
    '* NOT AND OR NEAR(a b) "x"* title:x',
    "a & b | !c <-> d:*",
    '=HYPERLINK("https://evil.example.org/";"x")',
    '+CMD|"/C calc"!A0',
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "__import__('os').system('true')",
    "../../../../etc/passwd",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "&amp;lt;b&amp;gt; &#60;b&#62; &nbsp; &bogus;",
    "\\u003cscript\\u003ewindow.pwned=1\\u003c/script\\u003e",
    '{"a": [1, 2, {"b": null}]}',
    "[link](javascript:window.pwned=1) ![x](x) **x** `x`",
    "#include <stdio.h>\n@import url(x);\n#set text(10pt)\n$ x $",
    "*tekst* _tekst_ #emph[x] @odnośnik <etykieta> \\",
    "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT",
    "a\nBcc: eve@example.org\n\nx",
    "- \n- - \n-x\n- x",
    "@[1] @[999999] @[x] @[",
]

LETTERS = [
    "zero\x00byte",
    "dzwonek\x07 powrót\x08 ucieczka\x1b[31m",
    "\ufeff znak kolejności",
    "\u202eodwrócone\u202c dalej",
    "\u2066izolat\u2069 \u200f\u061c\u200e",
    "z\u0351\u0352\u0353a\u0334\u0335l\u0336g\u0337o",
    "🧑\u200d🧒\u200d🧒 👩🏽\u200d🚒 🇵🇱 1\ufe0f\u20e3",
    "İıſßŁłŻż ﷽ ǅ ﬁ Å Å",
    "\u2028 wiersz \u2029 akapit \x85 dalej \x0b \x0c",
    "\u00ad\u200b\u200c\u200d\u2060 niewidzialne",
    "\ufffe\uffff\U0001ffff",
    "中文 العربية עברית हिन्दी ไทย",
    "a\u00a0b\u202fc\u2009d",
    "„cudzysłów” «w środku» “angielski” 'prosty' \"prosty\"",
    "9" * 400,
    "x" * 5000,
    "a " * 2400,
    "<(" * 1200,
    "\n" * 200 + "x",
    "ź" * 2000,
]

TEXTS = [*MARKUP, *HTMX, *CODE, *LETTERS]


class Running(HTMLParser):
    """Collects what would run in a page: scripts that are no files of ours, handlers, frames, code as an address."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"iframe", "object", "embed", "base"}:
            self.found.append(tag)
        data = given.get("type") == "application/ld+json"  # no browser runs that
        if tag == "script" and not data and not (given.get("src") or "").startswith("/static/"):
            self.found.append(tag)
        addresses = {given.get(name) or "/" for name in ("href", "src", "action", "formaction")}
        self.found += [
            at for at in addresses if not at.startswith(("/", "#", "?", "https://", "http://", "mailto:", "webcal:"))
        ]
        self.found += [name for name in given if name.startswith("on") or name == "srcdoc"]
        self.found += [at for name, at in attrs if name.startswith("hx-") and "wylogowanie" in (at or "")]


def encoded(text, *names):
    """A form that says this in each of the fields, whatever the text is made of."""
    value = quote_from_bytes(text.encode("utf-8", "surrogatepass"))
    return "&".join(f"{name}={value}" for name in names)


def faults(answers):
    """The answers that are a fault: what was sent, and what happened to us."""
    broken = ((sent, answer) for sent, answer in answers if answer.status_code >= 500)
    return [f"{sent!r:.90}: {answer.status_code} {getattr(answer, 'exc_info', None)!r:.200}" for sent, answer in broken]
