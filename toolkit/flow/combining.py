"""A year out of its quarters: a new round whose inbox holds one consolidated workbook, which says what the parts come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from toolkit.consolidate import consolidate
from toolkit.consolidate.joining import Stretch, in_order, join, stated_facts
from toolkit.excel.consolidated import write_consolidated
from toolkit.flow.intake import take_in
from toolkit.flow.totals import figures
from toolkit.lineage import fold
from toolkit.messages import Obstacle
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.lineage import Lineage
from toolkit.model.period import Period
from toolkit.round import Round, folders
from toolkit.round.following import create_following


def combine(
    folder: Path, into: Period, parts: Sequence[Round], received_at: datetime, lang: str
) -> tuple[Round, tuple[Finding, ...]]:
    """The new round, collected; a warning for each unit that some part lacks. Obstacle, and nothing written, where the parts do not make one."""
    rounds = {part.period: part for part in parts}
    if len(rounds) < len(parts):
        raise Obstacle("combine-overlap", found=_twice(parts), into=into)
    ordered = in_order([(part.form, part.period) for part in parts], into)
    last = rounds[ordered[-1]]
    lineage = last.control.lineage.within(into.first_day, into.last_day)
    stretches, untold = _stretches(last, [figures(rounds[period])[0] for period in ordered], lineage)
    joined = join(last.form, last.tree, stretches, lineage)
    whole = consolidate(last.form, into, last.tree, joined.submissions, assessments=joined.assessments, lineage=lineage)[0]
    round_ = create_following(folder, last, into)
    root = last.tree.root.code
    round_.put(f"{folders.INBOX}/{last.form.code}_{root}_{into.id}.xlsx", write_consolidated(whole, root))
    intake = take_in(round_, received_at, lang)
    return round_, (*untold, *joined.findings, *(each for one in intake.taken for each in one.findings))


def _stretches(last: Round, parts: Sequence[Consolidation], lineage: Lineage) -> tuple[list[Stretch], tuple[Finding, ...]]:
    """Each part, with what units that ended within the period add to their successors'."""
    weigh = last.weigher()
    folded = [fold(last.form, lineage, stated_facts(part), last.tree, weigh) for part in parts]
    stretches = [Stretch(part, each.facts, each.doubts.estimated) for part, each in zip(parts, folded, strict=True)]
    return stretches, tuple(dict.fromkeys(found for each in folded for found in each.findings))


def _twice(parts: Sequence[Round]) -> Period:
    periods = [part.period for part in parts]
    return next(period for period in periods if periods.count(period) > 1)
