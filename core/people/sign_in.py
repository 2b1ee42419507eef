"""The whole of a sign-in, off the UI thread: read, hash, record."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from core.errors import Problem
from core.people.accounts import Hasher, may_try, note_failure, note_sign_in
from core.people.model import Staff
from core.people.rights import staff_actor
from core.ports import Act, Priority, Store


def sign_in(
    store: Store,
    hasher: Hasher,
    staff_id: str,
    secret: str,
    counter_id: str = "",
    station: str = "",
) -> Staff:
    """Sign a member of staff in; blocks for the length of a hash.

    Raises `people.wrong_secret`, `people.wait` or `people.no_secret`.
    """
    actor = staff_actor(staff_id)

    def act(verb: object, **arguments: object) -> Act:
        return Act(verb, arguments, actor, station)  # type: ignore[arg-type]

    hashed = store.execute(act(may_try, staff_id=staff_id), Priority.STAFF).result
    if not hasher.fits(hashed, secret):
        wait_s = store.execute(act(note_failure, staff_id=staff_id)).result
        raise Problem(
            "people.wrong_secret_wait" if wait_s else "people.wrong_secret", seconds=wait_s
        )
    done = store.execute(act(note_sign_in, staff_id=staff_id, fits=True, counter_id=counter_id))
    member: Staff = done.result
    return member


class SignInThread:
    """Signs in on a thread of its own, one after the other: `core.ports.SignIn`."""

    def __init__(self, store: Store, hasher: Hasher, station: str = "") -> None:
        self._store = store
        self._hasher = hasher
        self._station = station
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sign-in")

    def __call__(self, staff_id: str, secret: str, counter_id: str = "") -> Future[Staff]:
        return self._thread.submit(
            sign_in, self._store, self._hasher, staff_id, secret, counter_id, self._station
        )

    def stop(self) -> None:
        """Finish the running sign-in, then end."""
        self._thread.shutdown()
