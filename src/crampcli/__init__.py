"""crampcli: look up a complaint offline, in the words that people use.

>>> from crampcli import Knowledge
>>> answer = Knowledge.load().ask("calf cramp at night")
>>> answer.results[0].id
'night-leg-cramps'
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Knowledge", "__version__"]

if TYPE_CHECKING:
    from crampcli.api import Knowledge


def __getattr__(name: str) -> Any:
    """Load the library part when it is first asked for: ``cramp --version`` must not wait for it."""
    if name == "Knowledge":
        from crampcli.api import Knowledge

        return Knowledge
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
