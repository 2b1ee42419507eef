"""The files of one report, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.errors import Exit, Problem
from core.forms.frame import ReportForm
from core.forms.sheet import sheet_of
from core.reporting.identities import IdentityFailed
from core.reporting.period import Period
from core.reporting.report import Report
from core.texts import Texts

_SUFFIX_OF_UNFINISHED = ".part"


def file_name(form_id: str, period: Period, extension: str) -> str:
    return f"{form_id}_{period.first.isoformat()}_{period.last.isoformat()}.{extension}"


def rendered(form: ReportForm, report: Report, texts: Texts, extension: str) -> bytes:
    """The report in one format: pdf, xlsx or json."""
    if extension == "json":
        return _json(report.to_json(texts))
    sheet = sheet_of(form, report, texts)
    if extension == "pdf":
        from core.forms.printing.report_pdf import report_pdf

        return report_pdf(sheet, report.profile)
    from core.forms.printing.report_xlsx import report_xlsx

    return report_xlsx(sheet, report.profile)


def write_report(
    form: ReportForm,
    report: Report,
    texts: Texts,
    folder: Path,
    extensions: tuple[str, ...],
    progress: Callable[[str], None] = lambda _step: None,
) -> list[Path]:
    """Write the report's files into the folder and name them.

    A refusal left there by an earlier try goes: it is no longer true.
    """
    written = []
    for extension in extensions:
        progress(extension)
        path = folder / file_name(form.form_id, report.period, extension)
        _write(path, rendered(form, report, texts, extension))
        written.append(path)
    _remove(folder / file_name(form.form_id, report.period, "refused.json"))
    return written


def write_refusal(
    form: ReportForm, period: Period, failed: IdentityFailed, texts: Texts, folder: Path
) -> Path:
    """Write which identities fail and through which dossiers; old results go."""
    for extension in form.formats:
        _remove(folder / file_name(form.form_id, period, extension))
    value = {
        "form": form.form_id,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
        "code": failed.code,
        "text": texts.problem(failed),
        "violations": [
            {
                "identity": one.identity,
                "text": texts(f"report.identity.{one.identity.lower()}"),
                "dossiers": list(one.dossiers),
            }
            for one in failed.violations
        ],
    }
    path = folder / file_name(form.form_id, period, "refused.json")
    _write(path, _json(value))
    return path


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_name(path.name + _SUFFIX_OF_UNFINISHED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise Problem(
            "report.cannot_write", Exit.ENVIRONMENT, file=str(path), reason=error.strerror or ""
        ) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(
            "report.cannot_write", Exit.ENVIRONMENT, file=str(path), reason=error.strerror or ""
        ) from error
