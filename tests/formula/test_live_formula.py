"""The live formula's text, and that it calculates what Python does where cells show labels instead of codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formula.office import SOFFICE, calculated
from tests.formula.scopes import Given
from toolkit.formula import evaluate, parse, to_excel, to_excel_condition
from toolkit.model.value import BLANK, NO_DATA, Scalar, Value


def _missing(name: str) -> str:
    return f'COUNTIF({name},""),COUNTIF({name},"không có số liệu")'


LABELS = {("loai", "tap_the"): "Tập thể", ("ds.loai", "tap_the"): "Tập thể", ("ds.loai", "ca_nhan"): "Cá nhân"}
YES_NO = ("dat", "ds.dat", "children.dat")


class Labels:
    """Choices show labels, yes and no their words."""

    def label(self, reference: str, value: Scalar) -> str | None:
        if isinstance(value, bool):
            return ("Có" if value else "Không") if reference in YES_NO else None
        return LABELS.get((reference, str(value)))


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("1+2", "=1+2"),
        ("a/b", f'=IF(OR({_missing("a")},{_missing("b")}),"",a/b)'),
        ("target.a", f'=IF(OR({_missing("target.a")}),"",target.a)'),
        ("SUM(a,t.x)", "=SUM(a,t.x)"),
        ("SUM(a+b,c)", f'=IF(OR({_missing("a")},{_missing("b")}),"",SUM(a+b,c))'),
        ("ISBLANK(a)", '=(COUNTIF(a,"")=1)'),
        ("COUNTA(a,t.x)", '=(1-COUNTIF(a,"")+COUNTA(t.x))'),
        ('COUNTIF(t.x,"Kinh")', '=COUNTIF(t.x,"Kinh")'),
        ('COUNTIF(t.x,"<>Kinh")', '=COUNTIFS(t.x,"<>Kinh",t.x,"<>",t.x,"<>không có số liệu")'),
        ('COUNTIF(t.x,">=0.5")', '=COUNTIF(t.x,">="&0.5)'),
        ('COUNTIF(t.x,">=70%")', '=COUNTIF(t.x,">="&0.7)'),
        ('COUNTIF(t.x,"==1")', '=COUNTIF(t.x,"==1")'),
        ("COUNTIF(t.x,-3)", "=COUNTIF(t.x,-3)"),
        ('SUMIF(t.x,">1")', '=SUMIFS(t.x,t.x,">"&1)'),
        ('SUMIF(t.x,"a",t.y)', '=SUMIFS(t.y,t.x,"a")'),
        ("IF(1>2,a,3)", f'=IF(IFERROR(IF(1>2,OR({_missing("a")}),FALSE),FALSE),"",IF(1>2,a,3))'),
        ("IFERROR(1/0,a)", f'=IF(IF(ISERROR(1/0),OR({_missing("a")}),FALSE),"",IFERROR(1/0,a))'),
    ],
)
def test_live_text(text: str, live: str) -> None:
    """What is named by itself is asked for first; what goes through values is written so that it passes over blanks."""
    assert to_excel(parse(text)) == live


@pytest.mark.parametrize(
    ("text", "live"),
    [
        ("1<2", "=1<2"),
        ("AND(1<2,TRUE)", "=AND(1<2,TRUE)"),
        ("1+1", "=AND(1+1)"),
        ("a<=b", f'=IF(OR({_missing("a")},{_missing("b")}),"",a<=b)'),
    ],
)
def test_live_condition(text: str, live: str) -> None:
    """A rule is TRUE, FALSE, or nothing where it is not evaluated."""
    assert to_excel_condition(parse(text)) == live


def test_long_rule_fits_into_excel() -> None:
    """A rule over ten named figures stays far below the 8,192 characters that Excel takes."""
    rule = "+".join(f"mot_chi_tieu_ten_rat_dai_{at}" for at in range(10)) + ">=0"
    assert len(to_excel_condition(parse(rule))) < 2000


WORDED = (
    'loai="tap_the"',
    '"tap_the"<>loai',
    'COUNTIF(ds.loai,"tap_the")',
    'COUNTIF(ds.loai,"<>tap_the")',
    'COUNTIFS(ds.loai,"ca_nhan",ds.dat,TRUE)',
    "COUNTIF(ds.dat,FALSE)",
    "COUNTIF(children.dat,TRUE)",
    "IF(dat,1,2)",
    "AND(dat,1<2)",
    "NOT(dat)",
    "dat=TRUE",
    "COUNTA(dat,loai)",
    "ISBLANK(dat)",
)
KEPT = Given(
    {"loai": "tap_the", "dat": True},
    {"ds.loai": ("tap_the", "ca_nhan", BLANK, "ca_nhan", NO_DATA), "ds.dat": (True, True, BLANK, False, False)},
    {"dat": (True, BLANK, False, True)},
)


def _shown(reference: str, value: Value) -> Value:
    return (Labels().label(reference, value) if isinstance(value, (str, bool)) else None) or value


SHOWN = Given(
    {name: _shown(name, value) for name, value in KEPT.values.items()},
    {name: tuple(_shown(name, value) for value in values) for name, values in KEPT.columns.items()},
    {name: tuple(_shown(f"children.{name}", value) for value in values) for name, values in KEPT.kids.items()},
)


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_labels_in_cells_and_codes_in_python_agree(tmp_path: Path) -> None:
    """Over cells that show labels, the live formula comes to what Python computes from codes."""
    nodes = [parse(text) for text in WORDED]
    theirs = calculated([to_excel(node, Labels()) for node in nodes], SHOWN, tmp_path)
    assert dict(zip(WORDED, theirs, strict=True)) == {text: evaluate(node, KEPT) for text, node in zip(WORDED, nodes, strict=True)}
