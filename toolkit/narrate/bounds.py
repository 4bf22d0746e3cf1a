"""No template runs away: loops, macros and what is put together are counted, and stopped where no report could come from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from jinja2 import TemplateRuntimeError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

MAX_SOURCE: Final = 1_000_000
"""Characters of a template; the longest of ours has 40,000."""
MAX_STEPS: Final = 50_000_000
"""Characters that loops and macros may pass over, and values that they may print: a nation's annex of 3,321 communes takes a tenth of it."""
MAX_TEXT: Final = 1_000_000
"""Characters, or items, of one value that a template puts together."""
MAX_SECONDS: Final = 300
"""A province's report takes less than one."""

_TURN: Final = 20
"""What a turn of a loop, or a use of a macro, costs besides the characters written in it."""

# no template can write these: names of filters are words without a space
EACH, STEP, SHORT = "từng mục", "mỗi lần", "đủ ngắn"

T = TypeVar("T")


class Runaway(TemplateRuntimeError):
    """A template that would not come to an end."""


class Meter:
    """Counts what one rendering spends."""

    def __init__(self) -> None:
        self._left = MAX_STEPS
        self._until = time.monotonic() + MAX_SECONDS
        self._look = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Take so many steps; Runaway where they, or the time, are used up."""
        self._left -= steps
        if self._left < 0:
            raise Runaway(f"> {MAX_STEPS:,}".replace(",", "."))
        if self._left < self._look:
            self._look = self._left - MAX_STEPS // 1000
            if time.monotonic() > self._until:
                raise Runaway(f"> {MAX_SECONDS} s")

    def check_size(self, value: T) -> T:
        """The value, where it is not too long."""
        if isinstance(value, (str, list, tuple)) and len(value) > MAX_TEXT:
            raise Runaway(f"> {MAX_TEXT:,}".replace(",", "."))
        return value

    def filters(self) -> dict[str, Callable[..., object]]:
        """What `Metered` puts into a template. They ask for the context so that none is reckoned while the template is compiled."""

        @pass_context
        def each(_context: Context, items: Iterable[T], steps: int) -> Iterator[T]:
            for item in items:
                self.spend(steps)
                yield item

        @pass_context
        def step(_context: Context, steps: int) -> str:
            self.spend(steps)
            return ""

        @pass_context
        def short(_context: Context, text: str) -> str:
            return self.check_size(text)

        return {EACH: each, STEP: step, SHORT: short}


class Metered(NodeTransformer):
    """Puts the meter into loops, macros and joined texts of a template, whatever it is that they walk over or print."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """Each turn of a loop costs what is written in it."""
        self.generic_visit(node)
        node.iter = _filtered(node.iter, EACH, _length(node))
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        """Each use of a macro costs what is written in it, whoever calls it."""
        self.generic_visit(node)
        step = _filtered(nodes.Const(_length(node), lineno=node.lineno), STEP)
        node.body.insert(0, nodes.ExprStmt(step, lineno=node.lineno))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """What `~` puts together stays within limits."""
        self.generic_visit(node)
        return _filtered(node, SHORT)


def _length(node: nodes.Node) -> int:
    return _TURN + sum(len(each.data) for each in node.find_all(nodes.TemplateData))


def _filtered(node: nodes.Node, name: str, *arguments: Any) -> nodes.Filter:
    constants = [nodes.Const(each, lineno=node.lineno) for each in arguments]
    return nodes.Filter(node, name, constants, [], None, None, lineno=node.lineno)
