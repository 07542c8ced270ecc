"""What kinds of grants and beneficiaries are called on screen."""

from flask_babel import lazy_gettext as _

KINDS = {
    "prize": _("奖金"),
    "subsidy": _("补助"),
    "allowance": _("津贴"),
    "title": _("称号"),
    "recommendation": _("推荐"),
    "promotion": _("晋升等级"),
    "pool": _("入人才库"),
    "eligibility": _("资格"),
}
BENEFICIARIES = {
    "competitor": _("选手"),
    "team": _("参赛队"),
    "entry": _("选手或参赛队"),
    "coach": _("教练"),
    "coach_team": _("教练团队"),
    "expert_team": _("专家团队"),
    "sending_unit": _("选送单位"),
    "base": _("训练基地"),
    "organizer": _("承办单位"),
}
LEVELS = {5: _("初级工"), 4: _("中级工"), 3: _("高级工"), 2: _("技师"), 1: _("高级技师")}
