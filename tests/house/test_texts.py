"""The catalogue: both languages whole, every key that code names is there."""

from __future__ import annotations

import ast
import re
import string
import tomllib
import unicodedata
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from core.errors import Problem
from core.settings import SETTINGS
from tests.house.sources import ROOT, name_of, sources, strings, tree

TEXTS = ROOT / "resources" / "texts"
AREAS = sorted(file.stem for file in (TEXTS / "vi").glob("*.po"))
KEY = re.compile(r"[a-z]+(?:\.[a-z0-9_]+)+")
# What stands in the place of a value, and how much of a composed key must be fixed.
_HOLE = r"[a-z0-9_.%]+"
_LEAST_FIXED = 5


@cache
def catalogue(language: str, area: str) -> Catalog:
    with (TEXTS / language / f"{area}.po").open("rb") as file:
        return read_po(file)


def messages(language: str, area: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(language, area):
        if message.id:
            forms = (
                message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            )
            found[_key(message.id)] = tuple(str(form) for form in forms)
    return found


def _key(message_id: object) -> str:
    return str(message_id[0]) if isinstance(message_id, (tuple, list)) else str(message_id)


def placeholders(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_both_languages_have_the_same_areas() -> None:
    assert sorted(file.stem for file in (TEXTS / "en").glob("*.po")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same(area: str) -> None:
    vietnamese, english = messages("vi", area), messages("en", area)
    assert set(vietnamese) == set(english)
    for key in vietnamese:
        wanted = set().union(*map(placeholders, vietnamese[key]))
        given = set().union(*map(placeholders, english[key]))
        assert wanted == given, key


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_are_whole(language: str, area: str) -> None:
    text = (TEXTS / language / f"{area}.po").read_text("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "fuzzy" not in text
    ids = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert len(ids) == len(set(ids)), "a key stands twice"
    for key, forms in messages(language, area).items():
        assert key.startswith(f"{area}."), key
        for form in forms:
            assert form.strip(), key
            assert form == form.strip("\n"), key


def test_every_problem_has_its_sentence() -> None:
    """A code given to `Problem`, literally, has a text in its area."""
    for file in sources():
        for node in ast.walk(tree(file)):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem"):
                continue
            for code in (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)):
                key = Problem(str(code)).text_key
                assert _known(key), f"{name_of(file)}:{node.lineno}: {key}"


def test_every_key_in_code_has_its_text() -> None:
    """A literal that looks like a key of an area and is given to a call is a text."""
    # The table of settings has a maker of its own called `_words`.
    for file in set(sources()) - {ROOT / "core" / "settings.py"}:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and _asks_for_words(node):
                for argument in node.args[:1]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        key = argument.value
                        if KEY.fullmatch(key) and key.partition(".")[0] in AREAS:
                            assert _known(key), f"{name_of(file)}:{node.lineno}: {key}"


def test_keys_kept_in_constants_have_their_texts() -> None:
    for file in sources():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                name = ast.unparse(node.targets[0])
                # A key of the keyboard, such as Ctrl+Z, is none of ours.
                if name.endswith("_KEY") and KEY.fullmatch(str(node.value.value)):
                    assert _known(str(node.value.value)), f"{name_of(file)}: {name}"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_its_words(setting: object) -> None:
    name = getattr(setting, "name")  # noqa: B009
    assert _known(f"settings.{name}")
    assert _known(f"settings.{name}.help")


@pytest.mark.parametrize("area", AREAS)
def test_every_text_is_asked_for(area: str) -> None:
    """A key is a literal of the code, fits a key put together there, or follows by a rule."""
    said, made = _literals(), _composed()
    for key in sorted(messages("vi", area)):
        assert (
            key in said or _is_by_rule(key, said) or any(pattern.fullmatch(key) for pattern in made)
        ), f"nothing asks for {key}"


def test_an_unused_text_would_be_noticed() -> None:
    """The control: the patterns of composed keys do not let everything through."""
    assert not any(pattern.fullmatch("kiosk.nobody_asks") for pattern in _composed())
    assert not _is_by_rule("kiosk.problem.nobody_raises", _literals())


def test_glossary_names_every_term_of_the_models() -> None:
    glossary = tomllib.loads((ROOT / "resources" / "glossary.toml").read_text("utf-8"))["term"]
    codes = [term["code"] for term in glossary]
    assert len(set(codes)) == len(codes)
    for term in glossary:
        assert term["vi"] == unicodedata.normalize("NFC", term["vi"])
        assert term["source"], term["code"]
    models = [file for file in sources("core") if file.name == "model.py"]
    classes = {
        node.name
        for file in models
        for node in tree(file).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert classes <= {code.partition(".")[0] for code in codes}


@cache
def _literals() -> frozenset[str]:
    return frozenset(str(node.value) for file in sources() for node in strings(file))


@cache
def _composed() -> tuple[re.Pattern[str], ...]:
    """Keys that f-strings put together, as patterns; one without enough of its own is left out."""
    found = set()
    for file in sources():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.JoinedStr):
                parts = [_part(value) for value in node.values]
                fixed = "".join(part for part in parts if part != _HOLE)
                if "." in fixed and len(fixed) > _LEAST_FIXED:
                    found.add("".join(parts))
    return tuple(re.compile(pattern) for pattern in found)


def _part(value: ast.expr) -> str:
    return re.escape(str(value.value)) if isinstance(value, ast.Constant) else _HOLE


def _is_by_rule(key: str, said: frozenset[str]) -> bool:
    """Sentences of problems, options of drivers, and what a printer is believed to have done."""
    area, _, rest = key.partition(".")
    kind, _, name = rest.partition(".")
    if kind == "problem":
        return f"{area}.{name}" in said
    return area == "device" and kind in ("option", "evidence") and name in said


def _asks_for_words(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return name.rpartition(".")[2] in {"texts", "_texts", "say", "words", "_words", "vi", "en"}


@cache
def _known(key: str) -> bool:
    area = key.partition(".")[0]
    if area not in AREAS:
        return False
    return key in messages("vi", area)
