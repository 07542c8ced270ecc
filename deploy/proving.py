"""Linting, tests, long proofs, measurements and lock files."""

import os
import shutil
import sys
from pathlib import Path

from environment import ROOT, install, programme, say, tool

SYSTEM_PACKAGES = {"chromium": "chromium", "pdftotext": "poppler-utils", "zbarimg": "zbar-tools"}
CJK_FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def test() -> int:
    """Lint, types, import contracts, tests; the tests come last, so that their closing line does too."""
    install("requirements-dev.txt")
    _install_system_packages()
    failed = [name for name, command in _checks() if _step(name, command)]
    status = _step("pytest", [str(tool("python")), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *_coverage()])
    if failed:
        say("未通过：", f"Not passed: {', '.join(failed)}")
    return 1 if failed or status else 0


def _checks() -> list[tuple[str, list[str]]]:
    return [
        ("ruff check", [str(tool("ruff")), "check", "."]),
        ("ruff format", [str(tool("ruff")), "format", "--check", "."]),
        ("mypy", [str(tool("mypy"))]),
        ("import contracts", [str(tool("lint-imports"))]),
    ]


def _coverage() -> list[str]:
    return ["--cov", "--cov-report=term:skip-covered", "--cov-report=xml:build/coverage.xml"]


def _step(name: str, command: list[str]) -> int:
    print(f"== {name}", flush=True)
    return programme(command)


def _install_system_packages() -> None:
    """Debian's Chromium and Chinese fonts for the browser tests; elsewhere a word about what is missing."""
    missing = [package for program, package in SYSTEM_PACKAGES.items() if shutil.which(program) is None]
    if sys.platform == "linux" and not CJK_FONTS.exists():
        missing.append("fonts-noto-cjk")
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("正在安装测试所需的系统软件包：", f"Installing system packages for the tests: {' '.join(missing)}")
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        programme(["apt-get", "-qq", "update"], environ)
        programme(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *missing], environ)
        return
    say(
        f"缺少 {'、'.join(missing)}，用到它们的测试将跳过；请安装后再运行。",
        f"Missing: {', '.join(missing)}. Tests that need them are skipped; install them and run again.",
    )


def assure() -> int:
    """The long proofs: races and properties at full length, then mutation of the rules."""
    install("requirements-assure.txt")
    environ = {
        **os.environ,
        "HYPOTHESIS_PROFILE": "assure",
        "JIANGHENG_RACE_TRIALS": "1000",
        "JIANGHENG_PROOFS": "full",
    }
    python = str(tool("python"))
    steps = {"long proofs": [python, "-m", "pytest", "-m", "assure or not assure", "-n", "auto"]}
    failed = []
    if sys.platform == "linux":
        steps["fuzzing of scheme workbooks"] = [python, "tests/faults/fuzz_workbook.py", "-max_total_time=600"]
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if programme(command, environ):
            failed.append(name)
    if sys.platform == "linux" and _mutate():
        failed.append("mutation")
    if failed:
        say("未通过：", f"Not passed: {', '.join(failed)}")
    return 1 if failed else 0


MUTATED = (
    *("aspect_marks", "marking", "totals", "rounding", "ranking", "bulk_ranking"),
    *("medals", "worldskills_medals", "scale", "standings"),
)
KILLING = ("marking", "totals", "ranking", "medals", "awards_wording", "scale", "rounding", "calculations")


def _mutate() -> int:
    """Mutate the core of scoring in a folder of its own, without the application that tests/conftest.py imports."""
    folder = ROOT / "build" / "mutation"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tests" / "scoring").mkdir(parents=True)
    shutil.copytree(ROOT / "scoring", folder / "scoring", ignore=shutil.ignore_patterns("tariff*", "workbook", "__*"))
    shutil.copy(ROOT / "scoring" / "__init__.py", folder / "scoring")
    for name in ("making", *(f"test_{one}" for one in KILLING)):
        shutil.copy(ROOT / "tests" / "scoring" / f"{name}.py", folder / "tests" / "scoring")
    chosen = "".join(f"\n    scoring/{name}.py" for name in MUTATED)
    settings = f"[mutmut]\nsource_paths=scoring\nonly_mutate={chosen}\n"
    (folder / "setup.cfg").write_text(f"{settings}pytest_add_cli_args_test_selection=tests/scoring\n", "utf-8")
    os.chdir(folder)
    status = _step("mutation", [str(tool("mutmut")), "run"])
    _step("survivors", [str(tool("mutmut")), "results"])
    os.chdir(ROOT)
    return status


def bench() -> int:
    """Every measurement in bench/, one after another."""
    install("requirements.txt")
    modules = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    return max((_step(name, [str(tool("python")), "-m", f"bench.{name}"]) for name in modules), default=0)


def lock() -> int:
    """Pin every requirement with its hashes, for all platforms; needs uv."""
    if shutil.which("uv") is None:
        sys.exit("需要 uv： uv is needed:  pip install uv")
    options = ["--universal", "--generate-hashes", "--no-annotate", "--no-emit-index-url", "--python-version", "3.11"]
    options += ["--custom-compile-command", "make lock", "--quiet", *os.environ.get("LOCK_OPTIONS", "").split()]
    before: list[str] = []
    for name in ("requirements", "requirements-dev", "requirements-assure"):
        command = ["uv", "pip", "compile", *options, *before, f"{name}.in", "-o", f"{name}.txt"]
        if status := programme(command):
            return status
        before = ["-c", f"{name}.txt"]  # what is run is what is tested
    return 0
