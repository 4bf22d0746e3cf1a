"""Verifying a report, ours or anybody's: its numbers against its own arithmetic, and against a round's data where one is given."""

from __future__ import annotations

from pathlib import Path

from toolkit.files import read_bytes
from toolkit.flow.totals import figures
from toolkit.messages import Obstacle
from toolkit.model.place import Place
from toolkit.round import Round
from toolkit.verify import Verification, verify_text
from toolkit.word import read_paragraphs

_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def verify_file(path: Path, round_: Round | None) -> Verification:
    """What is wrong with the numbers of a .docx or .txt file; Obstacle where it cannot be read."""
    consolidation = figures(round_)[0] if round_ else None
    return verify_text(_paragraphs(path), consolidation)


def _paragraphs(path: Path) -> list[tuple[Place, str]]:
    if path.is_dir():
        raise Obstacle("verify-kind-unknown", path=path)
    suffix = path.suffix.casefold()
    data = read_bytes(path)
    if suffix == ".docx":
        return read_paragraphs(data, path.name)
    if suffix not in (".txt", ".md"):
        raise Obstacle("verify-kind-unknown", path=path)
    lines = _decoded(data, path).splitlines()
    return [(Place(file=path.name, cell=f"dòng {number}"), line) for number, line in enumerate(lines, start=1)]


def _decoded(data: bytes, path: Path) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise Obstacle("verify-encoding-unknown", path=path) from problem
