"""The reference of the language speaks of every key an official may write, and of no finding without a cure."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

from scoring.tariff import document, language

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "tariff-language.md"
KINDS = [one for module in (document, language) for one in vars(module).values() if isinstance(one, type)]


def test_the_reference_speaks_of_every_key_of_the_language() -> None:
    said = set(re.findall(r"[a-z_]+", REFERENCE.read_text(encoding="utf-8")))
    shapes = [one for one in KINDS if is_dataclass(one) and one is not language.Written]
    keys = {one.name.rstrip("_") for shape in shapes for one in fields(shape)}
    assert len(keys) > 100
    assert keys - said == set()
