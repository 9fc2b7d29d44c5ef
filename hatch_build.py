"""Build hook: ship, beside the knowledge, what can be worked out from it before anybody asks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PrepareKnowledge(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Adds the prepared knowledge to wheels; a checkout and an editable install prepare it on demand."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files and name their places in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from crampcli import prepared

        for file in prepared.write(root / "data", Path(self.directory) / "prepared"):
            build_data["force_include"][str(file)] = f"crampcli/data/{file.name}"
