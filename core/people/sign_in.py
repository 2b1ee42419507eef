"""The whole of a sign-in, off the UI thread: read, hash, record."""

from __future__ import annotations

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
