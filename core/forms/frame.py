"""What a statistical form is: columns that show named figures.

One file of this package describes one form in a `FORM`; its words are one
file of `resources/forms/`.  Everything else (paper, spreadsheet, file names)
follows from the description.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

import core.forms
from core.errors import Exit, Problem
from core.reporting.profiles import Profile


@dataclass(frozen=True, slots=True)
class Column:
    """One column of counts.

    `path` leads from the outermost heading to the column's own caption, as
    keys of the wording; `figures` are the named counts whose sum it shows;
    `sums` are the keys of the columns that add up to it in the same row.
    """

    key: str
    path: tuple[str, ...]
    figures: tuple[str, ...]
    number: str = ""
    sums: tuple[str, ...] = ()
    width_mm: float = 14.5


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One official form of counts by sector."""

    form_id: str
    default_profile: str
    wording: str
    formats: tuple[str, ...]
    columns: Callable[[Profile], tuple[Column, ...]]


def form_ids() -> list[str]:
    return sorted(form.form_id for form in _scan())


def find_form(form_id: str) -> ReportForm:
    """A form by its name on the command line; `Problem` report.unknown_form if none."""
    for form in _scan():
        if form.form_id == form_id:
            return form
    raise Problem("report.unknown_form", Exit.USAGE, form=form_id[:40], known=", ".join(form_ids()))


def _scan() -> list[ReportForm]:
    """The descriptions; importing them loads no document library."""
    found_modules = pkgutil.iter_modules(core.forms.__path__)
    names = (module.name for module in found_modules if not module.ispkg)
    modules = (importlib.import_module(f"core.forms.{name}") for name in names)
    found = (getattr(module, "FORM", None) for module in modules)
    return [form for form in found if isinstance(form, ReportForm)]
