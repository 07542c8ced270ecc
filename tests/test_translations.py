"""The English catalogue holds every sentence of the pages, and nothing else."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
UNTRANSLATED = {"×%(count)d", "%(done)s / %(total)s"}


@pytest.fixture(scope="module")
def said() -> set[str]:
    """Every msgid in the program's code and templates."""
    found = extract_from_dir(ROOT / "app", METHODS, keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found if isinstance(message, str) and message}


@pytest.fixture(scope="module")
def english() -> Catalog:
    text = (ROOT / "app/translations/en/LC_MESSAGES/messages.po").read_bytes()
    return read_po(BytesIO(text), locale="en", abort_invalid=True)


def test_every_sentence_has_its_english(said: set[str], english: Catalog) -> None:
    assert len(said) > 400
    translated = {message.id for message in english if message.id and message.string and not message.fuzzy}
    assert said - translated == set()


def test_the_catalogue_holds_no_sentence_that_nobody_says(said: set[str], english: Catalog) -> None:
    assert {message.id for message in english if message.id} - said == set()
    assert not english.obsolete


def test_a_translation_fills_the_same_places(english: Catalog) -> None:
    wrong = [
        message.id
        for message in english
        if message.id and sorted(PLACES.findall(message.id)) != sorted(PLACES.findall(str(message.string)))
    ]
    assert wrong == []


def test_no_english_sentence_is_left_in_chinese(english: Catalog) -> None:
    chinese = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    assert [message.id for message in english if message.id and chinese.search(str(message.string))] == []
    assert {m.id for m in english if m.id and m.id == m.string} <= UNTRANSLATED
