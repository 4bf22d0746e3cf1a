"""On which page a heading stands: LibreOffice lays the document out, and is asked with fields of its own."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import docx
from lxml import etree

from toolkit.messages import Obstacle
from toolkit.soffice import find_soffice
from toolkit.word.contents import page_reference
from toolkit.word.package import MAIN_PART, read_part
from toolkit.word.xml import element, w

_BOOKMARK: Final = re.compile(r"_Toc[0-9]{6}")
_ASKED: Final = re.compile(r"PAGEREF (_Toc[0-9]{6})")
_SECONDS_EACH: Final = 60
_NO_PAGES: Final[dict[str, str]] = {}


def measure_pages(documents: Sequence[bytes]) -> tuple[dict[str, str], ...]:
    """For each document the page number that is printed on the page of each bookmark of a heading.

    Empty where there is no LibreOffice, or it did not lay the document out.
    """
    soffice = find_soffice()
    if soffice is None or not documents:
        return tuple(_NO_PAGES for _ in documents)
    with tempfile.TemporaryDirectory(prefix="baocao-") as folder:
        asked, laid = Path(folder) / "asked", Path(folder) / "laid"
        asked.mkdir()
        names = [f"{number}.docx" for number in range(len(documents))]
        for name, data in zip(names, documents, strict=True):
            (asked / name).write_bytes(_asking(data))
        _lay_out(soffice, Path(folder) / "profile", [asked / name for name in names], laid)
        return tuple(_answers(laid / name) for name in names)


def _lay_out(soffice: Path, profile: Path, files: Sequence[Path], target: Path) -> None:
    command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", "docx"]
    try:
        subprocess.run(
            [*command, "--outdir", str(target), *map(str, files)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS_EACH * (1 + len(files)),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return  # what was not laid out has no page numbers


def _asking(data: bytes) -> bytes:
    """The document with a last paragraph that asks for every heading's page."""
    word = docx.Document(BytesIO(data))
    body = word.element.body
    names = [name for each in body.iter(w("bookmarkStart")) if _BOOKMARK.fullmatch(name := each.get(w("name"), ""))]
    question = element("p", *(field for name in names for field in page_reference(name)))
    body.insert(len(body) - 1, question)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _answers(path: Path) -> dict[str, str]:
    try:
        root = read_part(path.read_bytes(), MAIN_PART, path.name)
    except (OSError, Obstacle):
        return _NO_PAGES
    return dict(_fields(root.iter(w("instrText"), w("fldChar"), w("t"))))


def _fields(nodes: Iterable[etree._Element]) -> Iterable[tuple[str, str]]:
    """(bookmark, page number) of each field that asks for one, in order: the question at the document's end comes last, and counts."""
    name, text = "", ""
    for node in nodes:
        if node.tag == w("instrText"):
            match = _ASKED.search(node.text or "")
            name, text = (match[1], "") if match else ("", "")
        elif node.tag == w("t"):
            text += node.text or ""
        elif node.get(w("fldCharType")) == "separate":
            text = ""
        elif node.get(w("fldCharType")) == "end" and name:
            if text.strip().isdigit():
                yield name, text.strip()
            name = ""
