"""What can go wrong, told so that a person can mend it, and the exit codes.

Modules raise; only ``cli.py`` catches, writes and exits. Finding nothing is an
answer, not an error.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """Exit codes of ``cramp``. Scripts rely on them."""

    ANSWERED = 0
    NOT_FOUND = 1
    USAGE = 2
    ALARM = 3
    BUG = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class CrampError(Exception):
    """A fault that the person at the keyboard can do something about.

    ``message`` says what is wrong, ``hint`` what to do about it.
    """

    exit_code = Exit.USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class PhraseError(CrampError):
    """The phrase cannot be looked up: it is empty or far too long."""


class OptionError(CrampError):
    """An option has a value that crampcli does not know."""


class UnknownTopicError(CrampError):
    """No topic has this id."""

    exit_code = Exit.NOT_FOUND


class Problem(NamedTuple):
    """One thing that is wrong in a knowledge file.

    ``field`` is a path such as ``relief[0].steps[1].text``, empty if the whole
    file is meant; ``rule`` is the name of the rule that found it.
    """

    file: str
    field: str
    rule: str
    wrong: str
    right: str

    def __str__(self) -> str:
        """Say it in one line."""
        place = f"{self.file}: {self.field}" if self.field else self.file
        return f"{place}: {self.wrong}; {self.right}"


class KnowledgeError(CrampError):
    """A knowledge file cannot be used. Holds all that is wrong with its shape."""

    def __init__(self, problems: Sequence[Problem], hint: str | None = None) -> None:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            f"{first}{more}", f"All problems: cramp check {first.file}" if hint is None else hint
        )
        self.problems = tuple(problems)


class BundledKnowledgeError(KnowledgeError):
    """A file that crampcli brought along itself is broken: ours to mend."""

    exit_code = Exit.BUG
