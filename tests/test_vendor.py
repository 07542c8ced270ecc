"""The vendored front end is exactly what its list of hashes, its pins and its licences say."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDORED = json.loads((ROOT / "static/vendor/vendor.lock.json").read_text(encoding="utf-8"))
PINS = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
LOCK = (ROOT / "package-lock.json").read_text(encoding="utf-8")
SOURCE = re.compile(r"(?P<name>@?[^@]+)@(?P<version>[^/]+)/")


def package_of(record: dict[str, object]) -> tuple[str, str]:
    found = SOURCE.match(str(record["source"]))
    assert found, record
    return found["name"], found["version"]


def test_every_vendored_file_has_the_bytes_of_its_record() -> None:
    wrong = []
    for path, record in VENDORED.items():
        data = (ROOT / path).read_bytes()
        if len(data) != record["bytes"] or hashlib.sha256(data).hexdigest() != record["sha256"]:
            wrong.append(path)
    assert wrong == []


def test_no_file_lies_among_the_vendored_ones_without_a_record() -> None:
    present = {
        file.relative_to(ROOT).as_posix()
        for folder in ("static/vendor", "tests/vendor")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix != ".gz"
    }
    assert present == {*VENDORED, "static/vendor/vendor.lock.json"}


def test_every_pin_is_exact_and_is_what_was_vendored() -> None:
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in PINS.values()), PINS
    assert {package_of(record) for record in VENDORED.values()} == set(PINS.items())


def test_the_lock_file_holds_the_pins_with_hashes_and_names_no_place_to_load_from() -> None:
    packages = {path: entry for path, entry in json.loads(LOCK)["packages"].items() if path}
    for name, version in PINS.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_third_party_names_every_vendored_package_with_its_version() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    missing = [f"{name} {version}" for name, version in PINS.items() if f"### {name} {version} (" not in page]
    assert missing == []


def test_no_vendored_file_points_to_a_source_map_that_is_not_there() -> None:
    assert [path for path in VENDORED if "sourceMappingURL" in (ROOT / path).read_text(encoding="utf-8")[-300:]] == []
