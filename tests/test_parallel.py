"""Work in processes: the same results in the same order, errors in their turn, no orphans."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from litsieve.errors import ReviewError, Where
from litsieve.parallel import spread


def double(n: int) -> int:
    time.sleep(0.002 * (n % 3))
    return 2 * n


def refuse(n: int) -> int:
    if n == 7:
        raise ReviewError("no", Where("x.bib", 3), "a hint")
    return n


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_the_order_of_the_work(processes: int) -> None:
    assert list(spread(double, range(40), processes)) == [2 * n for n in range(40)]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_comes_whole_and_after_what_was_before_it(processes: int) -> None:
    done = []
    with pytest.raises(ReviewError) as caught:
        done.extend(spread(refuse, range(20), processes))
    assert (str(caught.value.where), caught.value.hint) == ("x.bib:3", "a hint")


def test_work_is_taken_only_as_it_is_needed() -> None:
    taken = []

    def work() -> Iterator[int]:
        for n in range(1000):
            taken.append(n)
            yield n

    results = spread(double, work(), 2)
    assert next(results) == 0
    assert len(taken) <= 7


_KILLED = """
import time
from litsieve.parallel import spread
import os
def wait(n):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
list(spread(wait, range(4), 2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_workers_end_when_their_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", _KILLED], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    workers = {int(parent.stdout.readline()) for _ in range(2)}
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 10
    while workers and time.monotonic() < until:
        time.sleep(0.1)
        for worker in list(workers):
            with contextlib.suppress(PermissionError):
                try:
                    os.kill(worker, 0)
                except ProcessLookupError:
                    workers.remove(worker)
    assert not workers
