"""A programme's papers: which text and which letterhead a round's paper is made of.

In a programme's folder a paper is `<name>.md.j2`, or `<name>.<form>.md.j2` where it is for one form only, which wins. A letterhead is
`letterhead.docx`; a kind of papers has its own by the beginning of their names (`cong-van-don-doc` is set in `letterhead-cong-van.docx`),
and a second layout by the end of the letterhead's (`letterhead-cong-van-nha-nuoc.docx`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.files import read_bytes
from toolkit.messages import Obstacle
from toolkit.narrate import ReportTemplate, Source
from toolkit.round import Round

TEMPLATE = ".md.j2"
COMMON = "chung.j2"
LETTERHEAD = "letterhead"
REPORT = "report"
TO_SENDERS = "cong-van-tra-bieu"
"""The paper that goes with a returned workbook: one for each, from the unit above."""
LAYOUT, OWN_LAYOUT = "the_thuc", "doan"
"""The round's setting for the layout of its papers, and how the programme's own is called there."""
CONTENTS = "muc_luc"
"""The round's setting for a table of contents in reports."""


def paper_template(round_: Round, paper: str = REPORT, layout: str = "", *, contents: bool = False) -> ReportTemplate:
    """The prose and the letterhead of one of the programme's papers, the report where none is named.

    `layout` is the office's choice, else the round's setting. Obstacles: `unknown-paper`, `no-report-template`, `unknown-letterhead`.
    """
    folder, name = round_.programme_folder, paper or REPORT
    template = _template(folder, name, round_.form.code)
    if template is None:
        if name != REPORT:
            raise Obstacle("unknown-paper", found=name, known=", ".join(papers(round_)), programme=round_.form.programme)
        raise Obstacle("no-report-template", programme=round_.form.programme, path=folder / f"{name}{TEMPLATE}")
    stated = (layout or round_.settings.all.get(LAYOUT, "")).strip()
    chosen = "" if stated == OWN_LAYOUT else stated
    common = folder / COMMON
    letterhead = _letterhead(folder, name, chosen, round_.form.programme)
    return ReportTemplate(
        template.name,
        _text(template),
        read_bytes(letterhead),
        Source(COMMON, _text(common)) if common.is_file() else None,
        chosen,
        letterhead.name,
        contents=contents or (name == REPORT and bool(round_.settings.all.get(CONTENTS, "").strip())),
    )


def papers(round_: Round) -> tuple[str, ...]:
    """The names of the papers that the programme has for the round's form, the report among them."""
    named = (paper_and_form(each) for each in round_.programme_folder.glob(f"*{TEMPLATE}"))
    return tuple(sorted({name for name, form in named if form in ("", round_.form.code)}))


def paper_and_form(template: Path) -> tuple[str, str]:
    """What a template's file name says: the paper's name, and the form that it is for; empty for any."""
    name, _, form = template.name.removesuffix(TEMPLATE).partition(".")
    return name, form


def _template(folder: Path, paper: str, form: str) -> Path | None:
    named = (folder / f"{paper}.{form}{TEMPLATE}", folder / f"{paper}{TEMPLATE}")
    return next((path for path in named if path.is_file()), None)


def _letterhead(folder: Path, paper: str, layout: str, programme: str) -> Path:
    """The paper's in the office's layout, or its kind's; without a layout the paper's, its kind's, the programme's own."""
    endings = [f"{kind}{layout and f'-{layout}'}" for kind in _kinds(paper)]
    named = (folder / f"{LETTERHEAD}{ending}.docx" for ending in endings)
    found = next((path for path in named if path.is_file()), None)
    if found is None and layout:
        known = sorted(path.name for path in folder.glob(f"{LETTERHEAD}*.docx"))
        raise Obstacle("unknown-letterhead", found=layout, known=", ".join(known), programme=programme)
    if found is None:
        raise Obstacle("no-report-template", programme=programme, path=folder / f"{LETTERHEAD}.docx")
    return found


def _kinds(paper: str) -> Iterator[str]:
    """`-cong-van-don-doc`, `-cong-van-don`, `-cong-van`, `-cong`, and nothing: from the paper itself to papers of any kind."""
    words = paper.split("-")
    yield from (f"-{'-'.join(words[:count])}" for count in range(len(words), 0, -1))
    yield ""


def _text(path: Path) -> str:
    return read_bytes(path).decode("utf-8-sig")
