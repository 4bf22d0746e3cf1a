"""A year out of halves between which units ended, were assessed, were corrected: what is carried, and what is told instead."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from tests.flow.test_reference import ASSESSED
from tests.support.command import Ran, run_command
from tests.support.forms import workbook
from tests.support.rounds import RECEIVED, collected, drop, filled, small_round
from toolkit.consolidate.joining import Stretch, join
from toolkit.excel.consolidated import write_consolidated
from toolkit.excel.patch import set_values
from toolkit.flow import figures, issue_blanks, take_in
from toolkit.model.lineage import Lineage
from toolkit.round import Round, create_round, folders, open_round


def half(folder: Path, part: int, communes: int, rows: Iterable[tuple[str, list[object]]] = ()) -> Round:
    """A half year's round of so many communes, with rows added to sheets of its control workbook."""
    round_ = small_round(folder, communes, {"period": f"2020S{part}"})
    path = round_.folder / folders.CONTROL
    book = openpyxl.load_workbook(path)
    for sheet, row in rows:
        book[sheet].append(row)
    book.save(path)
    return open_round(round_.folder)


def send(round_: Round, **totals: int) -> None:
    """Each commune states how many there are, half of them male."""
    drop(round_, **{unit: filled(round_, unit, {"tong": total, "nam": total // 2}) for unit, total in totals.items()})
    assert {each.outcome.value for each in collected(round_).taken} == {"accepted"}


def combined(folder: Path, *parts: Round) -> Ran:
    return run_command("combine", str(folder), *(str(each.folder) for each in parts), "--into", "2020", "--lang", "en")


@pytest.fixture
def halves(tmp_path: Path) -> tuple[Round, Round]:
    """Four communes; on 1 July the third went into the first, the fourth in halves into the first and the second."""
    first = half(tmp_path / "một", 1, 4)
    events = [
        ("Sáp nhập", ["x3", "Xã 3", "x1", "Nhập toàn bộ", None, "01/07/2020"]),
        ("Sáp nhập", ["x4", "Xã 4", "x1", "Nhập một phần", "1/2", "01/07/2020"]),
        ("Sáp nhập", ["x4", "Xã 4", "x2", "Nhập một phần", "1/2", "01/07/2020"]),
    ]
    second = half(tmp_path / "hai", 2, 2, events)
    send(first, x1=10, x2=20, x3=30, x4=40, t1=1)
    send(second, x1=100, x2=200, t1=2)
    return first, second


def test_predecessors_before_and_successors_after(halves: tuple[Round, Round], tmp_path: Path) -> None:
    """The first commune's year is its own halves, the third's first half, and half of the fourth's; nothing is lost."""
    ran = combined(tmp_path / "năm", *halves)
    assert ran.exit_code == 0, ran.stderr
    data = figures(open_round(tmp_path / "năm"))[0]
    assert [data.figure(unit, "tong").value for unit in ("x1", "x2", "t1", "h")] == [160, 240, 3, 403]
    assert "Xã 3 (x3) ended" not in ran.stdout  # a note
    assert "no longer among" not in ran.stdout
    assert ran.stdout.count("is estimated in part") == 2


def test_what_rests_on_a_share_says_so_where_it_stands(halves: tuple[Round, Round], tmp_path: Path) -> None:
    """In the trace, and so on the sheet of sources, of the year."""
    combined(tmp_path / "năm", *halves)
    told = run_command("figures", str(tmp_path / "năm"), "--trace", "tong", "--lang", "en").stdout
    lines = {line.split(" · ")[1]: line for line in told.splitlines() if " · " in line}
    assert "(ước tính)" in lines["Xã 1"] and "(ước tính)" in lines["Xã 2"]
    assert "(ước tính)" not in lines["Thị trấn 1"]


def test_what_rests_on_a_share_is_marked_in_the_year(halves: tuple[Round, Round], tmp_path: Path) -> None:
    """The units that hold a piece, and what is derived; not the district, which holds both pieces, nor who holds none."""
    combined(tmp_path / "năm", *halves)
    year = open_round(tmp_path / "năm")
    data = figures(year)[0]
    assert [data.figure(unit, "tong").estimated for unit in ("x1", "x2", "t1", "h")] == [True, True, False, False]
    book = openpyxl.load_workbook(io.BytesIO(write_consolidated(data, "h")))
    marked = {cell.value for row in book["Tổng hợp"].iter_rows() for cell in row if cell.number_format.startswith('"≈')}
    assert {160, 240} <= marked and not {3, 403} & marked


def test_a_mark_survives_further_levels_and_years(halves: tuple[Round, Round], tmp_path: Path) -> None:
    """In the round above that takes the year's workbook, without knowing of the split: there all that stands above is as uncertain."""
    combined(tmp_path / "năm", *halves)
    book = write_consolidated(figures(open_round(tmp_path / "năm"))[0], "h")
    above = small_round(tmp_path / "trên", 2, {"period": "2020"})
    (above.folder / folders.INBOX / "h.xlsx").write_bytes(book)
    assert [each.outcome.value for each in take_in(above, RECEIVED, "vi").taken] == ["accepted"]
    data = figures(above)[0]
    assert [data.figure(unit, "tong").estimated for unit in ("x1", "x2", "t1", "h")] == [True, True, False, True]
    again = join(above.form, above.tree, [Stretch(data)], Lineage())
    assert again.submissions["x1"].entries["tong"].place.sheet and not again.submissions["t1"].entries["tong"].place.sheet


def test_a_unit_that_is_gone_without_a_word_is_a_warning(halves: tuple[Round, Round], tmp_path: Path) -> None:
    """No event says where it went: it does not count, and that is told with its name."""
    first, second = halves
    path = second.folder / folders.CONTROL
    book = openpyxl.load_workbook(path)
    book["Sáp nhập"].delete_rows(3, 10)
    book.save(path)
    ran = combined(tmp_path / "năm", first, open_round(second.folder))
    assert ran.stdout.count("is no longer among the units") == 2


def test_totals_that_cannot_be_kept_are_named(tmp_path: Path) -> None:
    """One typed over in a district's workbook, one corrected by the office: both are told with indicator and value."""
    first = half(tmp_path / "một", 1, 2)
    send(first, x1=10, x2=20)
    typed = set_values(write_consolidated(figures(first)[0], "h"), {"tong": 99})
    above = half(tmp_path / "trên", 1, 2)
    (above.folder / folders.INBOX / "h.xlsx").write_bytes(typed)
    assert [each.outcome.value for each in take_in(above, RECEIVED, "vi").taken] == ["accepted"]
    second = half(tmp_path / "hai", 2, 2, [("Điều chỉnh", ["h", "tong", 30, 31, "Đếm lại", "Văn phòng", "31/12/2020"])])
    send(second, x1=10, x2=20)
    ran = combined(tmp_path / "năm", above, second)
    told = " ".join(ran.stdout.split())
    assert "1 totals of Huyện H differ from the sums of its units (“tong 99”)" in told
    assert "1 totals of Huyện H were corrected (“tong 31”)" in told
    assert figures(open_round(tmp_path / "năm"))[0].figure("h", "tong").value == 60


def assessed(folder: Path, part: int, programme: Path, decisions: dict[str, tuple[float, str]]) -> Round:
    """A half in which the district has judged some of its two communes."""
    settings = {"programme": str(programme), "form": "cham", "period": f"2020S{part}"}
    made, _ = create_round(folder, settings, folder.parent / "units.xlsx", root="")
    assert made is not None
    issue_blanks(made)
    for blank in (made.folder / folders.ISSUED).rglob("*_x*.xlsx"):
        (made.folder / folders.INBOX / blank.name).write_bytes(set_values(blank.read_bytes(), {"tu_a": 7}))
    take_in(made, RECEIVED, "vi")
    book = write_consolidated(figures(made)[0], "h")
    rows = {unit: at for at, unit in enumerate(unit.code for unit in made.tree.heard("h"))}
    values = {("tham_dinh.td_a", rows[u]): points for u, (points, _) in decisions.items()}
    values |= {("tham_dinh.cong_nhan", rows[u]): said for u, (_, said) in decisions.items()}  # type: ignore[misc]
    (made.folder / folders.INBOX / "h.xlsx").write_bytes(set_values(book, values))
    take_in(made, RECEIVED, "vi")
    return made


def test_the_last_assessment_counts(tmp_path: Path) -> None:
    """Judged in both halves: the later one; judged in the first only: that, with a warning; the year shows both rows."""
    small_round(tmp_path / "a", 2)
    (tmp_path / "units.xlsx").write_bytes((tmp_path / "a" / "units.xlsx").read_bytes())
    programme = tmp_path / "cham-diem"
    programme.mkdir()
    (programme / "cham.xlsx").write_bytes(workbook(ASSESSED.format(evidence="")))
    first = assessed(tmp_path / "một", 1, programme, {"x1": (5, "Không"), "x2": (6, "Có")})
    second = assessed(tmp_path / "hai", 2, programme, {"x1": (8, "Có")})
    ran = combined(tmp_path / "năm", first, second)
    assert ran.exit_code == 0, ran.stdout
    assert "1 units were not assessed in 2020S2" in ran.stdout
    data = figures(open_round(tmp_path / "năm"))[0]
    assert [(data.figure(unit, "td_a").value, data.figure(unit, "cong_nhan").value) for unit in ("x1", "x2", "h")] == [
        (8, 1),
        (6, 1),
        (14, 2),
    ]
