"""Report templates: Jinja2 in a sandbox, which can look at our views and at nothing else of Python."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from types import CodeType, TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing

from toolkit.messages import Obstacle
from toolkit.narrate.ink import Printed, clean_source
from toolkit.narrate.view import Chosen, View

_LOOP = frozenset(("index", "first", "last"))
_LINES = re.compile(r"[ \n]+")
_NO_FILTER = re.compile(r"No (?:filter|test) named '([^']*)'")


class UnknownName(UndefinedError):
    """A template names what is not there; `known` is what is."""

    def __init__(self, name: str, known: Iterable[str], message: str) -> None:
        super().__init__(message)
        self.name = name
        self.known = tuple(known)


class _Unknown(StrictUndefined):
    """What an unknown name comes to: an error as soon as anything but `is defined` is asked of it."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Callable[..., Exception] = UndefinedError
    ) -> None:
        known = obj.names() if isinstance(obj, View) else ()
        super().__init__(hint, obj, name, partial(UnknownName, str(name), known))  # type: ignore[arg-type] # called, never caught by it


class _Sandbox(ImmutableSandboxedEnvironment):
    """Attributes are what a view declares; nothing of a Python object is reachable, and no operation grows without bound."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, View) and attribute in obj.names():
            return obj.look_up(attribute)
        if (isinstance(obj, Namespace) and not attribute.startswith("_")) or (isinstance(obj, LoopContext) and attribute in _LOOP):
            return getattr(obj, attribute)
        return obj._fail_with_undefined_error() if isinstance(obj, Undefined) else self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, (tuple, list, Chosen)) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def call(self, context: Context, called: Any, /, *args: Any, **options: Any) -> Any:
        made = super().call(context, called, *args, **options)
        # a macro is written over several lines and used within one
        return _LINES.sub(" ", made).strip() if isinstance(called, Macro) else made

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro) or obj is Namespace

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"operator {operator} is not for templates")


def sandbox(filters: Mapping[str, Callable[..., object]]) -> _Sandbox:
    """An environment with those filters, the test `defined`, and no globals but `namespace`."""
    environment = _Sandbox(undefined=_Unknown, trim_blocks=True, lstrip_blocks=True, finalize=_finalize, autoescape=False)
    environment.globals.clear()
    environment.globals["namespace"] = Namespace
    environment.filters.clear()
    environment.filters.update(filters)
    for name in tuple(environment.tests):
        if name != "defined":
            del environment.tests[name]
    return environment


def render_blocks(source: str, file: str, environment: _Sandbox, names: Mapping[str, object]) -> dict[str, str]:
    """What each block of the template comes to, in the template's order.

    Obstacles: `report-template-syntax`, `report-template-unknown-name`, `report-template-failed`, each with file and line.
    """
    template = _compiled(source, file, environment)
    try:
        context = template.new_context(dict(names))
        # what stands outside the blocks (macros, settings) is run first, and printed nowhere
        for _ in template.root_render_func(context):
            pass
        return {name: "".join(block(context)) for name, block in template.blocks.items()}
    except UnknownName as error:
        known = error.known or tuple(names)
        raise _unknown(file, _line(error.__traceback__), error.name, known) from error
    except (TemplateError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError) as error:
        raise Obstacle("report-template-failed", file=file, line=_line(error.__traceback__), found=str(error)) from error
    except KeyError as error:
        raise _unknown(file, _line(error.__traceback__), str(error.args[0]), _codes(names)) from error


@lru_cache(maxsize=16)
def _code(source: str, filters: tuple[str, ...]) -> CodeType:
    """The template's code, made once for all units of a round: filters are known by name only, and run by each unit's own sandbox."""
    return sandbox(dict.fromkeys(filters, _not_yet)).compile(source)


def _not_yet(*_: object, **__: object) -> str:
    # jinja would else print constants that pass through a filter while it compiles, in one unit's ink for all
    raise TypeError("filters are not for compiling")


def _compiled(source: str, file: str, environment: _Sandbox) -> Template:
    try:
        code = _code(clean_source(source), tuple(environment.filters))
        return Template.from_code(environment, code, environment.make_globals(None))
    except TemplateSyntaxError as error:
        message = error.message or ""
        if match := _NO_FILTER.match(message):
            known = environment.filters if "filter" in match[0] else environment.tests
            raise _unknown(file, error.lineno, match[1], known) from error
        raise Obstacle("report-template-syntax", file=file, line=error.lineno, found=message) from error


def _unknown(file: str, line: int, name: str, known: Iterable[str]) -> Obstacle:
    words = tuple(known)
    near = difflib.get_close_matches(name, words, n=1, cutoff=0.0) or ["–"]
    return Obstacle("report-template-unknown-name", file=file, line=line, found=name, nearest=near[0])


def _codes(names: Mapping[str, object]) -> tuple[str, ...]:
    figures = names.get("so_lieu")
    return figures.names() if isinstance(figures, View) else ()


def _finalize(value: object) -> object:
    if isinstance(value, Undefined):
        return str(value)  # raises, naming it
    if isinstance(value, bool) or not isinstance(value, (str, int, Printed)):
        raise TypeError(f"{type(value).__name__} cannot be printed")
    return value


def _line(trace: TracebackType | None) -> int:
    """The template's line where it went wrong; the innermost frame of compiled template code knows it."""
    line = 0
    while trace:
        template = trace.tb_frame.f_globals.get("__jinja_template__") or trace.tb_frame.f_locals.get("__jinja_template__")
        if isinstance(template, Template):
            line = template.get_corresponding_lineno(trace.tb_lineno)
        elif "__jinja_template__" in trace.tb_frame.f_globals:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
