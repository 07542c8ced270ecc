"""What the program is told from outside: one frozen Settings, read once at the start."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from app.crypto import FieldCipher, read_keys
from app.errors import ConfigurationError

SECRET_FILES = ("session.key", "field.keys", "index.key", "verify.key")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations; secrets never come from the database.

    `database_url` is the application's, `owner_database_url` the one migrations use; `redis_url` only wakes workers.
    `demo` says that this is a demonstration database, where demo accounts are allowed.
    """

    database_url: str = field(repr=False)
    owner_database_url: str = field(repr=False)
    base_url: str
    instance: Path
    session_key: bytes = field(repr=False)
    cipher: FieldCipher = field(repr=False)
    verify_key: bytes = field(repr=False)
    redis_url: str | None = None
    demo: bool = False
    proxies: int = 0
    trusted_hosts: tuple[str, ...] = ()
    secure_cookies: bool = False
    session_idle: timedelta = timedelta(hours=2)
    session_absolute: timedelta = timedelta(hours=12)
    tries_per_account: int = 5
    tries_per_address: int = 20
    tries_window: timedelta = timedelta(minutes=15)
    extra: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Settings of a served installation; raises ConfigurationError where a secret is missing or open to others."""
        instance = Path(environ.get("JIANGHENG_INSTANCE", ROOT / "instance"))
        secrets = {name: _read_secret(instance / "secrets" / name) for name in SECRET_FILES}
        database_url = environ.get("DATABASE_URL", f"sqlite:///{instance / 'jiangheng.sqlite3'}")
        base_url = environ.get("JIANGHENG_BASE_URL", "http://localhost:8000").rstrip("/")
        return cls(
            database_url=database_url,
            owner_database_url=environ.get("OWNER_DATABASE_URL", database_url),
            base_url=base_url,
            instance=instance,
            session_key=_at_least(secrets["session.key"], "session.key"),
            cipher=FieldCipher(read_keys(secrets["field.keys"].decode()), _at_least(secrets["index.key"], "index.key")),
            verify_key=_at_least(secrets["verify.key"], "verify.key"),
            redis_url=environ.get("REDIS_URL"),
            demo=environ.get("JIANGHENG_DEMO") == "1",
            proxies=int(environ.get("JIANGHENG_PROXIES", "0")),
            trusted_hosts=tuple(filter(None, environ.get("JIANGHENG_TRUSTED_HOSTS", "").split(","))),
            secure_cookies=base_url.startswith("https://"),
        )

    @classmethod
    def headless(cls) -> "Settings":
        """Settings of commands that work in a scratch database and need no secret of an installation."""
        return cls(
            database_url="sqlite://",
            owner_database_url="sqlite://",
            base_url="http://localhost:8000",
            instance=ROOT / "instance",
            session_key=os.urandom(32),
            cipher=FieldCipher({"scratch": os.urandom(32)}, os.urandom(32)),
            verify_key=os.urandom(32),
        )


def _read_secret(path: Path) -> bytes:
    if not path.is_file():
        raise ConfigurationError(
            f"缺少密钥文件 {path.name}：请先运行 make run，或由管理员放入 instance/secrets。 "
            f"The secret {path.name} is missing: run `make run` once, or put it into instance/secrets."
        )
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ConfigurationError(
            f"密钥文件 {path.name} 可被他人读取：请执行 chmod 600。 "
            f"The secret {path.name} can be read by others: chmod 600 it."
        )
    return path.read_bytes().strip()


def _at_least(secret: bytes, name: str) -> bytes:
    if len(secret) < 32:
        raise ConfigurationError(f"密钥 {name} 太短。 The secret {name} is shorter than 32 characters.")
    return secret
