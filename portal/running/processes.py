"""The processes of a portal that runs: children that are started again when they die, and die with their parent."""

import ctypes
import logging
import os
import signal
import sys
import time
from pathlib import Path

log = logging.getLogger("portal.run")
SOON = 10  # a child that dies within so many seconds of its start waits before it is started again…
PAUSES = (0.5, 1, 2, 4)  # …so many seconds, then always the last: what it lacks may come back at any moment


class Child:
    """A process that is started again when it dies."""

    def __init__(self, name, function):
        self.name = name
        self.function = function
        self.pid = None
        self.due = 0  # when to start it, on the monotonic clock
        self.failures = 0  # lives in a row that were short

    def start(self) -> None:
        self.started = time.monotonic()
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(self._live(parent))

    def _live(self, parent):
        """The life of the child itself; its exit code."""
        try:
            os.setpgid(0, 0)  # Ctrl-C goes to the parent alone, which stops us once and in order
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            die_with_parent(parent)
            self.function()
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)
            return end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException:
            # it tries again and again while something is missing: its first words are enough
            if self.failures < 2:
                log.exception("The %s process failed.", self.name)
            return 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
        return 0

    def bury(self) -> None:
        """It died: plan its next life, later each time until a pause of four seconds. It never is given up."""
        self.pid = None
        self.failures = self.failures + 1 if time.monotonic() - self.started < SOON else 1
        self.due = time.monotonic() + PAUSES[min(self.failures, len(PAUSES)) - 1]

    def recovered(self) -> bool | None:
        """Whether it has lived for long enough to be well again; true once."""
        well = self.pid and self.failures > 1 and time.monotonic() - self.started >= SOON
        if well:
            self.failures = 0
        return well


def die_with_parent(parent: int, number: int = signal.SIGTERM) -> None:
    """Ask Linux to send this process the signal when its parent is gone, even by SIGKILL. Elsewhere nothing happens.

    The parent's number comes from before the fork: it may be gone by now.
    """
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, number)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)


def waits_for_us(parent: int) -> bool:
    """Whether make got a SIGINT of its own: it blocks further ones, tells its children nothing and waits for them."""
    try:
        status = Path(f"/proc/{parent}/status").read_text()
    except OSError:
        return False
    blocked = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigBlk:"))
    return bool(blocked >> (signal.SIGINT - 1) & 1)
