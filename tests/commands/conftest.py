"""Runs command lines as a user would, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import main


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """`run("check", "--json")` on a data folder of the test's own, in English."""
    monkeypatch.setenv("MOTCUA_LANGUAGE", "en")
    # The environment is this one; preparing it has its own tests.
    monkeypatch.setattr(main, "prepare", lambda *_: None)

    def line(*words: object) -> Ran:
        capsys.readouterr()
        try:
            code = main.main([*map(str, words), "--data", str(tmp_path / "data")])
        except SystemExit as ended:
            code = int(str(ended.code or 0))
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return line


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder that `run` works on."""
    return tmp_path / "data"
