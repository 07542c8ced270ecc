"""The form of a contest's rules: it checks the shape of every value, never whether the rules make sense together."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField
from wtforms.fields.choices import SelectChoice

from app.exchange.cells import amount, share, whole
from app.rules.fields import ChecksField, ChoiceField, ReadField
from scoring.rules import (
    Aggregate,
    Anchor,
    Barred,
    Groups,
    LastResort,
    Medal,
    MedalModel,
    RoundingAt,
    RoundingMode,
)

MOST_PLACES, MOST_ENTRIES, MOST_POINTS = 9, 100_000, 1_000
MOST_ROWS = 40

WORDS: dict[StrEnum, Any] = {
    Aggregate.MEAN: _("平均"),
    Aggregate.TRIMMED_MEAN: _("去掉一个最高分和一个最低分后平均"),
    Aggregate.MEDIAN: _("中位数"),
    RoundingMode.HALF_UP: _("四舍五入"),
    RoundingMode.HALF_EVEN: _("四舍六入五成双"),
    RoundingMode.DOWN: _("直接舍去"),
    RoundingAt.ASPECT: _("每个评分点先取整"),
    RoundingAt.TOTAL: _("只在总分取整"),
    LastResort.SHARE: _("并列"),
    LastResort.DECIDE: _("由人决定"),
    Groups.TOGETHER: _("各组一起排名"),
    Groups.SEPARATE: _("职工、学生、教师、其他分组排名"),
    MedalModel.PLACES: _("前三名金银铜"),
    MedalModel.WORLDSKILLS: _("世界技能大赛规则"),
    MedalModel.RATIO: _("按比例"),
    MedalModel.FIXED: _("按名额"),
    MedalModel.NONE: _("不设奖"),
    Anchor.TOP: _("从最高的一个量起"),
    Anchor.CHAIN: _("从相邻的一个量起"),
    Barred.PASS_OVER: _("由下一名递补"),
    Barred.LEAVE_EMPTY: _("空缺，不递补"),
    Medal.GOLD: _("金牌"),
    Medal.SILVER: _("银牌"),
    Medal.BRONZE: _("铜牌"),
    Medal.FIRST: _("一等奖"),
    Medal.SECOND: _("二等奖"),
    Medal.THIRD: _("三等奖"),
    Medal.MERIT: _("优胜奖"),
}


def choice(label: Any, kind: type[StrEnum], **options: Any) -> ChoiceField:
    """A choice among the values of an enumeration, named in WORDS."""
    return ChoiceField(label, choices=[SelectChoice(one.value, WORDS[one]) for one in kind], **options)


class PartForm(Form):
    """What an organizer chooses of a part; `code` says which."""

    code = HiddenField()
    weight = ReadField(_("权重（%）"), read=amount)
    pass_percent = ReadField(_("合格线（满分的 %）"), read=amount, needed=False)


class TieForm(Form):
    """One tie key and its direction."""

    key = ChoiceField(_("比较"), choices=[])
    direction = ChoiceField(
        _("谁在前"), choices=[SelectChoice("desc", _("高者在前")), SelectChoice("asc", _("低者在前"))]
    )


class SmallFieldForm(Form):
    """The medals that exist when fewer than `below` competed."""

    below = ReadField(_("参赛少于"), read=whole(1, MOST_ENTRIES))
    medals = ChecksField(
        _("仍设的奖"), choices=[SelectChoice(one.value, WORDS[one]) for one in Medal if one is not Medal.MERIT]
    )


class RulesForm(FlaskForm):
    """Everything of a contest's rules that an organizer may choose; `version` is the one the page was opened with."""

    version = HiddenField()
    parts = FieldList(FormField(PartForm), max_entries=MOST_ROWS)
    scored = choice(_("多名裁判打分的合成"), Aggregate)
    places = ChoiceField(_("小数位数"), choices=[SelectChoice(str(one)) for one in range(MOST_PLACES + 1)])
    mode = choice(_("取整方式"), RoundingMode)
    at = choice(_("在哪里取整"), RoundingAt)
    ties = FieldList(FormField(TieForm), max_entries=MOST_ROWS)
    last = choice(_("全部相同时"), LastResort)
    groups = choice(_("组别"), Groups)
    medals = choice(_("奖项"), MedalModel)
    barred = choice(_("不参加奖励者的奖项"), Barred)
    merit_share = ReadField(
        _("优胜奖到参赛数的"), read=share, needed=False, description=_("如 1/2、50% 或 0.5；不设就留空。")
    )
    merit_rounding = choice(_("优胜奖取整"), RoundingMode)
    first_share = ReadField(_("一等奖比例"), read=share, needed=False, description=_("如 10% 或 1/10"))
    second_share = ReadField(_("二等奖比例"), read=share, needed=False)
    third_share = ReadField(_("三等奖比例"), read=share, needed=False)
    first_cap = ReadField(_("一等奖最多"), read=whole(0, MOST_ENTRIES), needed=False, description=_("不限就三格都留空"))
    second_cap = ReadField(_("二等奖最多"), read=whole(0, MOST_ENTRIES), needed=False)
    third_cap = ReadField(_("三等奖最多"), read=whole(0, MOST_ENTRIES), needed=False)
    grades_rounding = choice(_("名额取整"), RoundingMode)
    first_count = ReadField(_("一等奖名额"), read=whole(0, MOST_ENTRIES), needed=False)
    second_count = ReadField(_("二等奖名额"), read=whole(0, MOST_ENTRIES), needed=False)
    third_count = ReadField(_("三等奖名额"), read=whole(0, MOST_ENTRIES), needed=False)
    band_points = ReadField(_("同奖的标准分差"), read=whole(0, MOST_POINTS))
    band_anchored = choice(_("分差的量法"), Anchor)
    band_bronze = BooleanField(_("有两枚以上银牌时仍设铜牌"))
    small_field = FieldList(FormField(SmallFieldForm), max_entries=MOST_ROWS)

    TRIPLES = (
        ("first_share", "second_share", "third_share"),
        ("first_cap", "second_cap", "third_cap"),
        ("first_count", "second_count", "third_count"),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field, and triples that are filled in only in part."""
        valid = super().validate(extra_validators)
        for names in self.TRIPLES:
            fields = [self[name] for name in names]
            empty = [field for field in fields if not (field.data or "").strip()]
            if 0 < len(empty) < len(fields):
                for field in empty:
                    field.errors = [*field.errors, _("三格要么都填，要么都不填。")]
                valid = False
        return bool(valid)
