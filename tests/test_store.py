"""Where the knowledge lies, and that what is shipped prepared is what would be worked out."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import msgspec
import pytest
from platformdirs import user_data_path

from crampcli import prepared, store
from crampcli.api import Knowledge
from tests.support import GOOD


@pytest.mark.parametrize(
    ("env", "folder"),
    [
        ({"CRAMP_HOME": "/one", "XDG_DATA_HOME": "/two"}, "/one"),
        ({"XDG_DATA_HOME": "/two"}, "/two/cramp"),
    ],
)
def test_own_folder(env: dict[str, str], folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRAMP_HOME")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert store.own_folder() == Path(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
def test_the_own_folder_of_linux_is_the_one_that_platformdirs_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRAMP_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert store.own_folder() == user_data_path("cramp", appauthor=False)


def test_what_is_shipped_prepared_is_what_would_be_worked_out(tmp_path: Path) -> None:
    data = store.bundled_folder()
    installed = tmp_path / "data"
    shutil.copytree(data, installed)
    for file in prepared.write(data, tmp_path / "made"):
        shutil.copy(file, installed)
    shipped, fresh = store.read_folder(installed), store.read_folder(data)
    assert prepared.load(shipped) == prepared.prepare(fresh)
    assert shipped.version == fresh.version
    for phrase in ("my calf seized up in bed", "charlie horse in my claf", "chest pain and sweating"):
        assert Knowledge(shipped).ask(phrase) == Knowledge(fresh).ask(phrase)


def test_preparing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = (list(prepared.write(GOOD, tmp_path / name)) for name in ("one", "two"))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in two]


def test_what_was_prepared_is_not_used_for_knowledge_of_ones_own(tmp_path: Path) -> None:
    installed, own = tmp_path / "data", tmp_path / "own"
    shutil.copytree(store.bundled_folder(), installed)
    for file in prepared.write(GOOD, tmp_path / "made"):
        shutil.copy(file, installed)
    shutil.copytree(GOOD / "topics", own / "topics")
    shutil.copy(GOOD / "sources.json", own)
    assert Knowledge.load(installed, own).ask("my knee will not bend").results[0].id == "stiff-knee"


def test_what_was_worked_out_is_kept_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = prepared.load(store.read_folder(GOOD))
    (kept,) = (tmp_path / "crampcli").iterdir()
    assert prepared.load(store.read_folder(GOOD)) == first
    for broken in (b"broken", b""):
        kept.write_bytes(broken)
        assert prepared.load(store.read_folder(GOOD)) == first
    assert len(list((tmp_path / "crampcli").iterdir())) == 1


def test_without_a_place_to_keep_it_it_is_worked_out_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert prepared.load(store.read_folder(GOOD)) == prepared.prepare(store.read_folder(GOOD))


def test_topics_put_together_otherwise_are_not_mixed_up_with_what_was_kept() -> None:
    base = store.read_folder(GOOD)
    prepared.load(base)
    alone = {"stiff-knee": base.topics["stiff-knee"]}
    assert "stuck-elbow" not in prepared.load(msgspec.structs.replace(base, topics=alone)).index.ids


def test_an_own_topic_may_be_called_like_a_kind_of_what_is_not_ours() -> None:
    base = store.read_folder(GOOD)
    skin = msgspec.structs.replace(base.topics["stiff-knee"], id="skin")
    assert "skin" in base.elsewhere["not_covered"]
    renamed = msgspec.structs.replace(base, topics={"skin": skin, "stuck-elbow": base.topics["stuck-elbow"]})
    assert Knowledge(renamed).ask("my knee will not bend").results[0].id == "skin"
