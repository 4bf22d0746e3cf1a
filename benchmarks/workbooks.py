"""The files that are read: the workbooks that count in the sample round, made and filled in by the product as its demo does."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from toolkit.demo.sample import Sample, read_sample
from toolkit.demo.senders import drop
from toolkit.flow import issue_blanks, take_in
from toolkit.round import Round, create_round, folders, open_round
from toolkit.shelf import find_sample

SAMPLE = "ha-giang-2020"
LANG = "vi"
COUNTED = datetime(2020, 12, 31, 12)
"""When the sample's last figures are taken in."""


@dataclass(frozen=True)
class Received:
    """A folder of workbooks, one a unit, and a round that has not taken in anything yet. `folder` is for scratch."""

    folder: Path
    files: tuple[Path, ...]
    empty_round: Path

    def fresh_round(self) -> Round:
        """A round of its own with all files in its inbox."""
        target = self.folder / "fresh"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.empty_round, target)
        for path in self.files:
            shutil.copyfile(path, target / folders.INBOX / path.name)
        return open_round(target)


def make(folder: Path) -> Received:
    """Play the sample round through and keep the workbook that counts in the end for each unit."""
    sample = read_sample(find_sample(SAMPLE))
    played = new_round(folder / "played", sample)
    issue_blanks(played)
    for wave in sample.waves:
        drop(played, sample, wave)
        take_in(played, datetime.combine(wave.received, time(16, 30)), LANG)
    return received_by(played, folder)


def received_by(played: Round, folder: Path, most: int | None = None) -> Received:
    """The workbooks that count in a round that was played, or the first `most` of them, copied into `folder`."""
    new_round(folder / "empty", read_sample(find_sample(SAMPLE)))
    return Received(folder, tuple(_counting(played, folder / "files", most)), folder / "empty")


def new_round(folder: Path, sample: Sample) -> Round:
    """The sample's round, before anything was sent out."""
    settings = {"programme": sample.programme, "form": sample.form, "period": sample.period}
    round_, _ = create_round(folder, settings, sample.units, root="")
    assert round_ is not None, f"the sample's units are broken: {sample.units}"
    return round_


def _counting(played: Round, target: Path, most: int | None) -> list[Path]:
    target.mkdir()
    with played.ledger() as ledger:
        submissions = ledger.submissions()
    originals = played.folder / folders.ORIGINALS
    return [
        Path(shutil.copyfile(originals / f"{submission.sha256}.xlsx", target / f"{unit}.xlsx"))
        for unit, submission in list(submissions.items())[:most]
    ]
