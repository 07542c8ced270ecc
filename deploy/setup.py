"""What `make` calls: sets up what a command needs, skips what is unchanged, then runs it; standard library only."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from environment import ROOT, install, programme, say, tool
from proving import assure, bench, lock, test


def run() -> int:
    """Prepare the demonstration and serve it; the process becomes the server's."""
    environ = prepare()
    flask = [str(tool("flask")), "--app", "wsgi"]
    stamp = Path(environ["JIANGHENG_INSTANCE"]) / ".prepared"
    if stamp.exists() and stamp.read_text() == _wanted(environ):
        say("演示数据已在；新密码：make passwords。", "The demo is there; new passwords: make passwords.")
        print(f"\n  {environ.get('JIANGHENG_BASE_URL', 'http://localhost:8000')}\n", flush=True)
    else:
        for command in ("migrate", "prepare-demo"):
            if status := programme([*flask, command], environ):
                return status
        stamp.write_text(_wanted(environ))
    os.chdir(ROOT)
    os.execve(flask[0], [*flask, "serve"], environ)  # noqa: S606 - no shell is wanted


def _wanted(environ: Mapping[str, str]) -> str:
    """Which database stands at which migration once it is prepared; the program refuses it where that is not so."""
    migrations = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    database = Path(environ["DATABASE_URL"].removeprefix("sqlite:///"))
    return f"{environ['DATABASE_URL']} {migrations[-1]} {database.exists()}"


def passwords() -> int:
    """Give the demonstration's accounts new passwords and print them."""
    return programme([str(tool("flask")), "--app", "wsgi", "prepare-demo", "--new-passwords"], prepare())


def prepare() -> dict[str, str]:
    """Everything the program needs before it starts; the environment variables of the demonstration."""
    install("requirements.txt")
    environ = {**os.environ, "JIANGHENG_DEMO": "1", "PYTHONUNBUFFERED": "1"}
    instance = Path(environ.setdefault("JIANGHENG_INSTANCE", str(ROOT / "instance")))
    environ.setdefault("DATABASE_URL", f"sqlite:///{instance / 'demo.sqlite3'}")
    make_secrets(instance / "secrets")
    return environ


def make_secrets(folder: Path) -> None:
    """Make the secrets that are missing, readable by nobody else; what is there is never touched."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("session.key", "index.key", "verify.key"):
        _write_secret(folder / name, lambda: os.urandom(32).hex() + "\n")
    _write_secret(folder / "field.keys", _new_field_key)


def _new_field_key() -> str:
    code = "from app.crypto import new_key_line; print(new_key_line('k1'), end='')"
    return subprocess.run([tool("python"), "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _write_secret(path: Path, make: Callable[[], str]) -> None:
    if path.exists():
        return
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(make())
    unfinished.rename(path)


COMMANDS = {"run": run, "passwords": passwords, "test": test, "assure": assure, "bench": bench, "lock": lock}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: {Path(sys.argv[0]).name} {'|'.join(COMMANDS)}")
    try:
        sys.exit(COMMANDS[sys.argv[1]]())
    except KeyboardInterrupt:
        sys.exit(130)
