"""Work spread over processes, its results in the order of the work, whatever the number of them."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from litsieve.errors import ReviewError

#: The environment variable that says how many processes may run.
WORKERS = "REVIEW_WORKERS"

T = TypeVar("T")
R = TypeVar("R")


def workers() -> int:
    """How many processes may run at once: as many as there are cores, unless WORKERS says less."""
    told = os.environ.get(WORKERS, "")
    if told:
        if not told.isdecimal() or int(told) < 1:
            raise ReviewError(f"{WORKERS}={told}: not a number of processes", hint="1, 2, 3 …")
        return int(told)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(function: Callable[[T], R], work: Iterable[T], processes: int) -> Iterator[R]:
    """`function` of each piece of `work`, in order; with 1 process in this one.

    At most three pieces a process are under way, so that memory stays bounded. What goes to and
    fro must be picklable. What all pieces need belongs into `function`, as in a partial: a process
    is given it once, and where it is forked shares it with this one. An error in a piece is raised
    in its turn.
    """
    if processes < 2:
        yield from map(function, work)
        return
    # forked workers are there at once; elsewhere than on Linux forking is not safe
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(processes, context, _prepare, (os.getpid(), function))
    try:
        pending: deque[Future[R]] = deque()
        for piece in work:
            pending.append(pool.submit(_do, piece))
            if len(pending) >= 3 * processes:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


#: What a worker does with each piece.
_work: Callable[[Any], Any]


def _do(piece: Any) -> Any:
    return _work(piece)


def _prepare(parent: int, function: Callable[[Any], Any]) -> None:
    """A worker learns what to do, leaves ctrl-C to its parent, and ends when that is killed.

    What was there before it was forked is never garbage, and what it makes seldom is: looking for
    garbage as often as Python does would take a tenth of its time.
    """
    global _work
    _work = function
    gc.freeze()
    gc.set_threshold(100_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
