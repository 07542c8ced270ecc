"""Certificate numbers: made and read back by the issuer's template."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.errors import NumberTooLarge, WrongTemplate
from certificates.numbering import parse_number_template


def test_a_number_is_written_as_the_template_says() -> None:
    assert parse_number_template("HLJ-{year}-{seq:06}").number(2026, 123) == "HLJ-2026-000123"
    assert parse_number_template("黑技赛证〔{year}〕{seq}号").number(2026, 7) == "黑技赛证〔2026〕7号"


TEMPLATES = [
    "HLJ-{year}-{seq:06}",
    "{year}{seq:04}",
    "{seq:05}{year}",
    "〔{year}〕{seq}号",
    "A.{seq}.{year}(*)",
    "{seq}{year}",
    "{year}{seq}0",
]


@pytest.mark.parametrize("text", TEMPLATES)
@given(year=st.integers(1000, 9999), sequence=st.integers(1, 9999))
def test_every_number_reads_back(text: str, year: int, sequence: int) -> None:
    template = parse_number_template(text)
    assert template.read(template.number(year, sequence)) == (year, sequence)


@pytest.mark.parametrize(
    "number", ["", "HLJ-2026-00012", "HLJ-2026-0001234", "hlj-2026-000123", "HLJ-2026-000000", "HLJ-２026-000123"]
)
def test_a_foreign_number_is_not_read(number: str) -> None:
    assert parse_number_template("HLJ-{year}-{seq:06}").read(number) is None


@pytest.mark.parametrize(
    "text",
    [
        "HLJ-{year}",
        "{seq:06}",
        "{year}-{seq}-{seq}",
        "{year}-{seq:6}",
        "{year}-{seq:00}",
        "{year}-{seq:099}",
        "{year!r}-{seq}",
        "{year:04}-{seq}",
        "{year}-{seq",
        "{year}-{seq}-{unit}",
        "{year.real}-{seq}",
        "{year}\u202e{seq:06}",
        "{year}😀{seq:06}",
    ],
)
def test_a_template_that_could_mislead_is_refused(text: str) -> None:
    with pytest.raises(WrongTemplate):
        parse_number_template(text)


@pytest.mark.parametrize(("year", "sequence"), [(2026, 1_000_000), (2026, 0), (99, 1)])
def test_a_number_without_room_is_refused(year: int, sequence: int) -> None:
    with pytest.raises(NumberTooLarge):
        parse_number_template("HLJ-{year}-{seq:06}").number(year, sequence)
