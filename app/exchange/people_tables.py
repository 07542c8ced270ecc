"""The columns of the tables of people: entrants, backers and judges."""

import re

from app.exchange.cells import amount, code, day, line, line_or_none, mapped, one_of, yes_no
from app.exchange.contest_rules import FACT
from app.exchange.id_numbers import id_number
from app.exchange.tables import Column, Shape
from scoring.results import EntryStatus, Group
from scoring.text import Text

LEVELS_HELD = ("5", "4", "3", "2", "1", "apprentice", "special", "chief", "-")
STATUSES = {status.value: status for status in EntryStatus if status is not EntryStatus.INCOMPLETE}
BACKER_KINDS = ("coach", "expert_team", "sending_unit", "base")
BASE_GRADES = ("national", "provincial_key", "provincial", "municipal")
ROLES = (
    "chief",
    "deputy_chief",
    "marker",
    "onsite",
    "masker",
    "recorder",
    "supervisor",
    "arbitrator",
    "expert",
    "translator",
    "staff",
)


def _titles(value: str) -> tuple[str, ...]:
    return () if value == "-" else tuple(line(title.strip()) for title in value.split(";"))


def _fact_column(name: str) -> Column | None:
    return Column(name, name, read=yes_no) if re.fullmatch(f"fact:{FACT}", name) else None


ENTRANTS = Shape(
    (
        Column("entry", "参赛编号", required=True, read=code),
        Column("contest", "项目代码", required=True, read=code),
        Column("name", "姓名", required=True),
        Column("id_number", "证件号码", read=id_number),
        Column("gender", "性别", read=one_of("female", "male")),
        Column("birth_date", "出生日期", read=day),
        Column("group", "组别", read=mapped({group.value: group for group in Group})),
        Column("unit", "单位"),
        Column("unit_code", "单位代码"),
        Column("delegation", "代表队"),
        Column("level_held", "已有技能等级", read=one_of(*LEVELS_HELD)),
        Column("titles_held", "已有称号", read=_titles),
        Column("status", "状态", read=mapped(STATUSES)),
        Column("duration", "用时（秒）", read=amount),
        Column("station", "工位号"),
    ),
    _fact_column,
)
BACKERS = Shape(
    (
        Column("entry", "参赛编号", required=True, read=code),
        Column("kind", "类别", required=True, read=one_of(*BACKER_KINDS)),
        Column("name", "名称", required=True),
        Column("code", "代码", read=line_or_none),
        Column("id_number", "证件号码", read=id_number),
        Column("chief", "主教练", read=yes_no),
        Column("grade", "基地级别", read=one_of(*BASE_GRADES)),
    )
)
JUDGES = Shape(
    (
        Column("judge", "裁判编号", required=True, read=code),
        Column("name", "姓名", required=True),
        Column("id_number", "证件号码", read=id_number),
        Column("unit", "单位"),
        Column("delegation", "代表队"),
        Column("contest", "项目代码", required=True, read=code),
        Column("role", "职责", required=True, read=one_of(*ROLES)),
    )
)


def no_contest(contest: str) -> Text:
    """What to say of a contest that competition.yaml does not have."""
    return Text(
        f"没有项目 {contest}，请核对 competition.yaml。",
        f"There is no contest {contest}; compare with competition.yaml.",
    )
