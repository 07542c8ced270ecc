"""The virtual environment in .venv: made once, filled from a hash-locked list, left alone while the list stands."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LISTS = ("requirements.txt", "requirements-dev.txt", "requirements-assure.txt")
"""What is installed: each list holds the one before it, with the same versions."""
CATALOGUES = ROOT / "app" / "translations"


def tool(name: str) -> Path:
    """A program of the environment."""
    return VENV / "bin" / name


def programme(command: list[str], environ: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder; its exit status."""
    return subprocess.run(command, cwd=ROOT, env=environ).returncode


def say(zh: str, en: str) -> None:
    """One line for whoever watches."""
    print(f"{zh} {en}", flush=True)


def install(requirements: str) -> None:
    """Make the environment, install the list and compile the catalogues, where that is not done yet."""
    _make_venv()
    _install(ROOT / requirements)
    _compile_catalogues()


def _make_venv() -> None:
    if _venv_works():
        return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(_how_to_get_venv())
    say("正在创建 .venv …", "Making .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    if programme([sys.executable, "-m", "venv", str(VENV)]):
        sys.exit(_how_to_get_venv())


def _venv_works() -> bool:
    """Whether there is an environment of this folder (a moved one still points at the old place) that is new enough."""
    check = f"import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix != {str(VENV)!r})"
    python = tool("python")
    return python.exists() and not subprocess.run([str(python), "-c", check], capture_output=True).returncode


def _how_to_get_venv() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if shutil.which("apt-get"):
        package = f"apt-get install python{version}-venv"
    elif shutil.which("zypper"):
        package = f"zypper install python{sys.version_info.major}{sys.version_info.minor}"
    elif shutil.which("dnf"):
        package = f"dnf install python{version}"
    elif shutil.which("apk"):
        package = "apk add python3 py3-pip"
    elif shutil.which("brew"):
        package = f"brew install python@{version}"
    else:
        package = f"Python {version} with venv and ensurepip"
    return f"Python {version} 缺少 venv，请安装： It lacks venv; install:  {package}"


def _install(requirements: Path) -> None:
    if _stamp(requirements).exists() and _stamp(requirements).read_text() == _digest(requirements):
        return
    say(f"正在安装 {requirements.name} …", f"Installing {requirements.name} …")
    _stamp(requirements).unlink(missing_ok=True)
    python = str(tool("python"))
    if programme([python, "-c", "import importlib.util as u, sys; sys.exit(u.find_spec('pip') is None)"]):
        programme([python, "-m", "ensurepip"])
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if programme([*pip, "--require-hashes", "--no-deps", "-r", str(requirements)]):
        sys.exit("依赖安装失败，请看上面的信息。 The requirements could not be installed; see above.")
    for name in LISTS[: LISTS.index(requirements.name) + 1]:
        _stamp(ROOT / name).write_text(_digest(ROOT / name))


def _stamp(requirements: Path) -> Path:
    return VENV / f".{requirements.stem}.sha256"


def _digest(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _compile_catalogues() -> None:
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        locale = source.parent.parent.name
        command = [str(tool("pybabel")), "compile", "-i", str(source), "-o", str(compiled), "-l", locale]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
