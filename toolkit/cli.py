"""The command line: verbs are found by name and loaded only when they run, so that `--help` is quick."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from toolkit import __version__
from toolkit.commands.options import default_language
from toolkit.messages import Obstacle, obstacle_line, say

VERBS = (
    "demo",
    "new",
    "define",
    "adopt",
    "issue",
    "collect",
    "status",
    "consolidate",
    "figures",
    "combine",
    "narrate",
    "refresh",
    "verify",
    "run",
    "doctor",
)
CLEAN, FINDINGS, OBSTACLE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


class _Verbs(click.Group):
    """A group whose commands stand in `toolkit/commands/<verb>.py` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"toolkit.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, say(f"help-{verb}", default_language())) for verb in VERBS])


@click.group(cls=_Verbs, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="baocao")
def baocao() -> None:
    """Spreadsheet-native reporting: workbooks in, figures consolidated, the official Word report out."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command line and exit with its code: 0 clean, 1 errors found, 2 an obstacle, 3 a bug of ours."""
    _speak_utf8()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run a command line; its exit code. Nobody sees a traceback: an obstacle is one line, a bug names its log."""
    lang = _asked_language(arguments)
    try:
        return int(baocao.main(arguments, prog_name="baocao", standalone_mode=False) or CLEAN)
    except Obstacle as obstacle:
        click.echo(obstacle_line(obstacle, lang), err=True)
        return OBSTACLE
    except click.ClickException as problem:
        click.echo(usage_line(problem, lang), err=True)
        return OBSTACLE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - the last resort, so that a bug is reported and not shown
        from toolkit.bugs import log_bug  # noqa: PLC0415 - only a bug needs it

        click.echo(say("bug", lang, path=log_bug()), err=True)
        return BUG


def usage_line(problem: click.ClickException, lang: str) -> str:
    """What is wrong with the command line, in one line: click's own words where the catalogue has none of its own."""
    context = getattr(problem, "ctx", None)
    path = context.command_path if context else "baocao"
    named = getattr(problem, "param", None)
    if isinstance(problem, click.NoSuchOption):
        line = say("usage-option", lang, found=problem.option_name)
    elif isinstance(problem, click.MissingParameter) and named is not None:
        line = say("usage-missing", lang, found=named.opts[0] if named.param_type_name == "option" else named.make_metavar(context))
    elif context is not None and context.command is baocao:
        line = say("usage-verb", lang, known=", ".join(VERBS))
    else:
        line = problem.format_message()
    return " ".join(f"{line} {say('usage-help', lang, path=path)}".split())


def _asked_language(arguments: list[str]) -> str:
    for at, word in enumerate(arguments):
        if word.startswith("--lang"):
            asked = word.partition("=")[2] or next(iter(arguments[at + 1 :]), "")
            return asked if asked in ("vi", "en") else default_language()
    return default_language()


def _speak_utf8() -> None:
    """A console that is not UTF-8 shows a replacement for what it cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
