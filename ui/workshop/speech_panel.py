"""What the speaker says, as subtitles: the newest large, the ones before it fading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.clock import local
from core.ports import BenchSpeech
from core.queue.announcing import CHIME, PAUSE, transcript
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.lettering import draw_setting, fit_text

_SHOWN = 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SpeechPanel(QWidget):
    """Reads the clips' names as words, so that a demo without sound can be followed."""

    def __init__(self, theme: Theme, texts: Texts, catalogue: Mapping[str, Texts]) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._catalogue = catalogue
        self._speech: tuple[BenchSpeech, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_speech(self, speech: Sequence[BenchSpeech]) -> None:
        self._speech = tuple(reversed(speech[-_SHOWN:]))
        self.setAccessibleName(self.words(self._speech[0]) if self._speech else "")
        self.update()

    def words(self, speech: BenchSpeech) -> str:
        """The call as it sounds, once, without chimes."""
        once = speech.clips
        if PAUSE in once:
            once = once[: once.index(PAUSE)]
        spoken = [clip for clip in once if clip != CHIME]
        sentence = transcript(spoken, self._catalogue) or speech.label
        return sentence[:1].upper() + sentence[1:]

    def sizeHint(self) -> QSize:
        return QSize(360, 150)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        if not self._speech:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.color("ink_soft"))
            flags = Qt.AlignmentFlag.AlignTop
            painter.drawText(self.rect(), flags, self._texts("workshop.speech.none"))
            return
        y = 0.0
        for index, speech in enumerate(self._speech):
            height = 52.0 if index == 0 else 27.0
            if y + height > self.height():
                break
            self._draw(painter, QRectF(0, y, self.width(), height), speech, newest=index == 0)
            y += height

    def _draw(self, painter: QPainter, room: QRectF, speech: BenchSpeech, *, newest: bool) -> None:
        theme = self._theme
        heard = speech.moment != "unheard"
        ink = theme.color("action" if newest else "ink_soft")
        side = 22 if newest else 16
        icon = QRectF(room.left(), room.center().y() - side / 2, side, side)
        draw_icon(painter, icon, "volume-2" if heard else "volume-x", ink)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink_soft"))
        painter.drawText(room.adjusted(30, 0, 0, 0), _LEFT, f"{local(speech.at):%H:%M:%S}")
        words = room.adjusted(92, 0, 0, 0)
        font = theme.font("lead", SEMIBOLD) if newest else theme.font("small")
        setting = fit_text(self.words(speech), font, QSizeF(words.size()), 10)
        draw_setting(painter, words, setting, ink, _LEFT)
