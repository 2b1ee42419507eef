"""The window in which dossiers are written down, found, put right and printed."""

from __future__ import annotations
