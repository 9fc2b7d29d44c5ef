"""crampcli makes no connection: every command runs while every socket call raises."""

from __future__ import annotations

import socket
from typing import NoReturn

import pytest

from tests.support import GOOD, cramp

LINES = [
    "my calf seized up in bed",
    "--json charlie horse in my claf",
    "--color always cramp",
    "best pizza in town",
    "show night-leg-cramps",
    "--json show night-leg-cramps",
    "list",
    f"check {GOOD}",
    "schema topic",
    "help",
    "--version",
    "show no-such-topic",
]


class ConnectionMadeError(BaseException):
    """Not an Exception, so that nothing on the way can catch it."""


@pytest.mark.parametrize("line", LINES)
def test_no_command_opens_a_socket(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise ConnectionMadeError

    for name in (
        "socket",
        "create_connection",
        "create_server",
        "getaddrinfo",
        "gethostbyname",
        "socketpair",
    ):
        monkeypatch.setattr(socket, name, refuse)
    cramp(line)


def test_the_refusal_works(monkeypatch: pytest.MonkeyPatch) -> None:
    from crampcli import store

    def refuse(*_: object, **__: object) -> NoReturn:
        raise ConnectionMadeError

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(store, "load", lambda *_: socket.socket())
    with pytest.raises(ConnectionMadeError):
        cramp("leg cramp")
