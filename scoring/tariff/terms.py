"""The names of facts, settings, levels and beneficiaries as people read them, in Chinese and English."""

from scoring.tariff.document import TariffFile
from scoring.text import Text

TERMS = {
    "award_rank": Text("名次", "place"),
    "rank": Text("名次（原始）", "rank as run"),
    "medal": Text("奖牌或奖项", "medal or grade"),
    "group": Text("组别", "group"),
    "level": Text("赛事级别", "level of the contest"),
    "class": Text("竞赛类别", "class of the contest"),
    "kinds": Text("赛事种类", "kind of the contest"),
    "series": Text("赛事系列", "series of the contest"),
    "filed_with": Text("备案部门", "filed with"),
    "team_size": Text("参赛单元人数", "persons in an entry"),
    "started": Text("参赛数", "number of starters"),
    "competed": Text("完赛数", "number who competed"),
    "passed": Text("各部分是否合格", "pass in every part"),
    "table": Text("名额表缺少这一规模的档位", "the table has no row for a field of this size"),
    "level_held": Text("现有职业技能等级", "level held"),
    "titles_held": Text("已获称号", "titles held"),
    "gender": Text("性别", "sex"),
    "birth_date": Text("出生日期", "date of birth"),
    "age": Text("年龄", "age"),
    "grade": Text("基地等级", "grade of the base"),
    "chief": Text("是否主教练", "chief coach"),
    "exam_level": Text("竞赛对应的等级", "level of the contest's examination"),
    "prize_paid": Text("外部奖金实付额", "prize actually paid"),
    "amount": Text("文件未写明的金额", "the amount, which the document does not state"),
    "certificate_on": Text("取证日期", "day of the certificate"),
    "left_post_on": Text("离岗日期", "day the post was left"),
    "ends_on": Text("结束日期", "last day"),
    "decided_on": Text("表彰决定日期", "day of the decision"),
    "publication": Text("成绩公布", "publication of the results"),
    "quota": Text("名额", "a place within the quota"),
    "displaced_award": Text("递补决定", "decision on the award passed on"),
    "given_already": Text("已由另一项给予", "given already under"),
    "highest_only": Text("就高不重复，此前已得", "only the highest; received before"),
    "difference": Text("补差后应得", "difference left to pay"),
    "once_a_year": Text("一年一次，本年已获的日期", "once a year; received on"),
    "cap": Text("封顶", "cap"),
    "part_of": Text("其中包含", "contains"),
    "displaces": Text("取代", "displaces"),
    "tariff_day": Text("适用日期", "day that selects the version"),
    "days": Text("天数", "days"),
}

VALUES = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "none": Text("无", "none"),
    "nothing": Text("未产生", "nothing"),
    "granted": Text("已给予", "granted"),
    "refused": Text("不予", "refused"),
    "pending": Text("待定", "pending"),
    "unknown": Text("不明", "unknown"),
    "worker": Text("职工", "worker"),
    "student": Text("学生", "student"),
    "teacher": Text("教师", "teacher"),
    "other": Text("其他", "other"),
    "gold": Text("金牌", "gold"),
    "silver": Text("银牌", "silver"),
    "bronze": Text("铜牌", "bronze"),
    "merit": Text("优胜奖", "medallion of merit"),
    "first": Text("一等奖", "first grade"),
    "second": Text("二等奖", "second grade"),
    "third": Text("三等奖", "third grade"),
    "world": Text("世界级", "world"),
    "nation": Text("国家级", "national"),
    "province": Text("省级", "provincial"),
    "city": Text("市级", "city"),
    "county": Text("县级", "county"),
    "enterprise": Text("企业级", "enterprise"),
}

LEVEL_NAMES = {
    5: Text("初级工（五级）", "level 5 (junior)"),
    4: Text("中级工（四级）", "level 4 (intermediate)"),
    3: Text("高级工（三级）", "level 3 (senior)"),
    2: Text("技师（二级）", "level 2 (technician)"),
    1: Text("高级技师（一级）", "level 1 (senior technician)"),
}

BENEFICIARIES = {
    "competitor": Text("选手", "competitor"),
    "team": Text("参赛队", "team"),
    "coach": Text("教练", "coach"),
    "coach_team": Text("教练团队", "coach team"),
    "expert_team": Text("专家团队", "expert team"),
    "sending_unit": Text("选送单位", "sending unit"),
    "base": Text("基地", "base"),
    "organizer": Text("主办单位", "organizer"),
}


def term(name: str, tariff: TariffFile) -> Text:
    """What a fact, setting or rule is called; the tariff's own words first, the bare name where nobody named it."""
    if name in tariff.facts:
        words = tariff.facts[name]
        return Text(words.zh, words.en)
    if name in tariff.settings:
        asks = tariff.settings[name].asks
        return Text(f"{asks.zh}（设置项 {name}）", f"{asks.en} (setting {name})")
    named = next((rule.name for rule in tariff.rules if rule.id == name), None)
    return TERMS.get(name, Text(named.zh, named.en) if named else Text(name, name))


def value_words(value: str) -> Text:
    """A value as people say it."""
    return VALUES.get(value, Text(value, value))
