"""Which region's telephone numbers are right for this person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crampcli.model import Region

_LOCALE = re.compile(r"^[A-Za-z]{2,3}[_-](?P<territory>[A-Z]{2})\b")


def find_region(asked: str | None, env: Mapping[str, str], regions: Iterable[Region]) -> Region | None:
    """Find the region that was asked for, else the one of ``CRAMP_REGION``, else the locale's territory.

    ``asked`` is a region id or an ISO 3166-1 territory, in any case. None if nothing says where
    the person is: then no number may be given without saying where it works.
    """
    code = asked or env.get("CRAMP_REGION") or _territory(env)
    if not code:
        return None
    wanted = {"UK": "GB"}.get(code.upper(), code.upper())
    known = tuple(regions)
    by_id = (region for region in known if region.id == wanted)
    by_territory = (region for region in known if wanted in region.territories)
    return next(by_id, None) or next(by_territory, None)


def _territory(env: Mapping[str, str]) -> str | None:
    """Take the territory from the locale, by the order in which the C library asks."""
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    found = _LOCALE.match(locale)
    return found["territory"] if found else None
