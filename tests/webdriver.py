"""Firefox and WebKit as they come with a system, driven without a library: by Marionette, which Firefox speaks itself,
and by the WebDriver of WebKitGTK. Both know the same commands; only the way there differs.
"""

import base64
import http.client
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PATIENCE = 20  # seconds

# the first one that is seen, and has the name or begins with it
FIND = """
const [selector, wanted] = arguments;
const nameOf = (it) => {
  const others = (it.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
  const label = it.labels && it.labels[0];
  const names = others[0] ? others.map((other) => other && other.textContent) : [(label || it).textContent];
  return (it.getAttribute("aria-label") || names.join(" ")).replace(/[\\u00a0\\s]+/g, " ").trim();
};
const isSeen = (it) => it.getClientRects().length && !it.closest("details:not([open]) > :not(summary)");
const seen = [...document.querySelectorAll(selector)].filter(isSeen);
return seen.find((it) => nameOf(it) === wanted) || seen.find((it) => nameOf(it).startsWith(wanted)) || null;
"""
FIELDS = "input:not([type=hidden]), textarea, select"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    """What a person does with a page, and a few questions about what is seen."""

    program = None  # what must be installed

    def go(self, url):
        self.ask("POST", "url", "Navigate", url=url)

    def back(self):
        self.ask("POST", "back", "Back")

    def script(self, script, *args):
        return self.ask("POST", "execute/sync", "ExecuteScript", script=script, args=list(args))

    def until(self, question, what):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if answer := question():
                    return answer
            except RuntimeError as trouble:  # the page went away meanwhile
                if time.monotonic() > deadline:
                    raise AssertionError(what) from trouble
            assert time.monotonic() < deadline, f"{what}: not on {self.script('return location.href')}"
            time.sleep(0.1)

    def find(self, selector, name):
        found = self.until(lambda: self.script(FIND, selector, name), f"{selector} {name}")
        return found[ELEMENT]

    def press(self, name, selector="button, a, summary"):
        """Press it; as soon as it can be pressed, where something else goes away first."""

        def pressed():
            self._act(self.find(selector, name), "click", "ElementClick")
            return True

        self.until(pressed, f"{selector} {name}: pressed")

    def tick(self, name):
        """Press the label; again, as a person would, when the page moved away under the press."""

        def ticked():
            element = {ELEMENT: self.find("label", name)}
            if not self.script("return arguments[0].control.checked", element):
                self.press(name, "label")
            return self.script("return arguments[0].control.checked", element)

        self.until(ticked, f"{name}: ticked")

    def fill(self, label, text):
        element = self.find(FIELDS, label)
        self.script("const [it] = arguments; it.focus(); it.select && it.select();", {ELEMENT: element})
        self._act(element, "value", "ElementSendKeys", text=text)

    def press_at(self, x, y):
        """A press of the mouse anywhere on the page."""
        presses = [
            {"type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport"},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": presses}
        self.ask("POST", "actions", "PerformActions", actions=[mouse])

    def sees(self, text):
        """Wait until the page says so."""
        said = "return document.body.innerText.replace(/[\\u00a0\\s]+/g, ' ').includes(arguments[0])"
        self.until(lambda: self.script(said, text), text)

    def sign_in(self, server, session):
        self.go(f"{server}/mapa-strony/")
        cookie = {"name": "sessionid", "value": session, "path": "/", "httpOnly": True}
        self.ask("POST", "cookie", "AddCookie", cookie=cookie)

    def keep(self, path):
        """Write down what is seen as a picture."""
        Path(path).write_bytes(base64.b64decode(self.ask("GET", "screenshot", "TakeScreenshot", full=False)))

    def _act(self, element, path, command, **params):
        self.script("arguments[0].scrollIntoView({ block: 'center' })", {ELEMENT: element})
        self.ask("POST", f"element/{element}/{path}", command, id=element, **params)

    def ask(self, method, path, command, **params):
        raise NotImplementedError


class Firefox(Browser):
    program = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)

    def __init__(self, folder):
        port = free_port()
        settings = {
            "marionette.port": port,
            "intl.accept_languages": '"pl"',
            "datareporting.policy.dataSubmissionEnabled": "false",
            "browser.shell.checkDefaultBrowser": "false",
            "app.update.enabled": "false",
            "network.captive-portal-service.enabled": "false",
        }
        (folder / "user.js").write_text("".join(f'user_pref("{name}", {value});\n' for name, value in settings.items()))
        arguments = ["--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        with (folder / "said").open("w") as said:
            self.process = subprocess.Popen([self.program, *arguments], stdout=said, stderr=said)
        self.number = 0
        deadline = time.monotonic() + 60
        while True:
            try:
                self.line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE * 2).makefile("rwb")
                break
            except OSError:
                assert time.monotonic() < deadline, (folder / "said").read_text()
                time.sleep(0.2)
        self._read()  # who is there
        self.ask("POST", "", "NewSession", capabilities={})

    def _read(self):
        size = b""
        while (sign := self.line.read(1)) != b":":
            size += sign
        return json.loads(self.line.read(int(size)))

    def ask(self, method, path, command, **params):
        self.number += 1
        told = json.dumps([0, self.number, f"WebDriver:{command}", params]).encode()
        self.line.write(b"%d:%s" % (len(told), told))
        self.line.flush()
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return answer.get("value") if isinstance(answer, dict) else answer

    def printed(self):
        """The page on paper, as a PDF."""
        return base64.b64decode(self.ask("POST", "print", "Print", background=False, shrinkToFit=True))

    def close(self):
        self.process.terminate()
        self.process.wait(20)


class WebKit(Browser):
    program = shutil.which("WebKitWebDriver")

    def __init__(self, folder):
        port = free_port()
        self.display = None
        screen = os.environ.get("DISPLAY")
        with (folder / "said").open("w") as said:
            if not screen:
                reader, writer = os.pipe()
                arguments = ["-displayfd", str(writer), "-screen", "0", "1440x1000x24", "-nolisten", "tcp"]
                self.display = subprocess.Popen(["Xvfb", *arguments], pass_fds=[writer], stdout=said, stderr=said)
                os.close(writer)
                with os.fdopen(reader) as told:
                    screen = f":{told.readline().strip()}"
            own = {"DISPLAY": screen, "HOME": str(folder), "LIBGL_ALWAYS_SOFTWARE": "1", "LC_ALL": "C.UTF-8"}
            own |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"} if os.geteuid() == 0 else {}
            self.process = subprocess.Popen(
                [self.program, f"--port={port}"], env=os.environ | own, stdout=said, stderr=said
            )
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.session = None
        # a page too, not only the program, is slow to come on a busy machine
        deadline = time.monotonic() + 60
        while self.session is None:
            try:
                self.session = self._send("POST", "/session", {"capabilities": {"alwaysMatch": {}}})["sessionId"]
            except OSError:
                assert time.monotonic() < deadline, (folder / "said").read_text()
                self.line.close()
                time.sleep(0.2)

    def _send(self, method, path, body=None):
        told = None if method == "GET" else json.dumps(body or {})
        self.line.request(method, path, told, {"Content-Type": "application/json"} if told else {})
        answer = json.loads(self.line.getresponse().read())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{path}: {answer['error']}: {answer['message']}")
        return answer

    def ask(self, method, path, command, **params):
        return self._send(method, f"/session/{self.session}/{path}", params)

    def close(self):
        try:
            self._send("DELETE", f"/session/{self.session}")
        finally:
            for process in filter(None, (self.process, self.display)):
                process.terminate()
                process.wait(20)
