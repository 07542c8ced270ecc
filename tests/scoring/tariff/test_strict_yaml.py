"""The strict YAML reader: scalars as written, places, and every forbidden construction named with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.strict_yaml import MAX_DEPTH, NodeKind, read_yaml


def errors(text: str) -> list[tuple[int, str]]:
    return [(error.line, error.path) for error in read_yaml(text)[1]]


def test_scalars_are_kept_as_written() -> None:
    node, wrong = read_yaml("a: 07\nb: yes\nc: 33.3\nd: 2023-06-05\ne: \"07\"\nf: null\ng: 'null'\nh:\n")
    assert wrong == []
    assert node.plain() == {
        **{"a": "07", "b": "yes", "c": "33.3", "d": "2023-06-05", "e": "07", "f": None, "g": "null", "h": None}
    }
    assert node.get("e").quoted
    assert not node.get("a").quoted


def test_places_are_line_and_key_path() -> None:
    node, _ = read_yaml("contests:\n  - code: '07'\n    parts:\n      - {code: theory}\n")
    code = node.at(("contests", 0, "parts", 0, "code"))
    assert (code.line, code.path, code.text) == (4, "contests[0].parts[0].code", "theory")
    assert node.at(("contests", 0, "missing", 3)).path == "contests[0]"
    assert node.key_lines == {"contests": 1}
    assert node.kind is NodeKind.MAPPING


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x 1\n", (1, "a")),
        ("a: 1\nb: *x\n", (2, "b")),
        ("a: !!str 1\n", (1, "a")),
        ("a: ! 1\n", (1, "a")),
        ("a: 1\nb:\n  <<: {c: 1}\n", (3, "b")),
        ("a: 1\na: 2\n", (2, "a")),
        ("? [1, 2]\n: 3\n", (1, "")),
        ("a: 1\n---\nb: 2\n", (2, "")),
        ("", (1, "")),
        ("a: [1\nb: 2\n", (2, "")),
        ("a: \x01\n", (1, "")),
    ],
)
def test_what_is_forbidden_is_an_error_with_its_place(text: str, place: tuple[int, str]) -> None:
    assert place in errors(text)


def test_all_errors_are_reported_at_once() -> None:
    assert errors("a: &x 1\nb: *x\nc: !!int 3\na: 2\n<<: {d: 1}\n") == [(1, "a"), (2, "b"), (3, "c"), (4, "a"), (5, "")]


def test_half_a_surrogate_pair_is_an_error() -> None:
    assert len(errors('a: "\\ud800"')) == 1


def test_an_escape_beyond_unicode_is_an_error_not_a_crash() -> None:
    assert len(errors('a: "\\UFFFFFFFF"')) == 1


def test_a_file_nested_too_deep_is_refused() -> None:
    assert errors("[" * (MAX_DEPTH + 1))[0][0] == 1
    assert len(errors("[" * MAX_DEPTH + "]" * MAX_DEPTH)) == 0
    assert errors("[" * 100_000)


def test_quoted_merge_signs_are_ordinary_keys() -> None:
    node, wrong = read_yaml('"<<": 1\n')
    assert wrong == []
    assert node.plain() == {"<<": "1"}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_read_or_refused_with_reasons(text: str) -> None:
    node, wrong = read_yaml(text)
    assert node is not None or wrong
    assert all(error.text.zh and error.text.en and error.line >= 1 for error in wrong)
