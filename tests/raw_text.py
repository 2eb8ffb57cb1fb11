"""Texts and addresses that would run, and a watchman who sees what runs."""

import re
from html.parser import HTMLParser

# each carries the word „zlo”, so that whatever of it becomes a tag or an attribute can be told from ours
ADDRESSES = [
    "javascript:zlo()",
    "JaVaScRiPt:zlo()",
    "java\tscript:zlo()",
    "java\nscript:zlo()",
    " \x01javascript:zlo()",
    "javascript&colon;zlo()",
    "&#106;avascript:zlo()",
    "&#x6a&#x61vascript:zlo()",
    "data:text/html,<script>zlo()</script>",
    "DATA:text/html;base64,emxvKCk=",
    "vbscript:zlo()",
    "blob:https://example.org/zlo",
    'https://example.org/"onmouseover="zlo()',
]
TEXTS = [
    "<script>zlo()</script>kanarek",
    '</script></title><script src="https://example.org/zlo.js"></script>',
    '"><img src="x" onerror="zlo()">',
    "<b onclick='zlo()' onfocus=zlo() tabindex=0 autofocus>tekst</b>",
    '<p hx-get="/zlo/" hx-trigger="load" data-hx-post="/zlo/">tekst</p>',
    '<p style="position:fixed;inset:0" class="zlo" id="zlo">tekst</p>',
    "<style>body { display: none } /* zlo */</style>",
    '<base href="https://example.org/zlo/">',
    '<form action="https://example.org/zlo/"><input name="zlo"><button formaction="/zlo/">Wyślij</button></form>',
    '<iframe src="https://example.org/zlo/" srcdoc="<script>zlo()</script>"></iframe>',
    '<svg id="zlo" onload="zlo()"><a xlink:href="javascript:zlo()"><text>tu</text></a></svg>',
    '<math><mtext><table><mglyph><style><img src="zlo" onerror="zlo()">',
    '<noscript><p title="</noscript><img src=x onerror=zlo()>">',
    '<object data="/zlo"></object><embed src="/zlo"><link rel="stylesheet" href="/zlo.css"><meta http-equiv="refresh">',
    '<a target="zlo" ping="/zlo/" download href="https://example.org/">tekst</a>',
    '<embed embedtype="image" id="1" alt="zlo"/><embed embedtype="media" url="https://example.org/zlo"/>',
    "&lt;script&gt;zlo()&lt;/script&gt; &#60;script&#62;",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "Zebranie\r\nATTENDEE:mailto:zlo@example.org",
]


class Running(HTMLParser):
    """What in a page could run, call elsewhere or dress up as the page itself."""

    NEVER = {"iframe", "object", "embed", "base", "math", "style", "applet", "frame", "noscript"}
    RUN = {"style", "srcdoc", "formaction", "target", "ping"}
    WORDS = {"content", "value", "alt", "aria-label", "title", "data-share"}  # read as text, whatever is in them

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in self.NEVER:
            self.found.append(tag)
        data = given.get("type") == "application/ld+json"
        if tag == "script" and not data and not given.get("src", "").startswith("/static/"):
            self.found.append(tag)
        for name, value in given.items():
            address = re.sub(r"[\t\r\n]", "", value).lstrip("".join(map(chr, range(33)))).lower()
            runs = re.match(r"(?!https?:|mailto:|tel:|webcal:)[a-z][a-z0-9+.-]*:", address) and name in {"href", "src"}
            told = name in self.WORDS or value.startswith(("https://", "mailto:", "tel:"))
            if name.startswith("on") or name in self.RUN or runs or ("zlo" in value and not told):
                self.found.append(f"{tag} {name}={value}")
