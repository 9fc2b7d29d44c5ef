"""The command line: argv, load, ask, render, exit code. The only writer and the only catcher.

A verb is a verb only if the rest reads as its arguments; any other line is a
phrase to look up. So "show me how to stop a cramp" needs no quotes, and a verb
added later breaks nobody's phrase. Options are the same for every verb and may
stand anywhere before ``--``.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn

import typer

from crampcli import __version__
from crampcli.errors import (
    BundledKnowledgeError,
    CrampError,
    Exit,
    KnowledgeError,
    OptionError,
    PhraseError,
    UnknownTopicError,
)
from crampcli.front import FrontDoor, UsageError, help_of

if TYPE_CHECKING:
    from crampcli.answer import Answer
    from crampcli.api import Knowledge
    from crampcli.model import Region
    from crampcli.render import Renderer
    from crampcli.terminal import ColorChoice, Terminal

LANGUAGES = ("en",)
_MOST_INPUT = 1_000_000
"""Bytes read from stdin at most; more is no phrase."""


class Settings(NamedTuple):
    """The options of one call."""

    json: bool
    plain: bool
    limit: int
    steps: bool
    causes: bool
    explain: bool
    quiet: bool
    color: ColorChoice
    pager: bool
    no_input: bool
    region: str | None


class Cramp(FrontDoor):
    """The command group, and the one place where errors become messages and exit codes."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command; under ``--json`` an error is a document as well."""
        try:
            return super().invoke(ctx)
        except CrampError as error:
            _report(error.message, error.hint)
            settings: Settings | None = ctx.obj
            if settings and settings.json and not settings.quiet:
                from crampcli.render.as_json import error_document

                sys.stdout.write(error_document(error.message))
            raise typer.Exit(error.exit_code) from error

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run the command line and exit. A traceback's own exit code, 1, would read as "no match"."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs) or Exit.ANSWERED
        except UsageError as error:
            _report(error.format_message(), "See: cramp --help. Words that begin with a dash go after --")
            code = Exit.USAGE
        except (typer.Abort, KeyboardInterrupt):
            code = Exit.INTERRUPTED
        except BrokenPipeError:
            code = Exit.PIPE_CLOSED
        except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault and says so
            if os.environ.get("CRAMP_DEBUG"):
                sys.excepthook(type(error), error, error.__traceback__)
            _report(
                f"a fault in crampcli itself: {error!r}",
                "Please report it. CRAMP_DEBUG=1 shows where it happened.",
            )
            code = Exit.BUG
        sys.exit(code)


app = typer.Typer(
    cls=Cramp,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    add_help_option=False,
    invoke_without_command=True,
    subcommand_metavar="WORDS... | COMMAND [ARGS]...",
)


def main() -> NoReturn:
    """Start ``cramp`` from a shell."""
    # A short life makes no garbage worth collecting; looking for it costs a tenth of the time to answer.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app(prog_name="cramp")
    raise AssertionError  # app never returns


def _print_version(asked: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if asked:
        typer.echo(f"cramp {__version__}")
        raise typer.Exit


@app.callback()
def options(  # noqa: PLR0913 - one parameter an option
    ctx: typer.Context,
    *,
    json: Annotated[bool, typer.Option("--json", "-j", help="Print one JSON document.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", "-p", help="Print plain labelled lines, for screen readers and pipes.")
    ] = False,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="Name at most so many topics.")
    ] = 3,
    steps: Annotated[bool, typer.Option("--steps", help="Show what to do, and when to get help.")] = False,
    causes: Annotated[
        bool, typer.Option("--causes", help="Show what it may come from, and when to get help.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show which words earned the answer.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing; the exit code tells.")] = False,
    color: Annotated[
        str, typer.Option("--color", metavar="auto|always|never", help="When to use colour.")
    ] = "auto",
    no_color: Annotated[bool, typer.Option("--no-color", help="The same as --color never.")] = False,
    pager: Annotated[
        bool, typer.Option("--pager", help="Read in a pager (CRAMP_PAGER, PAGER, else less).")
    ] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask for words.")] = False,
    language: Annotated[
        str, typer.Option("--language", "-L", metavar="LL", help="Language of the answer: en.")
    ] = "en",
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CC", help="Whose telephone numbers to give, such as GB, US or NZ."),
    ] = None,
    help_: Annotated[bool, typer.Option("--help", "-h", help="Show this message and exit.")] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    r"""Look up a symptom offline: what to do now, what it may come from, when to get help.

    Type it as you would say it, without quotes:

    \b
      cramp why do my legs kick at night
      cramp my calf seized up in bed

    Without words, cramp asks for them, or reads them from a pipe.
    """
    if help_:
        typer.echo(help_of(ctx, ctx.invoked_subcommand))
        raise typer.Exit
    ctx.obj = Settings(
        json,
        plain,
        limit,
        steps,
        causes,
        explain,
        quiet,
        _color(color, no_color=no_color),
        pager,
        no_input,
        region,
    )
    if language not in LANGUAGES:
        raise OptionError(
            f'There is no knowledge in "{language}".', f"Known languages: {', '.join(LANGUAGES)}"
        )
    if ctx.invoked_subcommand is None:
        ask(ctx, [])


@app.command(add_help_option=False)
def ask(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help="The complaint in your words; - reads stdin.")
    ] = None,
) -> None:
    """Answer a phrase. `cramp WORDS` does the same."""
    settings: Settings = ctx.obj
    phrase = _phrase(words or [], settings)
    knowledge, answer = _ask(phrase, settings.limit)
    _put(settings, _renderer(settings, knowledge).answer(answer))
    raise typer.Exit(_exit_code(answer))


@app.command(add_help_option=False)
def show(
    ctx: typer.Context, topic_id: Annotated[str, typer.Argument(metavar="ID", help="See: cramp list")]
) -> None:
    """Show one topic, whole."""
    settings: Settings = ctx.obj
    knowledge = _knowledge()
    topic = knowledge.topic(topic_id)
    _put(settings, _renderer(settings, knowledge).topic(topic))


@app.command("list", add_help_option=False)
def list_(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="Only topics with these words.")] = None,
) -> None:
    """List the topics by group."""
    settings: Settings = ctx.obj
    knowledge = _knowledge()
    topics = knowledge.list_topics(words or [])
    if not topics:
        raise UnknownTopicError(f"No topic's name has: {' '.join(words or [])}", "All of them: cramp list")
    _put(settings, _renderer(settings, knowledge).topics(topics))


@app.command(add_help_option=False)
def alarms(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help="Only alarms with these words, or one by its id.")
    ] = None,
) -> None:
    """List the alarms, what raises them and what to do."""
    settings: Settings = ctx.obj
    knowledge = _knowledge()
    rules = knowledge.list_alarms(words or [])
    if not rules:
        raise UnknownTopicError(f"No alarm's name has: {' '.join(words or [])}", "All of them: cramp alarms")
    _put(settings, _renderer(settings, knowledge).alarms(rules))


@app.command(add_help_option=False)
def check(
    ctx: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help="Files or folders.")] = None,
) -> None:
    """Check knowledge files: the bundled ones and your own, or those you name."""
    from crampcli.check import check as find_problems

    settings: Settings = ctx.obj
    report = find_problems(paths or [])
    _put(settings, _renderer(settings, None).report(report))
    raise typer.Exit(Exit.NOT_FOUND if report.problems else Exit.ANSWERED)


@app.command(add_help_option=False)
def schema(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            help="answer, show, list, alarms, check; topic, sources, lexicon, alarm-rules, regions."
        ),
    ] = "answer",
) -> None:
    """Print the JSON Schema of what is printed or read."""
    from crampcli.render.as_json import dumps
    from crampcli.render.documents import SHAPES
    from crampcli.render.documents import schema as make_schema

    if name not in SHAPES:
        raise OptionError(f'There is no schema called "{name}".', f"Known: {', '.join(SHAPES)}")
    _put(ctx.obj, dumps(make_schema(name)))


@app.command("help", add_help_option=False, hidden=True)
def help_command(ctx: typer.Context, verb: Annotated[str | None, typer.Argument()] = None) -> None:
    """Show how to use cramp, or one of its verbs."""
    typer.echo(help_of(ctx.parent, verb))


def _color(choice: str, *, no_color: bool) -> ColorChoice:
    choices: dict[str, ColorChoice] = {"auto": "auto", "always": "always", "never": "never"}
    if choice not in choices:
        raise OptionError(f'--color cannot be "{choice}".', f"Use one of: {', '.join(choices)}")
    return "never" if no_color else choices[choice]


def _phrase(words: list[str], settings: Settings) -> str:
    """Take the phrase from the words, from stdin, or from a person who is asked for it."""
    if words and words != ["-"]:
        return " ".join(words)
    if sys.stdin is None:
        return ""
    if not words and sys.stdin.isatty():
        if settings.no_input:
            raise PhraseError(
                "There is nothing to look up: no words were given.", "For example: cramp leg cramp at night"
            )
        sys.stderr.write("What troubles you? ")
        sys.stderr.flush()
        return sys.stdin.readline()
    # What a pipe brings may be no text at all; it is looked up, not trusted.
    return sys.stdin.buffer.read(_MOST_INPUT).decode(errors="replace")


def _knowledge() -> Knowledge:
    from crampcli.api import Knowledge

    return Knowledge.load()


def _ask(phrase: str, limit: int) -> tuple[Knowledge, Answer]:
    """Answer a phrase. A broken file of the user's own is an error, but it must not hide an alarm."""
    from crampcli.api import Knowledge

    try:
        knowledge = Knowledge.load()
    except BundledKnowledgeError:
        raise
    except KnowledgeError as error:
        knowledge = Knowledge.load_bundled()
        answer = knowledge.ask(phrase, limit=limit)
        if answer.status != "alarm":
            raise
        _report(error.message, error.hint)
        return knowledge, answer
    return knowledge, knowledge.ask(phrase, limit=limit)


def _renderer(settings: Settings, knowledge: Knowledge | None) -> Renderer:
    """Choose how to render, and load only that."""
    from crampcli.render import Setting
    from crampcli.render.parts import Parts

    parts = Parts(settings.steps, settings.causes, settings.explain)
    setting = Setting(
        sources=knowledge.sources if knowledge else {},
        data_version=knowledge.version if knowledge else "",
        region=_region(settings, knowledge) if knowledge else None,
        parts=parts,
    )
    if settings.json:
        from crampcli.render.as_json import JsonRenderer

        return JsonRenderer(setting)
    terminal = _terminal(settings)
    if terminal.plain:
        from crampcli.render.plain import PlainRenderer

        return PlainRenderer(setting)
    from crampcli.render.screen import ScreenRenderer

    return ScreenRenderer(setting, terminal)


def _region(settings: Settings, knowledge: Knowledge) -> Region | None:
    from crampcli.regions import find_region

    region = find_region(settings.region, os.environ, knowledge.regions)
    if settings.region and region is None:
        # No reason to refuse an answer: numbers are given with the places where they work.
        _report(
            f'I have no telephone numbers for "{settings.region}".',
            "Regions go by two letters, such as GB, US or NZ.",
        )
    return region


def _terminal(settings: Settings) -> Terminal:
    from crampcli.terminal import look

    size = shutil.get_terminal_size()
    return look(
        os.environ,
        is_terminal=sys.stdout.isatty(),
        encoding=sys.stdout.encoding,
        size=(size.columns, size.lines),
        plain=settings.plain,
        color=settings.color,
    )


def _put(settings: Settings, text: str) -> None:
    """Write to stdout, through a pager if one was asked for and a person is looking."""
    if settings.quiet:
        return
    if settings.pager and not settings.json and sys.stdout.isatty() and _page(text):
        return
    sys.stdout.write(text)
    sys.stdout.flush()


def _page(text: str) -> bool:
    """Show a text in the user's pager; False if it does not start."""
    import shlex
    import subprocess

    pager = os.environ.get("CRAMP_PAGER") or os.environ.get("PAGER") or "less -FIRX"
    try:
        subprocess.run(shlex.split(pager), input=text, text=True, check=False)  # noqa: S603 - the user's own
    except (OSError, ValueError):
        _report(f'The pager "{pager}" does not start.', "Set CRAMP_PAGER to one that does.")
        return False
    return True


def _report(message: str, hint: str) -> None:
    """Write an error to stderr: what is wrong, and after a blank line what to do about it."""
    sys.stderr.write(f"cramp: {message}\n" + (f"\n{hint}\n" if hint else ""))


def _exit_code(answer: Answer) -> Exit:
    codes = {"alarm": Exit.ALARM, "none": Exit.NOT_FOUND}
    return codes.get(answer.status, Exit.ANSWERED)
