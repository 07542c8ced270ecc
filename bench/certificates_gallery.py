"""Render every kind of certificate into docs/certificates at 150 dpi: `python -m bench.certificates_gallery`."""

import subprocess
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image

from certificates.content import MEDALS, CertificateContent, Kind, Language, Recipient
from certificates.render import render
from certificates.style import Orientation, Style
from certificates.text import Text

TARGET = Path(__file__).parent.parent / "docs" / "certificates"
COLOURS = 48
WINNER = Recipient("陈嘉怡", "示例职业技术学院", "CHEN Jiayi", "Model Vocational College", "同学")
BODY = Recipient("示例职业技术学院", "", "Model Vocational College")
TEAM = (
    Recipient("欧阳明哲", "示例技师学院", "OUYANG Mingzhe", "Model Technician College"),
    Recipient("买买提·𬭎䶮", "示例技师学院", "MAIMAITI Hongyan", "Model Technician College"),
    Recipient("李龘", "示例技师学院", "LI Da", "Model Technician College"),
)
AWARDS = {
    Kind.AWARD: MEDALS["first"],
    Kind.TITLE: Text("示例省技术能手", "Model Province Technical Expert"),
    Kind.PROMOTION: Text("技师（二级）", "Technician (Level 2)"),
    Kind.COACH: Text("优秀指导教师", "Outstanding Coach"),
    Kind.EXPERT_TEAM: Text("优秀专家团队", "Outstanding Expert Team"),
    Kind.JUDGE: Text("优秀裁判员", "Outstanding Judge"),
    Kind.ORGANIZER: Text("优秀组织奖", "Award for Organization"),
    Kind.DELEGATION: Text("团体一等奖", "First Prize of Delegations"),
    Kind.PARTICIPATION: Text(""),
}
BODIES = {Kind.EXPERT_TEAM, Kind.ORGANIZER, Kind.DELEGATION}


def content(kind: Kind = Kind.AWARD) -> CertificateContent:
    """An invented certificate of a kind."""
    return CertificateContent(
        kind=kind,
        number="SL-2026-000123",
        recipients=(BODY if kind in BODIES else WINNER,),
        event=Text("二〇二六年示例省职业技能大赛", "2026 Model Province Skills Competition"),
        contest=Text("数控铣", "CNC Milling"),
        award=AWARDS[kind],
        issuers=(Text("示例省技能大赛组委会", "Model Organizing Committee"),),
        issued_on=date(2026, 11, 22),
        verify_code="7K3M9QXT2B4VHJ8W",
        verify_url="https://example.org/verify/7K3M9QXT2B4VHJ8W",
    )


def gallery() -> dict[str, tuple[CertificateContent, Style]]:
    """The pictures by name."""
    award, standing = content(), Style(orientation=Orientation.PORTRAIT)
    two = (
        Text("示例省人力资源和社会保障厅", "Model Labour Department"),
        Text("示例省教育厅", "Model Education Department"),
    )
    pictures = {str(kind): (content(kind), Style()) for kind in Kind}
    for language in (Language.EN, Language.BILINGUAL):
        pictures[f"award-{language}"] = (replace(award, language=language), Style())
        pictures[f"award-{language}-portrait"] = (replace(award, language=language), standing)
    pictures["award-portrait"] = (award, standing)
    pictures["award-team"] = (replace(award, recipients=TEAM, coaches=("王老师", "赵老师"), issuers=two), Style())
    member = replace(award, recipients=TEAM[1:2], teammates=tuple(one.name for one in TEAM))
    pictures["award-member"] = (member, Style())
    pictures["award-sample"] = (replace(award, sample=True, verify_code=""), Style())
    pictures["award-pre-printed"] = (award, Style(frame=False))
    return pictures


def main() -> None:
    """Write the pictures, with few colours to keep them small."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page"
        for name, (shown, style) in gallery().items():
            page.with_suffix(".pdf").write_bytes(render(shown, style))
            command = ["pdftoppm", "-r", "150", "-png", "-singlefile", page.with_suffix(".pdf"), page]
            subprocess.run(command, check=True)
            with Image.open(page.with_suffix(".png")) as image:
                image.convert("RGB").quantize(COLOURS).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
