"""What the other end of stdout can show: decided once, from the options, the environment and the stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

ColorChoice = Literal["auto", "always", "never"]
_GLYPHS = "\u2022"
NARROWEST = 20


class Terminal(NamedTuple):
    """What to render for."""

    plain: bool
    """Lines for a pipe or a screen reader instead of a drawn page."""
    color: bool
    unicode: bool
    """Whether the encoding has the glyphs that pages use."""
    interactive: bool
    """Whether a person looks at it, so that a pager makes sense."""
    columns: int
    lines: int


def look(
    env: Mapping[str, str],
    *,
    is_terminal: bool,
    encoding: str | None,
    size: tuple[int, int],
    plain: bool = False,
    color: ColorChoice = "auto",
) -> Terminal:
    """Decide how to show answers.

    Plain: the option, ``ACCESSIBLE`` set and not 0 or false, or stdout is no terminal and colour was not
    asked for by option. Colour: the option, then ``NO_COLOR``, then ``FORCE_COLOR`` or ``CLICOLOR_FORCE``,
    then ``TERM=dumb``, then whether stdout is a terminal. ``size`` is columns and lines.
    """
    accessible = env.get("ACCESSIBLE", "").lower() not in {"", "0", "false"}
    drawn = is_terminal or color == "always"
    return Terminal(
        plain=plain or accessible or not drawn,
        color=_color(env, color, is_terminal=is_terminal),
        unicode=_has_glyphs(encoding),
        interactive=is_terminal,
        columns=max(size[0], NARROWEST),
        lines=size[1],
    )


def _color(env: Mapping[str, str], choice: ColorChoice, *, is_terminal: bool) -> bool:
    if choice != "auto":
        return choice == "always"
    if env.get("NO_COLOR"):
        return False
    forced = env.get("FORCE_COLOR") or env.get("CLICOLOR_FORCE")
    if forced:
        return forced != "0"
    return env.get("TERM") != "dumb" and is_terminal


def _has_glyphs(encoding: str | None) -> bool:
    try:
        _GLYPHS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
