"""The environment beside the program, without touching a network: uv and pip are stand-ins."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core import machine, preparation
from core.machine import Speaker, UnpreparedError
from core.preparation import Place, fits, lock_hash, make, only_one, prepare
from tests.house.sources import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

UV = """#!/bin/sh
echo "uv $*" >> "{log}"
case "$1" in
  venv) mkdir -p "{venv}/bin"; ln -sf "{python}" "{venv}/bin/python";;
  pip) exit {pip_code};;
esac
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with the two locks and the words."""
    (tmp_path / "main.py").write_text("", "utf-8")
    (tmp_path / "requirements.lock").write_text("alembic==0.0 \\\n", "utf-8")
    (tmp_path / "requirements-dev.lock").write_text("alembic==0.0 \\\nruff==0 \\\n", "utf-8")
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    return tmp_path


@pytest.fixture
def uv(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """A uv that only writes down what it was asked; its `pip` ends with the code."""

    def install(pip_code: int = 0) -> Path:
        folder, log = root / "bin", root / "uv.log"
        folder.mkdir(exist_ok=True)
        script = folder / "uv"
        facts = {"log": log, "venv": root / ".venv", "python": sys.executable}
        script.write_text(UV.format(**facts, pip_code=pip_code), "utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return log

    return install


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been started anew."""
    seen: list[list[str]] = []
    monkeypatch.setattr(preparation, "go_on_in", lambda python, words: seen.append(words))
    monkeypatch.setattr(preparation, "libraries_for", lambda _command: {})
    return seen


def test_the_first_start_installs_and_the_next_only_goes_on(
    root: Path, uv: Callable[..., Path], started: list[list[str]]
) -> None:
    log = uv()
    for _ in range(2):
        prepare(root, "check", ["check", "--json"])
    assert started == [[str(root / "main.py"), "check", "--json"]] * 2
    made, installed = log.read_text("utf-8").splitlines()
    assert f"--python {sys.executable}" in made
    assert "--require-hashes" in installed
    assert installed.endswith("requirements.lock")


def test_a_changed_lock_is_installed_again(
    root: Path, uv: Callable[..., Path], started: list[list[str]]
) -> None:
    log = uv()
    prepare(root, "check", [])
    (root / "requirements.lock").write_text("alembic==0.1 \\\n", "utf-8")
    prepare(root, "check", [])
    assert log.read_text("utf-8").count("uv pip install") == 2
    assert log.read_text("utf-8").count("uv venv") == 1
    assert len(started) == 2


def test_the_developers_packages_serve_both(
    root: Path, uv: Callable[..., Path], started: list[list[str]]
) -> None:
    log = uv()
    prepare(root, "test", ["test"])
    prepare(root, "check", ["check"])
    assert log.read_text("utf-8").count("uv pip install") == 1
    stamps = Place(root).stamps()
    assert stamps["requirements.lock"] == lock_hash(root / "requirements.lock")


def test_a_killed_installation_is_begun_again(
    root: Path, uv: Callable[..., Path], started: list[list[str]]
) -> None:
    log = uv()
    prepare(root, "check", [])
    Place(root).stamp.unlink()
    prepare(root, "check", [])
    assert log.read_text("utf-8").count("uv pip install") == 2


def test_when_uv_cannot_pip_does(
    root: Path,
    uv: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    uv(pip_code=1)
    ran: list[list[str]] = []

    def note(command: list[str]) -> bool:
        ran.append(command)
        return Path(command[0]).name != "uv" or "pip" not in command

    monkeypatch.setattr(preparation, "_ran", note)
    make(Place(root), root / "requirements.lock", Speaker(ROOT))
    assert any(Path(command[0]).name == "uv" for command in ran)
    assert ran[-1][1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in ran[-1]
    assert "pip" in capfd.readouterr().err


def test_a_python_that_has_everything_needs_no_environment(
    root: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparation, "fits", lambda _lock: True)
    prepare(root, "check", [])
    assert started == []
    assert not (root / ".venv").exists()


def test_fits_looks_at_versions(root: Path) -> None:
    import sqlalchemy

    lock = root / "requirements.lock"
    assert not fits(lock)
    lock.write_text(f"sqlalchemy=={sqlalchemy.__version__} \\\n    --hash=x\n", "utf-8")
    assert fits(lock)
    lock.write_text("pynput==1 ; sys_platform == 'win32' \\\n    --hash=x\n", "utf-8")
    assert fits(lock)


def test_two_starts_at_once_wait_for_each_other(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2]);"
        "from core.preparation import only_one; from core.machine import Speaker;"
        "root = pathlib.Path(sys.argv[1])\n"
        "with only_one(root, Speaker(root)): print('in', flush=True)"
    )
    line = [sys.executable, "-c", code, str(root), str(ROOT)]
    with only_one(root, Speaker(ROOT)):
        other = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert other.stderr is not None
        assert "…" in other.stderr.readline()
        assert other.poll() is None
    out, _ = other.communicate()
    assert out == "in\n"


def test_without_root_the_one_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/apt-get")
    with pytest.raises(UnpreparedError) as lacking:
        machine.require_system({"libNotThere.so.9": "libnotthere9"}, Speaker(ROOT))
    line = str(lacking.value).splitlines()[-1]
    assert line.startswith("sudo sh -c 'apt-get update && apt-get install")
    assert line.endswith("libnotthere9'")


def test_other_systems_are_told_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(UnpreparedError, match="libnotthere9"):
        machine.require_system({"libNotThere.so.9": "libnotthere9"}, Speaker(ROOT))


def test_a_report_needs_no_libraries_of_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    assert machine.libraries_for("report") == {}
    assert "libxcb-cursor.so.0" in machine.libraries_for("run")
    monkeypatch.delenv("DISPLAY")
    assert set(machine.libraries_for("demo")) == {
        "libEGL.so.1",
        "libGL.so.1",
        "libglib-2.0.so.0",
        "libfontconfig.so.1",
        "libxkbcommon.so.0",
        "libdbus-1.so.3",
    }


def test_without_a_screen_qt_draws_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert machine.choose_screen()
    assert os.environ["QT_QPA_PLATFORM"].startswith("offscreen")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert not machine.choose_screen()


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN", "MOTCUA_LANGUAGE": "en"}, "en"),
    ],
)
def test_the_terminal_speaks_the_users_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("MOTCUA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert machine.language() == language


def test_a_broken_stamp_counts_as_none(root: Path) -> None:
    (root / ".venv").mkdir()
    Place(root).stamp.write_text("{", "utf-8")
    assert Place(root).stamps() == {}
    Place(root).stamp.write_text(json.dumps([1]), "utf-8")
    assert Place(root).stamps() == {}
