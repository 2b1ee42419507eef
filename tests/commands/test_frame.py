"""The frame of the command line: one file a command, options anywhere, exit codes, last resort."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

import main
from core.commands import Request, command_names, parse
from core.errors import Exit, Problem
from core.preparation import command_in
from core.texts import Texts
from tests.commands.conftest import Run
from tests.house.sources import ROOT


def test_every_file_is_a_command_with_one_line_of_help(run: Run) -> None:
    shown = run("--help")
    assert shown.code == Exit.FINE
    listed = [line.split()[0] for line in shown.out.splitlines() if line.startswith("  ")]
    assert listed == command_names()
    assert {"check", "backup", "restore", "verify", "migrate", "test", "devices", "bench"} <= set(
        listed
    )


@pytest.mark.parametrize("name", command_names())
def test_every_command_explains_itself(run: Run, name: str) -> None:
    shown = run(name, "--help")
    assert shown.code == Exit.FINE
    assert shown.out.startswith(f"usage: main.py {name}")


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--json", "--data", "x"],
        ["--data", "x", "check", "--json"],
        ["--json", "check", "--data=x"],
        ["--json", "--data", "x", "check"],
    ],
)
def test_options_stand_before_or_after_the_command(words: list[str], texts_en: Texts) -> None:
    request = parse(words, texts_en)
    assert (request.name, request.data, request.arguments.json) == ("check", Path("x"), True)


def test_no_command_means_run(texts_en: Texts) -> None:
    assert parse([], texts_en).name == "run"
    assert parse(["--role", "kiosk"], texts_en).name == "run"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["frobnicate"], "command.unknown"),
        (["check", "--frobnicate"], "command.usage"),
        (["backup"], "command.usage"),
        (["check", "--js"], "command.usage"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(run: Run, words: list[str], code: str) -> None:
    ran = run(*words)
    assert ran.code == Exit.USAGE
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert f"({code})" in ran.err


def test_sqlite_urls_name_a_folder_and_servers_are_for_later(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def folder_of(url: str) -> Path:
        return main.data_folder(
            Request("check", argparse.Namespace(), argparse.Namespace(), None, url)
        )  # type: ignore[arg-type]

    assert folder_of(f"sqlite:///{tmp_path}/a%20b/mot-cua.sqlite3") == tmp_path / "a b"
    monkeypatch.chdir(tmp_path)
    assert folder_of("sqlite:///here/mot-cua.sqlite3") == tmp_path / "here"
    for url, code in {
        "postgresql://u@h/d": "command.no_server_yet",
        "sqlite:///x/other.db": "command.bad_database",
        "mysql://h/d": "command.bad_database",
    }.items():
        with pytest.raises(Problem) as refused:
            folder_of(url)
        assert (refused.value.code, refused.value.exit_code) == (code, Exit.USAGE)
    assert run("check", "--database", "sqlite:///x/mot-cua.sqlite3").code == Exit.USAGE


def test_our_own_failure_ends_in_a_support_line_without_values(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = "".join(["Nguyen", " Van A"])

    def fail(*_: object) -> None:
        raise KeyError(value)

    monkeypatch.setattr("core.commands.check.run", fail)
    ran = run("check")
    assert ran.code == Exit.BUG
    assert "KeyError" in ran.err
    assert "(command.bug)" in ran.err
    (kept,) = (data / "crashes").iterdir()
    assert str(kept) in ran.err
    assert "test_frame.py" in kept.read_text("utf-8")
    assert value not in kept.read_text("utf-8") + ran.err


def test_words_before_the_command_are_no_command() -> None:
    assert command_in(["--json", "check"], ROOT) == "check"
    assert command_in(["--role", "kiosk"], ROOT) is None


def test_standard_output_carries_only_the_result(run: Run) -> None:
    ran = run("check", "--json")
    assert {check["check"] for check in json.loads(ran.out)["checks"]} >= {
        "store",
        "durability",
        "chain",
        "disk",
        "clock",
        "zone",
        "backup",
        "qt",
        "fonts",
    }
