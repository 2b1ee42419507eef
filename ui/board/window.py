"""The hall board's window: hears the feed, keeps the panels right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.clock import Timer, local, local_day
from core.events import CATALOGUE, COUNTERS, SETTINGS, TICKETS, Changes
from core.queue.board import BoardReading, CallBoard, board_reading
from core.queue.callfeed import CallFeed, CallNews
from core.queue.views import BoardView
from ui.board.call_list import CallList
from ui.board.call_panel import CallPanel
from ui.board.guide import GuidePage
from ui.board.layout import arrange
from ui.board.legibility import complaint, picture_share
from ui.board.media import MediaPanel
from ui.board.panel import BoardPanel, Words
from ui.board.strips import HeaderStrip, NoticeStrip, SectorStrip, sector_rows
from ui.bridge import Office
from ui.theme import Theme
from ui.widgets.pulse import Pulse
from ui.widgets.watermark import Watermark, mark_text

_SHOWN_KINDS = frozenset((TICKETS, COUNTERS, CATALOGUE, SETTINGS))
_REFRESH_S = 0.3
_RETRY_S = 3.0
_CROWD = 7


class BoardWindow(QWidget):
    """The hall board (man hinh hien thi so thu tu tap trung).

    Calls come from the journal's own commits and are painted at once; the
    figures of who waits follow from a query a moment later.
    """

    def __init__(self, office: Office, theme: Theme, _subject: str = "") -> None:
        super().__init__()
        self._office = office
        self._theme = theme
        self._feed = CallFeed()
        self._board = CallBoard(office.timers, self._turned)
        self._view: BoardView | None = None
        self._rows = 5
        self._lost_at: int | None = None
        self._day = local_day(office.clock.now())
        self._minute: Timer | None = None
        self._refresh: Timer | None = None
        self._has_media = bool(office.here.text("board.picture"))
        self._make_panels(Words(office.texts_in("vi"), office.texts_in("en")))
        self._pulse = Pulse(office.timers, self._light, motion=theme.motion)
        self.setCursor(Qt.CursorShape.BlankCursor)
        office.changed.connect(self._hear)
        self._read(self._stand)
        self._tick()

    def _make_panels(self, words: Words) -> None:
        timers = self._office.timers
        self._header = HeaderStrip(self._theme, words, self)
        self._call = CallPanel(self._theme, words, self)
        self._calls = CallList(self._theme, words, self)
        self._guide = GuidePage(self._theme, words, self)
        self._media = MediaPanel(self._theme, words, timers, self._media_broken, self)
        self._sectors = SectorStrip(self._theme, words, self)
        self._notice = NoticeStrip(self._theme, words, timers, self)
        self._mark = Watermark(self._theme, self)
        self._media.show_file(self._office.here.text("board.picture"))

    # --- what comes in ---------------------------------------------------------

    def _hear(self, changes: Changes) -> None:
        news = self._feed.hear(changes)
        self._take(news)
        if changes.kinds & _SHOWN_KINDS and self._refresh is None:
            self._refresh = self._office.timers.after(_REFRESH_S, self._refresh_now)

    def _take(self, news: tuple[CallNews, ...]) -> None:
        for item in news:
            self._board.hear(item)
        if news:
            self._show_calls()

    def _turned(self) -> None:
        """Another call has the large figures."""
        self._pulse.start()
        self._show_calls()

    def _refresh_now(self) -> None:
        self._refresh = None
        self._read(self._stand if self._lost_at is not None else self._follow)

    def _read(self, then: Callable[[BoardReading], None]) -> None:
        self._office.ask(board_reading, then=then, failed=self._lose)

    def _stand(self, reading: BoardReading) -> None:
        """Stand as the store says: at the start, on a new day, after an outage."""
        self._lost_at = None
        self._board.stand(reading.standing.calls)
        early = self._feed.learn(reading.standing)
        self._follow(reading)
        self._take(early)

    def _follow(self, reading: BoardReading) -> None:
        self._view = reading.view
        values = reading.standing.values
        self._rows = values.integer("board.last_calls")
        self._board.settle(self._rows, values.integer("board.highlight_s"))
        self._show_all()

    def _lose(self, _error: Exception) -> None:
        """Nothing can be read: say so, keep the last call in grey, ask again soon."""
        if self._lost_at is None:
            self._lost_at = self._office.clock.now()
            self._pulse.stop()
            self._show_all()
        if self._refresh is None:
            self._refresh = self._office.timers.after(_RETRY_S, self._refresh_now)

    def _media_broken(self) -> None:
        self._has_media = False
        self._arrange()

    def _tick(self) -> None:
        """Every minute: the time, and at midnight a new day."""
        now = self._office.clock.now()
        self._header.show_time(now)
        self._minute = self._office.timers.after(60 - local(now).second, self._tick)
        if local_day(now) != self._day:
            self._day = local_day(now)
            self._read(self._stand)

    # --- what is shown ---------------------------------------------------------

    def _show_all(self) -> None:
        view = self._view
        if view is not None:
            self._sectors.show_waiting(view.waiting)
            self._notice.show_notice(view.notice or self._office.texts("board.notice.usual"))
            self._guide.show_hours(view.hours_today, view.opens_at)
        self._header.show_facts(
            centre=view.centre if view else "", mark=self._mark_text(), lost=self._lost_text()
        )
        self._mark.show_text(self._mark_text())
        self._show_calls()

    def _show_calls(self) -> None:
        call = self._board.current
        stale = ""
        if self._lost_at is not None and call is not None:
            stale = self._office.texts("board.last_call", time=f"{local(call.at):%H:%M}")
        self._call.show_call(call, stale)
        self._calls.show_calls(self._board.listed, call, rows=self._rows, stale=bool(stale))
        self._arrange()

    def _mark_text(self) -> str:
        return mark_text(self._view.mark, self._office.texts) if self._view else ""

    def _lost_text(self) -> str:
        if self._lost_at is None:
            return ""
        return self._office.texts("board.offline", time=f"{local(self._lost_at):%H:%M}")

    def _light(self, lit: bool) -> None:
        self._call.light(lit=lit)

    def _arrange(self) -> None:
        crowded = len(self._board.listed) >= _CROWD
        rows = sector_rows(len(self._view.waiting)) if self._view else 0
        has_call = self._board.current is not None
        areas = arrange(
            self.size(),
            sector_rows=rows,
            picture=self._picture_share(rows) if has_call else 0.0,
            crowded=crowded,
        )
        beside = self._has_media and not has_call
        for panel in self.findChildren(BoardPanel):
            panel.unit = areas.unit
        self._header.setGeometry(areas.header)
        self._call.setGeometry(areas.call)
        self._calls.setGeometry(areas.calls)
        self._guide.setGeometry(areas.call if beside else areas.guide)
        self._media.setGeometry(areas.calls if beside else areas.media)
        self._sectors.setGeometry(areas.sectors)
        self._notice.setGeometry(areas.notice)
        self._mark.setGeometry(self.rect())
        self._call.setVisible(has_call)
        self._calls.setVisible(has_call)
        self._guide.setVisible(not has_call)
        self._media.setVisible(self._has_media and not self._media.geometry().isEmpty())
        self._mark.raise_()

    def _picture_share(self, rows: int) -> float:
        if not self._has_media:
            return 0.0
        here = self._office.here
        height_mm = here.integer("board.screen_height_mm")
        distance_m = here.integer("board.distance_m")
        return picture_share(self.size(), rows, height_mm, distance_m, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        self._arrange()
        here, texts = self._office.here, self._office.texts
        height_mm = here.integer("board.screen_height_mm")
        words = complaint(
            self.size(), height_mm, here.integer("board.distance_m"), self._theme, texts
        )
        if words:
            self._office.problem.emit(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.color("paper"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave no timer and no thread behind."""
        for timer in (self._minute, self._refresh):
            if timer is not None:
                timer.cancel()
        self._board.stop()
        self._pulse.stop()
        self._media.stop()
        self._notice.stop()
