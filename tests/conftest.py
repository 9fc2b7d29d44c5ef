"""Fixtures: cramp in an environment of its own, on the bundled or on made-up knowledge."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crampcli import store
from crampcli.api import Knowledge
from tests.support import GOOD

_SETTINGS = (
    "CRAMP_",
    "LC_",
    "LANG",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "ACCESSIBLE",
    "PAGER",
    "TERM",
    "COLUMNS",
)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name a cache folder for all tests: what one has prepared serves the next."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cache: Path) -> None:
    """Keep the machine's own settings away from every test."""
    for name in list(os.environ):
        if name.startswith(_SETTINGS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CRAMP_HOME", str(tmp_path / "no-knowledge-of-my-own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Load the bundled knowledge once."""
    return Knowledge(store.read_folder(store.bundled_folder()))


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the small made-up knowledge in the place of the bundled one."""
    monkeypatch.setattr(store, "bundled_folder", lambda: GOOD)
