"""Take the screenshot of README: the standings of a contest of the demonstration that is being served."""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "screenshot.png"
PAGE = "/events/demo-games/contests/07/results"


def take(address: str, page: str, picture: Path) -> None:
    """Write what a visitor without an account sees in a window of 1280 × 800."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai")
        window.goto(address + page)
        window.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://localhost:8000", help="where `make run` serves")
    parser.add_argument("--page", default=PAGE)
    parser.add_argument("--to", type=Path, default=PICTURE)
    chosen = parser.parse_args()
    take(chosen.address.rstrip("/"), chosen.page, chosen.to)
