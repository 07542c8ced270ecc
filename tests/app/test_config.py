"""Settings from outside: a missing, short or open secret stops the start."""

from pathlib import Path

import pytest

from app.config import SECRET_FILES, Settings
from app.crypto import new_key_line
from app.errors import ConfigurationError


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An installation's folder with good secrets."""
    folder = tmp_path / "instance"
    (folder / "secrets").mkdir(parents=True)
    for name in SECRET_FILES:
        path = folder / "secrets" / name
        path.write_text(new_key_line("k1") if name == "field.keys" else "s" * 64)
        path.chmod(0o600)
    return folder


def read(instance: Path, **environ: str) -> Settings:
    return Settings.from_env({"JIANGHENG_INSTANCE": str(instance), **environ})


def test_good_secrets_give_settings_of_an_embedded_database(instance: Path) -> None:
    settings = read(instance)
    assert settings.database_url == f"sqlite:///{instance / 'jiangheng.sqlite3'}"
    assert settings.owner_database_url == settings.database_url
    assert settings.session_key == b"s" * 64
    assert not settings.demo
    assert not settings.secure_cookies


@pytest.mark.parametrize("name", SECRET_FILES)
def test_a_missing_secret_stops_the_start(name: str, instance: Path) -> None:
    (instance / "secrets" / name).unlink()
    with pytest.raises(ConfigurationError, match=name):
        read(instance)


@pytest.mark.parametrize("name", SECRET_FILES)
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_secret_others_can_read_stops_the_start(name: str, mode: int, instance: Path) -> None:
    (instance / "secrets" / name).chmod(mode)
    with pytest.raises(ConfigurationError, match=name):
        read(instance)


@pytest.mark.parametrize("name", [name for name in SECRET_FILES if name != "field.keys"])
def test_a_short_secret_stops_the_start(name: str, instance: Path) -> None:
    (instance / "secrets" / name).write_text("s" * 31)
    with pytest.raises(ConfigurationError, match=name):
        read(instance)


def test_an_empty_key_file_stops_the_start(instance: Path) -> None:
    (instance / "secrets" / "field.keys").write_text("")
    with pytest.raises(ConfigurationError):
        read(instance)


def test_https_makes_cookies_secure_and_urls_lose_their_slash(instance: Path) -> None:
    settings = read(instance, JIANGHENG_BASE_URL="https://example.test/", JIANGHENG_TRUSTED_HOSTS="a.test,b.test,")
    assert settings.secure_cookies
    assert settings.base_url == "https://example.test"
    assert settings.trusted_hosts == ("a.test", "b.test")


def test_the_owner_of_the_database_may_be_another_role(instance: Path) -> None:
    settings = read(instance, DATABASE_URL="postgresql://app@db/x", OWNER_DATABASE_URL="postgresql://owner@db/x")
    assert (settings.database_url, settings.owner_database_url) == ("postgresql://app@db/x", "postgresql://owner@db/x")


def test_headless_commands_need_no_secret_and_share_none() -> None:
    first, second = Settings.headless(), Settings.headless()
    assert first.database_url == "sqlite://"
    assert first.session_key != second.session_key
