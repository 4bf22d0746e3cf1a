"""Work done in child processes, so that whatever kills, stops or bloats one of them costs one piece of work and nothing else.

A native reader that aborts takes its process along, and Python cannot catch that. `concurrent.futures.ProcessPoolExecutor` gives up all
work when one worker dies and cannot stop one that hangs; here each worker is a plain Python process that is spoken to over its pipes,
is killed when its time is up, and is replaced. No process is forked and no main module is run again, so it works alike on Windows.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Container
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from queue import Empty, SimpleQueue
from typing import IO, Any, ParamSpec, TypeVar

from toolkit.messages import Obstacle

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 60
"""For one piece of work. An ordinary workbook takes some milliseconds, the largest that preflight lets through some seconds."""

MEGABYTES = 2048
"""Of memory for one worker: the largest sheet that preflight lets through takes about a quarter of it."""

MOST_WORKERS = 8
"""Beyond this the disk is the bottleneck, and an office machine has other things to do."""

LOOKS = 20
"""Times a second that a worker's memory is looked at while it works: what asks for gigabytes at once takes longer than that to get them."""

_LENGTH = struct.Struct(">Q")
_STARTS = "from toolkit.shelter import serve; serve({megabytes})"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a piece of work may take, and how many are worked on at once."""

    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    workers: int = 0
    """0 means as many as the machine has processors."""

    @property
    def processes(self) -> int:
        """How many workers to start at most."""
        return self.workers or min(os.cpu_count() or 1, MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class Lasting:
    """Bytes that many pieces of work need: each worker is sent them once."""

    digest: str
    data: bytes = field(compare=False, repr=False)


class WorkerLost(Exception):
    """A piece of work took its worker along: `code` of the catalogue says how, `values` are what its sentence names."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class Shelter(Executor):
    """An executor whose workers may be lost: a future of it then raises WorkerLost, and the next piece of work gets a new worker."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(limits.processes)
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._started: list[_Worker] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a function of a module called with those arguments, all of which can be pickled."""
        return self._threads.submit(self._done, fn, args, kwargs)

    def _done(self, fn: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]) -> T:
        worker = self._worker()
        try:
            answer: T = worker.ask((fn, args, kwargs), self._limits)
        except WorkerLost:
            worker.end()
            raise
        except BaseException:
            self._idle.put(worker)
            raise
        self._idle.put(worker)
        return answer

    def _worker(self) -> _Worker:
        try:
            return self._idle.get_nowait()
        except Empty:
            worker = _Worker(self._limits.megabytes)
            self._started.append(worker)
            return worker

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """End the workers: with `wait` once what was submitted is done, else at once, and what they are at is lost."""
        if not wait:
            for worker in self._started:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=cancel_futures or not wait)
        for worker in self._started:
            worker.end()


def interpreter_of(executable: str, *, windows: bool = sys.platform == "win32") -> tuple[str, dict[str, str]]:
    """What to start for a worker, and what its environment must say.

    On Windows the interpreter of a virtual environment only starts another one: measuring or ending the first would leave the second.
    """
    base = getattr(sys, "_base_executable", executable)
    return (base, {"__PYVENV_LAUNCHER__": executable}) if windows and base != executable else (executable, {})


class _Worker:
    """One child process: a question in, an answer out."""

    def __init__(self, megabytes: int) -> None:
        interpreter, launched = interpreter_of(sys.executable)
        paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
        environment = {**os.environ, **paths, **launched}
        self._sent: frozenset[str] = frozenset()
        try:
            self._process = subprocess.Popen(
                [interpreter, "-c", _STARTS.format(megabytes=megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a panic of the native reader is told there at length
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Obstacle("worker-not-started", reason=error.strerror or error) from error

    def ask(self, question: object, limits: Limits) -> Any:
        """What the call gives; raises what it raises, and WorkerLost where the process ends, its time is up or it takes too much memory."""
        message, sent = _message(question, self._sent)
        guard = _Guard(self._process, limits)
        try:
            answer = self._exchange(message)
        except (OSError, EOFError) as error:
            raise guard.loss() from error
        finally:
            in_time = guard.leave()
        if not in_time:
            raise guard.loss()  # it answered in the moment in which it was ended, and is of no more use
        self._sent |= sent
        return _answered(answer, limits)

    def _exchange(self, question: bytes) -> bytes:
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        _send(self._process.stdin, question)
        return _receive(self._process.stdout)

    def kill(self) -> None:
        """End the process, whatever it is at; who waits for its answer gets WorkerLost."""
        self._process.kill()

    def end(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except OSError:
                    continue  # what it had not read yet cannot be written any more, and need not
        self._process.wait()


class _Guard:
    """Watches one piece of work from outside, so that its limits hold on every system, and ends the process that goes beyond them."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self._process, self._limits = process, limits
        self._loss, self._ended = WorkerLost("reader-died"), False
        self._done, self._turn = threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        until = time.monotonic() + self._limits.seconds
        while not self._done.wait(1 / LOOKS):
            if _megabytes_of(self._process.pid) > self._limits.megabytes:
                self._end("reader-too-hungry", self._limits.megabytes)
            elif time.monotonic() > until:
                self._end("reader-too-slow", self._limits.seconds)

    def _end(self, code: str, limit: float) -> None:
        with self._turn:
            if not self._done.is_set():
                self._loss, self._ended = WorkerLost(code, limit=f"{limit:g}"), True
                self._done.set()
                self._process.kill()

    def leave(self) -> bool:
        """The work is over: watch no longer. False where the process was ended before."""
        with self._turn:
            self._done.set()
            return not self._ended

    def loss(self) -> WorkerLost:
        """What became of a process that gave no answer."""
        return self._loss


def _megabytes_of(pid: int) -> float:
    """The memory that a process holds; 0 where it has ended. Windows may page it out, so what it has asked for counts there."""
    psutil: Any = import_module("psutil")  # not at the top: a worker, which only answers, need not load it
    try:
        held = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return float(max(held.rss, getattr(held, "private", 0))) / 2**20


def _answered(answer: bytes, limits: Limits) -> Any:
    ok, result = pickle.loads(answer)  # from our own child
    if ok:
        return result
    if isinstance(result, MemoryError):
        raise WorkerLost("reader-too-hungry", limit=str(limits.megabytes))
    raise result


class _Sender(pickle.Pickler):
    """Writes a question; of what lasts and was sent before, only its name."""

    def __init__(self, target: BytesIO, known: Container[str]) -> None:
        super().__init__(target, pickle.HIGHEST_PROTOCOL)
        self._known = known
        self.sent: set[str] = set()

    def persistent_id(self, obj: object) -> tuple[str, bytes] | None:
        """What stands for an object, as pickle asks of each; None for one that is written out."""
        if not isinstance(obj, Lasting):
            return None
        if obj.digest in self._known or obj.digest in self.sent:
            return obj.digest, b""
        self.sent.add(obj.digest)
        return obj.digest, obj.data


class _Receiver(pickle.Unpickler):
    """Reads questions; what lasts is kept for those to come."""

    def __init__(self, source: BytesIO, held: dict[str, Lasting]) -> None:
        super().__init__(source)
        self._held = held

    def persistent_load(self, pid: tuple[str, bytes]) -> Lasting:
        """What was sent under that name, now or before."""
        digest, data = pid
        return self._held[digest] if digest in self._held else self._held.setdefault(digest, Lasting(digest, data))


def _message(question: object, known: Container[str]) -> tuple[bytes, frozenset[str]]:
    """A question as bytes, and what lasts that it brings along."""
    target = BytesIO()
    sender = _Sender(target, known)
    sender.dump(question)
    return target.getvalue(), frozenset(sender.sent)


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(_LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def serve(megabytes: int) -> None:
    """What a child process runs: answer one question after another until nobody asks any more."""
    _hold_memory(megabytes)
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not end up among the answers
    held: dict[str, Lasting] = {}
    while True:
        try:
            question = _receive(questions)
        except EOFError:
            return
        _send(answers, _answer(question, held))


def _answer(question: bytes, held: dict[str, Lasting]) -> bytes:
    try:
        fn, args, kwargs = _Receiver(BytesIO(question), held).load()  # from our own parent
        return pickle.dumps((True, fn(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to whoever asked
        return pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)


def _hold_memory(megabytes: int) -> None:
    """Where the system can hold a process to it (Linux) nothing beyond is ever given out; elsewhere the guard looks at what it holds."""
    if find_spec("resource") is None:
        return
    resource = import_module("resource")
    limit = megabytes * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ValueError, OSError):
        return  # macOS knows the limit and does not take it
