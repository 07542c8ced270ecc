"""Encryption of single fields, keyed look-up indexes and keyed codes, with key ids so that keys can be changed."""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import ConfigurationError

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NONCE = 12


def read_keys(text: str) -> dict[str, bytes]:
    """The keys of a `field.keys` file, newest first: one `id:base64 of 32 bytes` a line."""
    keys = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        key_id, _, encoded = line.partition(":")
        key = base64.b64decode(encoded)
        if len(key) != 32 or not key_id:
            raise ConfigurationError(f"字段密钥 {key_id!r} 不是 32 字节。 The field key {key_id!r} is not 32 bytes.")
        keys[key_id] = key
    if not keys:
        raise ConfigurationError("field.keys 为空。 field.keys holds no key.")
    return keys


def new_key_line(key_id: str) -> str:
    """A line for `field.keys` with a fresh key."""
    return f"{key_id}:{base64.b64encode(os.urandom(32)).decode()}\n"


class FieldCipher:
    """AES-256-GCM for single fields and HMAC-SHA-256 for look-ups; the first key encrypts, every key decrypts."""

    def __init__(self, keys: Mapping[str, bytes], index_key: bytes) -> None:
        self._keys = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._current = next(iter(keys))
        self._index_key = index_key

    def encrypt(self, value: str, place: str) -> str:
        """`key id:base64`; the ciphertext opens only for the same `place`, so it cannot be moved to another row."""
        nonce = os.urandom(_NONCE)
        sealed = self._keys[self._current].encrypt(nonce, value.encode(), place.encode())
        return f"{self._current}:{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, stored: str, place: str) -> str:
        """The value; raises KeyError for an unknown key id, cryptography's InvalidTag for a moved or changed text."""
        key_id, _, encoded = stored.partition(":")
        sealed = base64.b64decode(encoded)
        return self._keys[key_id].decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode()).decode()

    def index(self, purpose: str, value: str) -> str:
        """A look-up value that says nothing without the key: HMAC-SHA-256, 64 hex digits, apart for each purpose."""
        return hmac.new(self._index_key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def verification_code(key: bytes, *parts: str) -> str:
    """The 26 Crockford characters (130 bits) that a certificate carries, from what it certifies."""
    digest = hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") >> (256 - 130)
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def new_token() -> str:
    """256 random bits for sessions and one-time secrets."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored of a token: it is random, so one SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
