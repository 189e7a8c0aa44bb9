"""Work on batches in several processes; results come in the order of the batches."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Batch], Result], batches: Iterable[Batch], workers: int
) -> Iterator[Result]:
    """`work` of each batch, by that many processes (fewer than 2: by this one).

    Few batches are under way at a time, so that memory stays bounded. If processes cannot be
    started or are killed, the work is done here: slower, with the same results.
    """
    if workers < 2:
        yield from map(work, batches)
        return
    waiting: deque[tuple[Batch, Future[Result] | None]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for batch in batches:
            waiting.append((batch, _submitted(pool, work, batch)))
            if len(waiting) > 2 * workers:
                yield _result(work, *waiting.popleft())
        while waiting:
            yield _result(work, *waiting.popleft())


def _submitted(
    pool: ProcessPoolExecutor, work: Callable[[Batch], Result], batch: Batch
) -> Future[Result] | None:
    try:
        return pool.submit(work, batch)
    except (BrokenProcessPool, OSError):
        return None


def _result(work: Callable[[Batch], Result], batch: Batch, future: Future[Result] | None) -> Result:
    if future is None:
        return work(batch)
    try:
        return future.result()
    except BrokenProcessPool:
        return work(batch)
