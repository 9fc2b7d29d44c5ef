"""Where the knowledge lies, and how its files become a KnowledgeBase.

A file of the wrong shape is refused with its name, the field, what is wrong and
what would be right. Whether the knowledge makes sense is for ``check.py``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from crampcli.errors import BundledKnowledgeError, KnowledgeError, Problem
from crampcli.model import (
    AlarmBook,
    Elsewhere,
    Emergencies,
    KnowledgeBase,
    Leanings,
    Lexicon,
    Region,
    Source,
    Topic,
)

T = TypeVar("T")

_ON_LINUX: bool = sys.platform == "linux"

VERSION_NAME = "version"
"""A file beside the knowledge in a wheel that names its state, so that a start need not read it all."""


def bundled_folder() -> Path:
    """Find the knowledge that came along: inside the package if installed, beside ``src/`` in a checkout."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parents[1] / "data"


def own_folder() -> Path:
    """Find where the user's own knowledge would lie: ``CRAMP_HOME``, else the user's data folder."""
    if home := os.environ.get("CRAMP_HOME"):
        return Path(home)
    if data := os.environ.get("XDG_DATA_HOME"):
        return Path(data) / "cramp"
    if _ON_LINUX:
        # By the XDG Base Directory Specification. Asking platformdirs would take 5 ms of each start.
        return Path.home() / ".local" / "share" / "cramp"
    from platformdirs import user_data_path

    return user_data_path("cramp", appauthor=False)


def load(bundled: Path | None = None, own: Path | None = None) -> KnowledgeBase:
    """Read the bundled knowledge, and over it the user's own.

    An own topic or source takes the place of a bundled one of the same id. Raises
    ``KnowledgeError`` for an own file that cannot be read, ``BundledKnowledgeError`` for one of ours.
    """
    try:
        base = read_folder(bundled or bundled_folder())
    except KnowledgeError as error:
        raise BundledKnowledgeError(
            error.problems, "This is a fault of crampcli: please report it."
        ) from error
    own = own or own_folder()
    return _laid_over(base, own) if own.is_dir() else base


def read_folder(folder: Path) -> KnowledgeBase:
    """Read a whole knowledge folder. What most answers can do without is read when it is first asked for."""
    return KnowledgeBase(
        topics=_Topics(folder),
        sources=_Late(lambda: read(folder / "sources.json", dict[str, Source])),
        lexicon=read(folder / "lexicon.json", Lexicon),
        elsewhere=_Late(lambda: msgspec.structs.asdict(read(folder / "elsewhere.json", Elsewhere))),
        emergencies=_Late(lambda: read(folder / "emergencies.json", Emergencies)),
        leanings=_Late(lambda: read(folder / "leanings.json", Leanings)),
        alarms=read(folder / "alarms.json", AlarmBook),
        regions=read(folder / "regions.json", tuple[Region, ...]),
        version=_version(folder),
        folder=folder,
    )


class _Topics(Mapping[str, Topic]):
    """The topics of a folder, each read when it is asked for: an answer needs one or two of them."""

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in topic_files(folder)}
        self._read: dict[str, Topic] = {}

    def __getitem__(self, topic_id: str) -> Topic:
        if topic_id not in self._read:
            self._read[topic_id] = read_topic(self._files[topic_id])
        return self._read[topic_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class _Late(Mapping[str, T]):
    """A file that is read when something of it is asked for."""

    def __init__(self, read_all: Callable[[], Mapping[str, T]]) -> None:
        self._read_all = read_all

    @cached_property
    def _all(self) -> Mapping[str, T]:
        return self._read_all()

    def __getitem__(self, key: str) -> T:
        return self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class _LaidOver(dict[str, Topic]):
    """Bundled topics with the user's own laid over them."""


def is_as_stored(base: KnowledgeBase) -> bool:
    """Tell whether the topics are those that the base's version names, and not put together otherwise."""
    return isinstance(base.topics, _Topics | _LaidOver)


def topic_files(folder: Path) -> list[Path]:
    """List a knowledge folder's topic files in the order of their names."""
    return sorted((folder / "topics").glob("*.json"))


def read_topics(files: Iterable[Path]) -> dict[str, Topic]:
    """Read topics by id."""
    return {topic.id: topic for topic in map(read_topic, files)}


def read_topic(file: Path) -> Topic:
    """Read one topic. Its id must be the file's name."""
    topic = read(file, Topic)
    if topic.id != file.stem:
        wrong = f'is "{topic.id}", but the file is called {file.name}'
        right = f'call the file {topic.id}.json or write "{file.stem}" here'
        raise KnowledgeError([Problem(str(file), "id", "file-name", wrong, right)])
    return topic


def read(file: Path, shape: type[T]) -> T:
    """Read a JSON file of a given shape. Raises ``KnowledgeError``."""
    content = _bytes(file)
    try:
        return msgspec.json.decode(content, type=shape)
    except msgspec.ValidationError as error:
        # Only now, so that good files need not wait for it.
        from crampcli.shape import shape_problems

        problems = list(shape_problems(msgspec.json.decode(content), shape, str(file)))
        raise KnowledgeError(problems or [_unreadable(file, str(error))]) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError([_unreadable(file, str(error))]) from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong = f"cannot be read ({error.strerror})"
        raise KnowledgeError(
            [Problem(str(file), "", "readable", wrong, "check the path and its permissions")]
        ) from error


def _unreadable(file: Path, reason: str) -> Problem:
    if not _bytes(file).strip():
        reason = "the file is empty"
    return Problem(str(file), "", "json", f"is not JSON ({reason})", "save it as JSON in UTF-8")


def _laid_over(base: KnowledgeBase, own: Path) -> KnowledgeBase:
    """Add the user's own topics and sources to the bundled ones."""
    topics = read_topics(topic_files(own))
    sources_file = own / "sources.json"
    sources = read(sources_file, dict[str, Source]) if sources_file.is_file() else {}
    if not topics and not sources:
        return base
    return msgspec.structs.replace(
        base,
        topics=_LaidOver({**base.topics, **topics}),
        sources={**base.sources, **sources},
        version=f"{base.version}+{_checksum(own)}",
        folder=None,
    )


def _version(folder: Path) -> str:
    """Name the state of a knowledge folder: its latest review and a checksum of its files."""
    shipped = folder / VERSION_NAME
    if shipped.is_file():
        return shipped.read_text()
    reviewed = max((topic.reviewed for topic in read_topics(topic_files(folder)).values()), default="0000-00")
    return f"{reviewed}.{_checksum(folder)}"


def _checksum(folder: Path) -> str:
    total = 0
    for file in (*topic_files(folder), *sorted(folder.glob("*.json"))):
        total = crc32(file.read_bytes(), total)
    return f"{total:08x}"
