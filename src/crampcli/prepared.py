"""What can be worked out from the knowledge before anybody asks: for the wheel ahead, else on demand.

Reading thousands of phrases takes longer than answering one. An installed crampcli brings the result along as
``prepared.msgpack``; a checkout, or one with the user's own knowledge, makes it anew when the knowledge or
the code has changed, and keeps it in the user's cache folder: nothing goes stale.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import Struct

from crampcli import store
from crampcli.alarms import AlarmTables, alarm_words, compile_alarms
from crampcli.drawers import Drawers
from crampcli.index import Index, asides, build_index
from crampcli.model import KnowledgeBase
from crampcli.repair import count_uses, lexicon_texts, vocabulary
from crampcli.text import Normaliser, compile_rewrites

_NAME = "prepared.msgpack"
_PREPARING = ("alarms.py", "drawers.py", "index.py", "prepared.py", "repair.py", "text.py")
_MOST_KEPT = 3
"""States of the knowledge: one's own is often changed back and forth."""
_ENCODER = msgspec.msgpack.Encoder(order="deterministic")
"""In a fixed order, so that the same knowledge gives the same bytes."""


class Prepared(Struct, frozen=True):
    """All that is worked out from one state of the knowledge."""

    rewrites: Drawers
    """Of alarms and everything else that is read to the letter."""
    synonyms: Drawers
    """Of topics: rewrites and synonyms."""
    index: Index
    alarms: AlarmTables
    vocabulary: Drawers
    """As what each word and stem is ``Known``."""
    encoded_uses: memoryview
    """How often each word is used that a misspelled one may stand for: decoded only if there is one."""

    def uses(self) -> dict[str, int]:
        """Give how often each word is used that a misspelled one may have been meant to be."""
        return msgspec.msgpack.decode(self.encoded_uses, type=dict[str, int])


def prepare(base: KnowledgeBase) -> Prepared:
    """Work out everything."""
    rewrites = compile_rewrites(base.lexicon, loosely=False)
    synonyms = compile_rewrites(base.lexicon, loosely=True)
    normaliser = Normaliser(base.lexicon, rewrites)
    index = build_index(
        base.topics.values(),
        base.elsewhere,
        base.emergencies,
        base.leanings,
        Normaliser(base.lexicon, synonyms),
    )
    alarms = compile_alarms(base.alarms, normaliser)
    known = vocabulary(base.lexicon, index.stems, alarms.stems, normaliser)
    uses = count_uses(_texts(base))
    return Prepared(rewrites, synonyms, index, alarms, known, memoryview(_ENCODER.encode(uses)))


def _texts(base: KnowledgeBase) -> Iterator[str]:
    """Yield the texts whose words a misspelled one may have been meant to be."""
    yield from lexicon_texts(base.lexicon)
    yield from alarm_words(base.alarms)
    for topic in base.topics.values():
        yield from (topic.title, *topic.also_called, *topic.phrases)
        yield from asides(topic)


def load(base: KnowledgeBase) -> Prepared:
    """Take what was shipped for this knowledge, or was kept of it before, or work it out and keep it."""
    shipped = base.folder / _NAME if base.folder else None
    if shipped and shipped.is_file():
        return _mapped(shipped)
    if not store.is_as_stored(base):
        return prepare(base)
    kept = _cache_folder() / f"{base.version}-{_code_checksum()}.msgpack"
    try:
        return _mapped(kept)
    except (OSError, ValueError, msgspec.MsgspecError):
        prepared = prepare(base)
        _keep(prepared, kept)
        return prepared


def _mapped(file: Path) -> Prepared:
    """Read what was prepared, and of its tables only what is asked for: they are views of the mapped file.

    Raises ``OSError``, ``ValueError`` for an empty file, ``MsgspecError``.
    """
    with file.open("rb") as opened:
        content = mmap(opened.fileno(), 0, access=ACCESS_READ)
    return msgspec.msgpack.decode(content, type=Prepared)


def _cache_folder() -> Path:
    """Find where programs keep what they can work out anew, by the XDG Base Directory Specification."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "crampcli"


def _code_checksum() -> str:
    """Name the state of the code that prepares, so that nothing goes stale when it changes."""
    folder = Path(__file__).parent
    return f"{crc32(b''.join((folder / name).read_bytes() for name in _PREPARING)):08x}"


def _keep(prepared: Prepared, file: Path) -> None:
    """Write it for the next time, in one stroke, in the place of what was kept before; or do without."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(f".{os.getpid()}")
        half.write_bytes(_ENCODER.encode(prepared))
        half.replace(file)
        kept = sorted(file.parent.glob("*.msgpack"), key=lambda old: old.stat().st_mtime, reverse=True)
        for old in kept[_MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def write(data: Path, into: Path) -> Iterator[Path]:
    """Prepare the knowledge of a folder for shipping; yield the files that belong beside it."""
    base = store.read_folder(data)
    into.mkdir(parents=True, exist_ok=True)
    prepared = into / _NAME
    prepared.write_bytes(_ENCODER.encode(prepare(base)))
    yield prepared
    version = into / store.VERSION_NAME
    version.write_text(base.version)
    yield version
