"""What the toolkit says, read from its source: which codes of the catalogue it names, and with which values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOOLKIT = Path(__file__).parents[2] / "toolkit"

CALLS = frozenset(("finding", "Obstacle", "say", "FormulaError", "Problem", "sentence", "remedy", "severity_of", "catalogue"))
"""What takes a code of the catalogue as its first argument."""


@dataclass(frozen=True)
class Use:
    """A call that names a code: `pattern` matches the codes that it may mean; `values` is None where they cannot be read off."""

    where: str
    called: str
    pattern: str
    values: frozenset[str] | None


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the toolkit but the catalogue itself, parsed."""
    files = (path for path in sorted(TOOLKIT.rglob("*.py")) if path.parent.name != "messages")
    return tuple((path.relative_to(TOOLKIT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in files)


@cache
def literals() -> frozenset[str]:
    """Every string that stands whole somewhere in the code; docstrings do not match any code."""
    return frozenset(
        node.value
        for _, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def composed() -> frozenset[str]:
    """Every pattern of an f-string, with a group for what is put in."""
    return frozenset(_pattern(node) for _, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))


def is_used(code: str) -> bool:
    """True where the code stands in the toolkit as it is, or can be put together from an f-string and words that stand there."""
    if code in literals():
        return True
    matches = (re.fullmatch(pattern, code) for pattern in composed() if pattern.startswith(re.escape(code.partition("-")[0])))
    return any(all(_is_word(group) for group in match.groups()) for match in matches if match)


def _is_word(group: str) -> bool:
    return group in literals() or group.isdigit()


def uses() -> Iterator[Use]:
    """Every call that names a code of the catalogue."""
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in CALLS and node.args:
                for pattern in _codes(node.args[0]):
                    yield Use(f"{name}:{node.lineno}", _called(node), pattern, _values(node))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield _pattern(node)
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+?)" for part in node.values)


def _values(node: ast.Call) -> frozenset[str] | None:
    if _called(node) not in ("finding", "Obstacle", "say") or any(keyword.arg is None for keyword in node.keywords):
        return None
    return frozenset(keyword.arg for keyword in node.keywords if keyword.arg)


VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


def vietnamese_texts() -> Iterator[tuple[str, str]]:
    """Module and text of every Vietnamese string that is code and no docstring."""
    for name, tree in modules():
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in prose
                and VIETNAMESE.search(node.value)
            ):
                yield name, node.value
