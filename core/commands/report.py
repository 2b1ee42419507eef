"""`report FORM --from D --to D`: the files of one period's report.

Standard output lists the files, one a line; progress goes to standard error,
as words or, for the report window that runs this as a child process, as JSON
lines.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Callable
from pathlib import Path

from core.commands.context import Context
from core.errors import Exit, Problem
from core.forms.files import write_refusal, write_report
from core.forms.frame import ReportForm, find_form
from core.ports import Act, Store
from core.reporting.closing import close_report
from core.reporting.identities import IdentityFailed
from core.reporting.period import Period, day_of, period_of
from core.reporting.profiles import Profile, load_profile
from core.reporting.report import Report, make_report

NAME = "report"
HELP_KEY = "report.command.help"
_DEFAULT_FORMATS = "pdf,xlsx,json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    parser.add_argument("--from", dest="first", required=True)
    parser.add_argument("--to", dest="last", required=True)
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--format", default=_DEFAULT_FORMATS)
    parser.add_argument("--profile")
    parser.add_argument("--as-of", type=int)
    parser.add_argument("--close", action="store_true")
    parser.add_argument("--number", default="")
    parser.add_argument("--date", default="")
    parser.add_argument("--progress", choices=("text", "json"), default="text")


def run(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 3 with only `<form>_<from>_<to>.refused.json` when an identity fails."""
    form = find_form(arguments.form)
    period = period_of(arguments.first, arguments.last)
    profile = load_profile(arguments.profile or form.default_profile)
    formats = _formats(form, arguments.format)
    tell = _progress(context, arguments.progress, 2 + len(formats))
    if arguments.close:
        _check_closing(arguments)
    store = context.store() if arguments.close else context.read_only_store()
    try:
        report = _made(store, form, profile, period, arguments.as_of, tell)
        if arguments.close:
            tell("close")
            _close(store, report, arguments.number, arguments.date)
            report = _made(store, form, profile, period, report.as_of.seq, lambda _step: None)
    except IdentityFailed as failed:
        context.print(str(write_refusal(form, period, failed, context.texts, arguments.out)))
        raise
    for path in write_report(form, report, context.texts, arguments.out, formats, tell):
        context.print(str(path))
    return Exit.FINE


def _made(
    store: Store,
    form: ReportForm,
    profile: Profile,
    period: Period,
    as_of: int | None,
    tell: Callable[[str], None],
) -> Report:
    return store.read(
        lambda reader: make_report(
            reader,
            form=form.form_id,
            profile=profile,
            period=period,
            as_of_seq=as_of,
            progress=tell,
        )
    )


def _close(store: Store, report: Report, number: str, signed_on: str) -> None:
    store.execute(
        Act(
            close_report,
            {
                "form": report.form,
                "profile": report.profile.profile_id,
                "period_from": report.period.first.isoformat(),
                "period_to": report.period.last.isoformat(),
                "number": number,
                "signed_on": signed_on,
                "fingerprint": report.fingerprint,
                "as_of_seq": report.as_of.seq,
            },
            station="command",
        )
    )


def _check_closing(arguments: argparse.Namespace) -> None:
    """Before any counting: a closing needs its number and a real day."""
    if not arguments.number.strip():
        raise Problem("report.number_missing", Exit.USAGE)
    day_of(arguments.date)


def _formats(form: ReportForm, text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for one in wanted or ("",):
        if one not in form.formats:
            raise Problem(
                "report.unknown_format",
                Exit.USAGE,
                form=form.form_id,
                format=one[:20],
                known=", ".join(form.formats),
            )
    return wanted


def _progress(context: Context, style: str, steps: int) -> Callable[[str], None]:
    """Tell of each step as it begins; JSON lines also say how much is done, 0 to 1."""
    begun = itertools.count()

    def say(step: str) -> None:
        context.say(f"report.progress.{step}")

    def say_json(step: str) -> None:
        done = round(next(begun) / steps, 2)
        context.stderr.write(json.dumps({"step": step, "done": done}) + "\n")
        context.stderr.flush()

    return say_json if style == "json" else say
