"""A year out of its halves, through files; and what is refused."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.command import run_command
from toolkit.consolidate import consolidate
from toolkit.excel.consolidated import write_consolidated
from toolkit.flow import figures, take_in
from toolkit.model.form import Kind
from toolkit.model.period import Period
from toolkit.round import Round, folders, open_round
from toolkit.round.following import create_following

WHEN = datetime(2020, 12, 31, 16, 30)


@pytest.fixture(scope="module")
def halves(demo_round: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, Round]:
    """Two rounds with the sample's answers; in the second half one commune has sent nothing."""
    folder, whole = tmp_path_factory.mktemp("gop"), open_round(demo_round)
    consolidation = figures(whole)[0]
    made = []
    for part in (1, 2):
        round_ = create_following(folder / f"nửa {part}", whole, Period(2020, "S", part))
        sent = {code: each for code, each in consolidation.submissions.items() if part == 1 or code != "00919"}
        data = consolidate(whole.form, round_.period, whole.tree, sent)[0]
        round_.put(f"{folders.INBOX}/02.xlsx", write_consolidated(data, "02"))
        assert [each.outcome.value for each in take_in(round_, WHEN, "vi").taken] == ["accepted"]
        made.append(round_)
    return made[0], made[1]


@pytest.fixture(scope="module")
def year(halves: tuple[Round, Round], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two halves, combined."""
    folder = tmp_path_factory.mktemp("nam") / "cả năm"
    ran = run_command("combine", str(folder), *(str(each.folder) for each in halves), "--into", "2020", "--lang", "en")
    assert ran.exit_code == 0 and "00919" in ran.stdout
    return folder


def test_flows_are_summed_and_stocks_are_the_last(halves: tuple[Round, Round], year: Path) -> None:
    """Unit by unit, and so in every total; a commune that one half lacks has the flows of the other and no stock."""
    first, second = (figures(each)[0] for each in halves)
    whole = figures(open_round(year))[0]
    opening = whole.form.setting.get("opening_stocks", "").split(";")
    compared = 0
    for unit in ("00688", "00691"):
        for each in (one for one in whole.form.totals if one.type.is_numeric and one.code not in opening):
            a, b = (data.figure(unit, each.code).value for data in (first, second))
            expected = b if each.kind is Kind.STOCK else a + b if isinstance(a, int) and isinstance(b, int) else a
            assert whole.figure(unit, each.code).value == expected, each.code
            compared += 1
    assert compared > 60
    assert whole.figure("00919", "ket_nap_moi").value == first.figure("00919", "ket_nap_moi").value
    assert whole.figure("00919", "tong_thanh_nien").reported == 0
    assert whole.figure("02", "ket_nap_moi").value == sum(data.figure("02", "ket_nap_moi").value for data in (first, second))  # type: ignore[misc]


def test_what_stands_at_the_beginning_is_of_the_first_part(halves: tuple[Round, Round], year: Path) -> None:
    """Members at the beginning of the year are those at the beginning of its first half."""
    first, whole = figures(halves[0])[0], figures(open_round(year))[0]
    assert whole.figure("00919", "dv_dau_ky").value == first.figure("00919", "dv_dau_ky").value


def test_rows_of_all_parts_and_the_units_below_stay(halves: tuple[Round, Round], year: Path) -> None:
    """Awards of both halves stand together, by unit; the year is a round like any other."""
    first, second = (figures(each)[0] for each in halves)
    whole = figures(open_round(year))[0]
    assert len(list(whole.rows("02", "khen_thuong"))) == sum(len(list(data.rows("02", "khen_thuong"))) for data in (first, second))
    assert len(whole.reported("02")) == 193
    assert run_command("consolidate", str(year), "--unit", "02").exit_code == 0


@pytest.mark.parametrize(
    ("picked", "into", "code"),
    [
        ((0,), "2020", "01/07/2020"),
        ((0, 0), "2020", "2020S1"),
        ((0, 1), "2021", "2020S1"),
        ((0, 1), "2020S1", "2020S2"),
        ((0, 1), "hai", "hai"),
    ],
)
def test_what_does_not_make_up_the_period_is_refused(
    halves: tuple[Round, Round], tmp_path: Path, picked: tuple[int, ...], into: str, code: str
) -> None:
    """One line, and no folder is made."""
    folder = tmp_path / "năm"
    ran = run_command("combine", str(folder), *(str(halves[index].folder) for index in picked), "--into", into, "--lang", "en")
    assert ran.exit_code == 2 and len(ran.stderr.strip().splitlines()) == 1 and not folder.exists()
    assert code in ran.stderr


def test_a_round_is_not_written_over(halves: tuple[Round, Round], tmp_path: Path) -> None:
    """A folder that holds a round stays as it is."""
    taken = Path(shutil.copytree(halves[0].folder, tmp_path / "cũ"))
    ran = run_command("combine", str(taken), *(str(each.folder) for each in halves), "--into", "2020")
    assert ran.exit_code == 2 and open_round(taken).period.id == "2020S1"
