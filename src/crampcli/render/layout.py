"""Lines on a terminal: hanging indents, and what to leave out so that a page fits the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from crampcli.render import theme


class Block(NamedTuple):
    """Lines that belong together. The higher ``spare``, the sooner they are left out; 0 stays."""

    lines: list[Text]
    spare: int = 0


@dataclass
class Section:
    """A heading and its blocks. A ``counted`` section tells between heading and rest how many are shown."""

    heading: str = ""
    rest: str = ""
    counted: bool = False
    blocks: list[Block] = field(default_factory=list)
    left_out: int = 0

    def add(self, lines: list[Text], spare: int = 0) -> None:
        """Put lines at the end."""
        self.blocks.append(Block(lines, spare))

    def restore(self, blocks: list[Block]) -> None:
        """Put all blocks back."""
        self.blocks = list(blocks)
        self.left_out = 0

    def leave_out(self, spare: int) -> None:
        """Drop the last block of this spareness."""
        number = max(number for number, block in enumerate(self.blocks) if block.spare == spare)
        del self.blocks[number]
        self.left_out += 1


class Page:
    """Sections from top to bottom for a console of a given width."""

    def __init__(self, console: Console, width: int) -> None:
        self._console = console
        self._width = width
        self._sections: list[Section] = []
        self._compact = False

    def section(self, heading: str = "", rest: str = "", *, counted: bool = False) -> Section:
        """Open a new section at the end."""
        section = Section(heading, rest, counted)
        self._sections.append(section)
        return section

    def hang(self, marker: str, body: str | Text, marker_style: str = "") -> list[Text]:
        """Wrap a text, the marker before its first line, the others indented below it."""
        text = Text(body) if isinstance(body, str) else body
        wrapped = text.wrap(self._console, max(self._width - len(marker), 10))
        indent = Text(" " * len(marker))
        for line in wrapped:
            line.rstrip()
        # Not marker + line: a sum would take on the marker's style as a whole.
        return [
            Text.assemble(indent if number else (marker, marker_style), line)
            for number, line in enumerate(wrapped)
        ]

    def fit(self, height: int, *, airy_above: int = 0) -> None:
        """Leave out what can be spared until the page fits: the most spare first, of equals the last.

        The blank lines go before anything whose ``spare`` is not above ``airy_above`` does. What cannot be
        spared stays, however long.
        """
        whole = [list(section.blocks) for section in self._sections]
        for self._compact, least in ((False, airy_above), (True, 0)):
            for section, blocks in zip(self._sections, whole, strict=True):
                section.restore(blocks)
            if self._fits_without(height, least):
                return

    def _fits_without(self, height: int, least: int) -> bool:
        """Leave out blocks of more than the least spareness, until the page fits or none is left."""
        while len(list(self.lines())) > height:
            spare = max(block.spare for section in self._sections for block in section.blocks)
            if spare <= least:
                return False
            sparing = [s for s in self._sections if any(block.spare == spare for block in s.blocks)]
            sparing[-1].leave_out(spare)
        return True

    def lines(self) -> Iterator[Text]:
        """Yield the page's lines, a blank one between sections."""
        begun = False
        for section in self._sections:
            if not section.blocks:
                continue
            if begun and not self._compact:
                yield Text()
            begun = True
            if section.heading:
                yield from self.hang("", Text(self._title(section), theme.HEADING))
            for block in section.blocks:
                yield from block.lines

    @staticmethod
    def _title(section: Section) -> str:
        if not (section.counted and section.left_out):
            return section.heading + section.rest
        shown = len(section.blocks)
        return f"{section.heading} ({shown} of {shown + section.left_out}){section.rest}"
