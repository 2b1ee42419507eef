"""The official words of a form, `resources/forms/<name>.toml`, with their citation."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from core.resources import resource


@cache
def wording(name: str) -> dict[str, Any]:
    """The words of one form, or those common to all papers (`letterhead`)."""
    return tomllib.loads(resource("forms", f"{name}.toml").read_text("utf-8"))
