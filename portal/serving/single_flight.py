"""When many ask at the same time for what nobody has made yet, one makes it and the others wait for that one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# seconds. It is short, and nobody waits inside a transaction: who holds a connection of the pool must not wait for
# long for somebody who may be waiting for one
WAIT = 2

_makers = {}


@contextmanager
def single_flight(key: str) -> Iterator[None]:
    """Come in alone; whoever comes meanwhile waits until that one has ended, well or not, or takes too long. All then
    look whether it is there, and make it themselves if not."""
    mine = threading.Event()
    maker = _makers.setdefault(key, mine)
    if maker is not mine:
        maker.wait(WAIT)
        yield
        return
    try:
        yield
    finally:
        del _makers[key]
        mine.set()
