"""Windows describe themselves once; roles find them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import Any

import pytest

from core.errors import Problem
from core.texts import Texts
from ui.widgets.icon import has_icon
from ui.windows import Window, window_of_role, windows


def test_roles_are_unique_and_every_factory_is_there(texts_vi: Texts, texts_en: Texts) -> None:
    described = list(windows().values())
    roles = [window.role for window in described if window.role]
    assert len(roles) == len(set(roles))
    for window in described:
        module, _, name = window.factory.partition(":")
        assert callable(getattr(importlib.import_module(module), name))
        assert texts_vi.has(window.title)
        assert texts_en.has(window.title)
        assert not window.icon or has_icon(window.icon)


def test_a_role_may_name_its_subject() -> None:
    assert window_of_role("kiosk").name == "kiosk"
    assert isinstance(window_of_role("kiosk:anything"), Window)


def test_an_unknown_role_is_refused_with_a_sentence(texts_vi: Texts) -> None:
    with pytest.raises(Problem) as refused:
        window_of_role("nobody")
    assert "nobody" in texts_vi.problem(refused.value)


def test_a_kiosk_loads_no_report_and_no_other_window(qapp: Any) -> None:
    code = (
        "import sys; from ui.windows import window_of_role; "
        "import importlib; importlib.import_module(window_of_role('kiosk').factory.split(':')[0]); "
        "heavy = [m for m in sys.modules if m.split('.')[0] in "
        "('reportlab', 'xlsxwriter', 'sqlalchemy', 'escpos') "
        "or m.startswith(('ui.counter.', 'ui.reports.', 'core.forms.'))]; print(heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
