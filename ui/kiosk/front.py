"""Whether the tiles stand, and the pages that stand instead of them."""

from __future__ import annotations

from core.clock import local
from core.queue.views import KioskView
from ui.kiosk.feed import KioskFeed
from ui.kiosk.notice import NoticePage
from ui.kiosk.parts import Means
from ui.kiosk.words import hours_words, moment_words, refusal_words


def gives_numbers(view: KioskView | None) -> bool:
    """Whether the tiles stand: something is open, and the clock can be trusted."""
    return (
        view is not None and not view.clock_is_behind and any(tile.is_open for tile in view.tiles)
    )


def stale_words(means: Means, feed: KioskFeed) -> str:
    """Since when the figures are old; empty while they are fresh."""
    if feed.stale_since is None:
        return ""
    return means.texts("kiosk.stale", time=f"{local(feed.stale_since):%H:%M}")


def no_tiles_page(means: Means, feed: KioskFeed) -> NoticePage:
    """Why there are no tiles: nothing known yet, closed, or something is wrong."""
    texts, view = means.texts, feed.view
    if view is None:
        if feed.error is None:
            return NoticePage(means, "hourglass", texts("kiosk.wait"))
        title, words = refusal_words(feed.error, texts)
        return NoticePage(means, "circle-alert", title, words, color="bad")
    if view.clock_is_behind:
        return _notice(means, view, "clock", texts("kiosk.clock.title"), texts("kiosk.clock.words"))
    if not view.tiles:
        return _notice(
            means, view, "circle-alert", texts("kiosk.empty.title"), texts("kiosk.empty.words")
        )
    return _closed(means, view)


def refusal_page(means: Means, feed: KioskFeed, error: Exception) -> NoticePage:
    """Why the citizen got no number, with one way on."""
    title, words = refusal_words(error, means.texts)
    view = feed.view
    return NoticePage(
        means,
        "circle-alert",
        title,
        words,
        color="bad",
        centre=view.centre if view else "",
        mark=view.mark if view else "",
        back=means.texts("kiosk.refused.back"),
    )


def _closed(means: Means, view: KioskView) -> NoticePage:
    texts = means.texts
    if view.opens_at is None:
        words = texts("kiosk.closed.unknown")
    else:
        moment = moment_words(view.opens_at, means.clock.now(), texts)
        words = texts("kiosk.closed.next", moment=moment)
    title = texts("kiosk.closed.title")
    return _notice(means, view, "door-closed", title, words, small=hours_words(view, texts))


def _notice(
    means: Means, view: KioskView, icon: str, title: str, words: str, *, small: str = ""
) -> NoticePage:
    return NoticePage(means, icon, title, words, small=small, centre=view.centre, mark=view.mark)
