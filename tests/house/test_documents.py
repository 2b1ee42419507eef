"""What README, CONTRIBUTING and the guide say is there: commands, options, files, pictures."""

from __future__ import annotations

import argparse
import re
import subprocess
from pathlib import Path

import pytest

from core.commands import command_names, parse
from core.texts import Texts
from tests.house.sources import ROOT, sources, strings
from ui.windows import windows

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/huong-dan.md")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PICTURE_KB = 256
_PLACES = re.compile(r"`((?:[\w-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml|lock))`")
# Folders of the data folder, and what only exists while or after it runs.
_MADE = {"backups/", "receipts/", "reports/", "notes/", "replaced/", "crashes/"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_linked_and_named_files_exist(name: str) -> None:
    text = text_of(name)
    links = re.findall(r"\]\(([^)#]+)\)", text)
    for link in links:
        assert (ROOT / name).parent.joinpath(link).exists(), link
    for place in _PLACES.findall(text):
        if place not in _MADE and place != "__init__.py":
            assert (ROOT / place).exists(), place


@pytest.mark.parametrize("name", DOCUMENTS)
def test_named_commands_can_be_given(name: str) -> None:
    """Every line to type parses; what it names is a command with those options."""
    lines = re.findall(r"(?:python3?|py) main\.py ([^\n`|]+)", text_of(name))
    assert lines
    for line in lines:
        words = [word for word in re.sub(r"…|TỆP", "FILE", line).split() if word != "FILE"]
        if words:
            assert words[0] in command_names(), line
            _parsed(words, line)


def _parsed(words: list[str], line: str) -> None:
    known = parse([words[0], *_needed(words[0])], Texts("en")).command
    parser = argparse.ArgumentParser(exit_on_error=False, allow_abbrev=False)
    known.add_arguments(parser)
    options = {option for action in parser._actions for option in action.option_strings}
    given = {word for word in words if word.startswith("--")}
    assert given <= options | {"--data", "--database"}, line


def _needed(command: str) -> list[str]:
    """The least that a command must be given."""
    period = ["--from", "2026-06-15", "--to", "2026-07-14"]
    return {
        "report": ["kstthc-06a", *period],
        "simulate": period,
        "import": ["file.csv"],
        "backup": ["file"],
        "restore": ["file"],
    }.get(command, [])


def test_the_table_of_commands_is_whole() -> None:
    rows = re.findall(r"^\| (`.+?) \|", text_of("README.md"), re.MULTILINE)
    named = {word for row in rows for word in re.findall(r"`([a-z]+)", row)}
    assert set(command_names()) <= named


def test_every_option_of_the_table_is_taken() -> None:
    for row in re.findall(r"^\| (`(?:main\.py|[a-z]+).*)$", text_of("README.md"), re.MULTILINE):
        cell = row.replace("`main.py`, or ", "").partition(" | ")[0]
        command = re.match(r"`([a-z]+)", cell)
        options = re.findall(r"--[a-z-]+", row)
        if command and command[1] in command_names() and options:
            _parsed([command[1], *options], row)


def test_roles_of_the_readme_open_windows() -> None:
    row = re.search(r"opens the roles of this PC: (.+?);", text_of("README.md"))
    assert row is not None
    named = {role.partition(":")[0] for role in re.findall(r"`([^`]+)`", row[1])}
    assert named == {window.role for window in windows().values() if window.role} - {
        "setup",
        "workshop",
    }


def test_keys_of_the_guide_are_those_of_the_counter() -> None:
    from ui.counter.verbs import VERBS

    named = set(re.findall(r"`((?:Ctrl\+|Shift\+)?[A-Z][0-9]*)`", text_of("docs/huong-dan.md")))
    assert {verb.key for verb in VERBS.values()} <= named


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_decisions_are_numbered_dated_and_short(page: Path) -> None:
    text = page.read_text("utf-8")
    number = re.match(r"(\d{4})-[a-z0-9-]+\.md", page.name)
    assert number is not None
    assert text.startswith(f"# {int(number[1])}. "), page.name
    assert re.search(r"^[A-Z][a-z]+ 20\d\d\.$", text, re.MULTILINE), "no date"
    assert len(text.split()) <= 500


def test_decisions_have_numbers_of_their_own() -> None:
    numbers = [page.name[:4] for page in DECISIONS]
    assert len(set(numbers)) == len(numbers)


def test_pictures_are_small_and_shown() -> None:
    text = text_of("README.md")
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert picture.stat().st_size < PICTURE_KB * 1024, picture.name
        assert f"docs/pictures/{picture.name}" in text


def test_folders_of_the_data_folder_are_those_of_the_code() -> None:
    said = {str(node.value) for file in sources() for node in strings(file)}
    assert {folder.rstrip("/") for folder in _MADE} <= said


def test_ci_runs_the_command_of_the_readme() -> None:
    assert "python main.py test\n" in text_of("README.md")
    script = text_of(".ci/run")
    assert "main.py test" in script
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)
