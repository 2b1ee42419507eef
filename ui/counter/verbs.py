"""What an officer can do, once: its key, its picture, when it is allowed.

The panel's buttons, the strips, the shortcuts and the help sheet grow from
this table.  The words are `counter.verb.<name>`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.counter.picture import Stage

_HERE = frozenset({Stage.CALLED, Stage.SERVING})
_SIGNED_IN = _HERE | {Stage.CLOSED, Stage.TAKEN, Stage.PAUSED, Stage.FREE}
_UNLOCKED = _SIGNED_IN | {Stage.LOADING, Stage.SIGNED_OUT}


@dataclass(frozen=True, slots=True)
class Verb:
    """One action; `key` is Qt's name of the key, shown as it is."""

    name: str
    key: str
    icon: str
    stages: frozenset[Stage]


VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("main", "F9", "megaphone", _SIGNED_IN),
        Verb("recall", "F8", "bell-ring", frozenset({Stage.CALLED})),
        Verb("miss", "F7", "user-x", frozenset({Stage.CALLED})),
        Verb("given", "F6", "hash", frozenset({Stage.FREE})),
        Verb("transfer", "F5", "arrow-right-left", _HERE),
        Verb("park", "F4", "circle-parking", _HERE),
        Verb("another", "F3", "list-plus", frozenset({Stage.SERVING})),
        Verb("dossier", "F2", "file-plus", _SIGNED_IN),
        Verb("finish_return", "F10", "rotate-ccw", _HERE),
        Verb("pause", "F11", "pause", frozenset({Stage.FREE})),
        Verb("close", "Shift+F11", "door-closed", frozenset({Stage.FREE, Stage.PAUSED})),
        Verb("undo", "Ctrl+Z", "undo-2", _SIGNED_IN),
        Verb("lock", "Ctrl+L", "lock", _SIGNED_IN),
        Verb("strip", "F12", "minimize-2", _UNLOCKED | {Stage.LOCKED}),
        Verb("help", "F1", "circle-question-mark", _UNLOCKED | {Stage.LOCKED}),
    )
}

SIDE = (
    "recall",
    "miss",
    "transfer",
    "park",
    "another",
    "finish_return",
    "given",
    "dossier",
    "pause",
    "close",
)
"""The panel's secondary actions, in the order of a visit."""

QUESTIONS = frozenset({"given", "transfer", "park", "another", "dossier", "pause", "help"})
"""Verbs that need an answer on the panel before anything is done."""

MAIN_ICONS: dict[Stage, str] = {
    Stage.LOADING: "hourglass",
    Stage.SIGNED_OUT: "log-in",
    Stage.LOCKED: "lock",
    Stage.CLOSED: "play",
    Stage.TAKEN: "user-check",
    Stage.PAUSED: "play",
    Stage.FREE: "megaphone",
    Stage.CALLED: "circle-play",
    Stage.SERVING: "circle-check-big",
}
"""The picture of the one main action; its words are `counter.main.<stage>`."""
