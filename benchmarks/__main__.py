"""`python -m benchmarks`: measure, print, and with `--save` write it down."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks import measure, workbooks
from benchmarks.consolidating import LARGE, SMALL, measure_consolidating
from benchmarks.intake import measure_intake, measure_memory
from benchmarks.issuing import measure_branches, measure_branches_on_disk, measure_issuing
from benchmarks.reading import measure_reading
from benchmarks.reporting import measure_many, measure_province
from benchmarks.table import Section, text
from benchmarks.writing import COUNTRY, PROVINCE, measure_rebuilding, measure_writing

RESULTS = Path(__file__).with_name("results.md")


def main() -> None:
    """Run what was asked for; each table is printed as soon as it is there."""
    options = _options()
    pages = [_head(large=options.large)]
    _show(pages[0])
    for section in _sections(options):
        pages.append(text(section))
        _show(pages[-1])
    if options.save:
        RESULTS.write_text("\n".join(pages), encoding="utf-8", newline="\n")
        _show(f"Written to {RESULTS}")


def _head(*, large: bool) -> str:
    command = "python -m benchmarks --large" if large else "python -m benchmarks"
    facts = (f"Measured on {datetime.now():%Y-%m-%d} with `{command}`", *measure.machine())
    return "\n".join(("# Benchmarks", "", *(f"- {fact}" for fact in facts), ""))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ours beside what a user would pick instead.")
    parser.add_argument("--only", choices=("intake", "sample", "consolidating"), help="one part of it")
    parser.add_argument("--files", type=int, default=2000, help="to take in; memory is seen over ten times as many")
    parser.add_argument(
        "--large",
        action="store_true",
        help="also consolidate 100,000 branches and write their 3,356 workbooks: an hour, 6 GB of memory",
    )
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    return parser.parse_args()


def _sections(options: argparse.Namespace) -> Iterator[Section]:
    parts = {"intake": _intake(options.files), "sample": _sample(), "consolidating": _consolidating(large=options.large)}
    for name, sections in parts.items():
        if options.only in (None, name):
            yield from sections


def _intake(files: int) -> Iterator[Section]:
    with tempfile.TemporaryDirectory(prefix="baocao-bench-", ignore_cleanup_errors=True) as folder:
        yield measure_intake(Path(folder), files)
        yield measure_memory(Path(folder), files)


def _sample() -> Iterator[Section]:
    with tempfile.TemporaryDirectory(prefix="baocao-bench-", ignore_cleanup_errors=True) as folder:
        received = workbooks.make(Path(folder))
        yield measure_reading(received)
        yield measure_issuing(received.fresh_round())
        yield measure_branches(received.fresh_round())
        yield measure_branches_on_disk(received.fresh_round())
        round_ = received.fresh_round()
        yield measure_province(round_, workbooks.COUNTED)
        yield measure_many(round_)


def _consolidating(*, large: bool) -> Iterator[Section]:
    yield measure_consolidating((*SMALL, *LARGE) if large else SMALL)
    for size, sample in ((PROVINCE, 12), (COUNTRY, 3)) if large else ((PROVINCE, 12),):
        yield measure_writing(size, sample)
        yield measure_rebuilding(size)


def _show(page: str) -> None:
    sys.stdout.write(page + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
