"""Encrypted fields, keyed look-ups and codes."""

import base64

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import CROCKFORD, FieldCipher, new_key_line, new_token, read_keys, token_digest, verification_code
from app.errors import ConfigurationError

OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32
NUMBER = "99999919900101001X"


@given(st.text())
def test_what_is_encrypted_comes_back(value: str) -> None:
    cipher = FieldCipher({"k1": OLD}, INDEX)
    assert cipher.decrypt(cipher.encrypt(value, "person:1"), "person:1") == value


def test_the_same_value_is_never_encrypted_alike() -> None:
    cipher = FieldCipher({"k1": OLD}, INDEX)
    stored = {cipher.encrypt(NUMBER, "person:1") for _time in range(20)}
    assert len(stored) == 20
    assert not [one for one in stored if NUMBER in one]


def test_after_a_change_of_keys_old_values_open_and_new_ones_use_the_new_key() -> None:
    stored = FieldCipher({"k1": OLD}, INDEX).encrypt(NUMBER, "person:1")
    rotated = FieldCipher({"k2": NEW, "k1": OLD}, INDEX)
    assert rotated.decrypt(stored, "person:1") == NUMBER
    assert rotated.encrypt(NUMBER, "person:1").startswith("k2:")
    with pytest.raises(KeyError, match="k1"):
        FieldCipher({"k2": NEW}, INDEX).decrypt(stored, "person:1")


def test_a_ciphertext_moved_to_another_row_does_not_open() -> None:
    cipher = FieldCipher({"k1": OLD}, INDEX)
    with pytest.raises(InvalidTag):
        cipher.decrypt(cipher.encrypt(NUMBER, "person:1"), "person:2")


def test_a_ciphertext_under_the_name_of_another_key_does_not_open() -> None:
    cipher = FieldCipher({"k1": OLD, "k2": NEW}, INDEX)
    stored = cipher.encrypt(NUMBER, "person:1")
    with pytest.raises(InvalidTag):
        cipher.decrypt(stored.replace("k1:", "k2:"), "person:1")


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place: int, change: int) -> None:
    cipher = FieldCipher({"k1": OLD}, INDEX)
    sealed = bytearray(base64.b64decode(cipher.encrypt(NUMBER, "person:1").partition(":")[2]))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(InvalidTag):
        cipher.decrypt(f"k1:{base64.b64encode(bytes(sealed)).decode()}", "person:1")


def test_the_index_depends_on_purpose_value_and_key_and_on_nothing_else() -> None:
    cipher = FieldCipher({"k1": OLD}, INDEX)
    assert cipher.index("id_number", NUMBER) == FieldCipher({"k2": NEW}, INDEX).index("id_number", NUMBER)
    others = {
        cipher.index("login_try", NUMBER),
        cipher.index("id_number", NUMBER[:-1]),
        FieldCipher({"k1": OLD}, b"j" * 32).index("id_number", NUMBER),
    }
    assert cipher.index("id_number", NUMBER) not in others
    assert len(others) == 3


def test_a_key_file_is_read_newest_first_and_refused_where_it_is_wrong() -> None:
    lines = new_key_line("k2") + "\n" + new_key_line("k1")
    assert list(read_keys(lines)) == ["k2", "k1"]
    for wrong in ("", "\n", "k1:c2hvcnQ=", ":" + base64.b64encode(OLD).decode()):
        with pytest.raises(ConfigurationError):
            read_keys(wrong)


def test_a_verification_code_depends_on_every_part_and_the_key() -> None:
    code = verification_code(OLD, "small-2026", "01", "gold")
    assert len(code) == 26
    assert set(code) <= set(CROCKFORD)
    assert code == verification_code(OLD, "small-2026", "01", "gold")
    assert code not in {
        verification_code(NEW, "small-2026", "01", "gold"),
        verification_code(OLD, "small-2026", "01", "silver"),
        verification_code(OLD, "small-202601", "", "gold"),
        verification_code(OLD, "small-2026", "01"),
    }


def test_tokens_are_long_and_differ() -> None:
    tokens = {new_token() for _time in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43
    assert len({token_digest(token) for token in tokens}) == 100
