"""Passwords: hashing, and what a new one must be."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import RuleViolation
from scoring.text import Text

# OWASP ASVS 5.0 appendix C: at least 46 MiB with one pass and one lane.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)
SHORTEST = 10
LONGEST = 128


def hash_password(password: str) -> str:
    """Argon2id with a fresh salt."""
    return _HASHER.hash(password)


_NOBODY = hash_password("nobody has this password")


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right; takes the same time where there is no such account."""
    try:
        return _HASHER.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, login: str) -> None:
    """Raises RuleViolation for a password that is too short, too long, or the login itself."""
    if not SHORTEST <= len(password) <= LONGEST or login.lower() in password.lower():
        raise RuleViolation(
            Text(
                f"密码须为 {SHORTEST} 至 {LONGEST} 个字符，且不得包含登录名。",
                f"A password has {SHORTEST} to {LONGEST} characters and does not contain the login.",
            )
        )
