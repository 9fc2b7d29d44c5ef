"""What can be worked out from the knowledge before anybody asks: for the wheel ahead, else on demand.

Reading thousands of phrases takes longer than answering one. An installed crampcli brings the result along as
``prepared.msgpack``; a checkout, or one with the user's own knowledge, makes it anew: nothing goes stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from crampcli import store
from crampcli.alarms import AlarmTables, compile_alarms
from crampcli.match import Index, build_index
from crampcli.model import KnowledgeBase
from crampcli.repair import known_words
from crampcli.text import Normaliser

_NAME = "prepared.msgpack"


class Prepared(Struct, frozen=True):
    """The index of the topics, the compiled alarms, and all known words of one state of the knowledge."""

    index: Index
    alarms: AlarmTables
    known: frozenset[str]


def prepare(base: KnowledgeBase, normaliser: Normaliser) -> Prepared:
    """Work out everything."""
    index = build_index(base.topics.values(), normaliser)
    alarms = compile_alarms(base.alarms, normaliser)
    known = known_words(base.lexicon, index.rarity.keys() | alarms.stems, normaliser)
    return Prepared(index, alarms, known)


def load(base: KnowledgeBase, normaliser: Normaliser) -> Prepared:
    """Take what was prepared for this knowledge, or work it out."""
    file = base.folder / _NAME if base.folder else None
    if file and file.is_file():
        return msgspec.msgpack.decode(file.read_bytes(), type=Prepared)
    return prepare(base, normaliser)


def write(data: Path, into: Path) -> Iterator[Path]:
    """Prepare the knowledge of a folder for shipping; yield the files that belong beside it."""
    base = store.read_folder(data)
    into.mkdir(parents=True, exist_ok=True)
    prepared = into / _NAME
    # In a fixed order, so that the same knowledge gives the same bytes.
    encoder = msgspec.msgpack.Encoder(order="deterministic")
    prepared.write_bytes(encoder.encode(prepare(base, Normaliser(base.lexicon))))
    yield prepared
    version = into / store.VERSION_NAME
    version.write_text(base.version)
    yield version
