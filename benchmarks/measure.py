"""Fair timing: everybody takes turns, first in one order and then in the other; the best of each counts."""

from __future__ import annotations

import gc
import platform
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

LIBRARIES = ("openpyxl", "pandas", "python-calamine", "XlsxWriter", "lxml", "python-docx", "docxtpl")


@dataclass(frozen=True)
class Contender:
    """One way of doing a job. `prepare` makes what `run` works on, `judge` looks at what came of it; only `run` is timed."""

    name: str
    prepare: Callable[[], object]
    run: Callable[[object], object]
    judge: Callable[[object], str]
    """What to say of the result in the table; AssertionError where it is wrong."""


@dataclass(frozen=True)
class Timing:
    """The best run of one contender, in seconds by the clock and of the processor, and what was said of its result."""

    name: str
    wall: float
    cpu: float
    remark: str


def compare(contenders: Sequence[Contender], rounds: int = 3) -> list[Timing]:
    """The best timing of each, in the order given. Files and imports must be warm: whoever makes the job has read them once."""
    runs: dict[str, list[Timing]] = {each.name: [] for each in contenders}
    for turn in range(rounds):
        for each in contenders if turn % 2 == 0 else reversed(contenders):
            runs[each.name].append(_once(each))
    return [_best(runs[each.name]) for each in contenders]


def _once(contender: Contender) -> Timing:
    state = contender.prepare()
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    result = contender.run(state)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Timing(contender.name, wall, cpu, contender.judge(result))


def _best(timings: Sequence[Timing]) -> Timing:
    first = timings[0]
    return Timing(first.name, min(each.wall for each in timings), min(each.cpu for each in timings), first.remark)


def seconds(job: Callable[[], object]) -> float:
    """How long a job takes, once, in seconds of the processor: for jobs that touch no disk."""
    gc.collect()
    start = time.process_time()
    job()
    return time.process_time() - start


def peak_memory(job: Callable[[], object]) -> int:
    """Bytes that a job takes at most beyond what was there before. Tracing makes it slow: never timed together."""
    gc.collect()
    tracemalloc.start()
    try:
        result = job()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    del result
    return peak


def machine() -> list[str]:
    """Where this ran: a line for the machine, a line for the versions."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [f"{processor()}, {platform.system()} {platform.release()}", f"Python {platform.python_version()}, {libraries}"]


def processor() -> str:
    """The processor's name, as far as the system tells."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123  (a system file, there or not)
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return f"{len(names)} x {names[0]}" if names else platform.processor() or platform.machine()
