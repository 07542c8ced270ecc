"""What every template must keep to, so that the strict content policy and the icon sprite never surprise a page."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "app").rglob("*.html"))
SPRITE = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (ROOT / "static/vendor/icons.svg").read_text(encoding="utf-8")))
ICON_USES = (
    re.compile(r"\bicon\('([a-z0-9-]+)'"),
    re.compile(r"\bicon_name='([a-z0-9-]+)'"),
    re.compile(r"\('[a-z]+', '([a-z0-9-]+)', _\("),
)
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:a-z-]*)\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "a script, style or image from elsewhere": re.compile(
        r"<(?:script|link|img|use)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
    "an escape from escaping": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    "a number field that wheels and spinners change": re.compile(r"type=[\"']number[\"']"),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_holds_nothing_the_policy_blocks(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_uses_only_icons_of_the_sprite(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    used = {name for pattern in ICON_USES for name in pattern.findall(text)}
    assert used - SPRITE == set()


def test_the_menu_uses_only_icons_of_the_sprite() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    used = re.findall(r'_item\(_\("[^"]+"\), "[^"]+", "([a-z0-9-]+)"', sources)
    used += re.findall(r'"icon": "([a-z0-9-]+)"', sources)
    assert set(used) - SPRITE == set()


def test_every_form_that_posts_carries_a_csrf_token() -> None:
    carries = re.compile(r"csrf_token|csrf\(\)|hidden_tag\(\)")
    bare = [
        template.relative_to(ROOT).as_posix()
        for template in TEMPLATES
        for form in re.findall(r"<form\b.*?</form>", template.read_text(encoding="utf-8"), re.DOTALL)
        if re.search(r"method=[\"']post[\"']", form) and not carries.search(form)
    ]
    assert bare == []


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    ours = list((ROOT / "static").glob("*.css"))
    assert ours
    outside = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//")
    assert [path.name for path in ours if outside.search(path.read_text(encoding="utf-8"))] == []
