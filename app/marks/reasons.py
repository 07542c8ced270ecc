"""Why a revision did not become the mark: a word for the record and a sentence for the judge."""

from scoring.text import Text

REASONS = {
    "equal": Text("与现有分数相同。", "It equals the mark that counts."),
    "changed": Text("别的设备先改了这一项，请选择用哪个分数。", "Another device was first; choose which mark counts."),
    "closed": Text(
        "评分表已提交或已签，已送裁判长处理。", "The sheet is submitted or signed; the head judge will decide."
    ),
    "scheme": Text("评分标准已换版，已送裁判长处理。", "The scheme has a new version; the head judge will decide."),
    "absent": Text("该选手未到场，已送裁判长处理。", "The entrant did not start; the head judge will decide."),
    "reused": Text(
        "同一编号先后有两个内容，已送裁判长处理。", "One id came with two contents; the head judge will decide."
    ),
    "unknown-aspect": Text("本评分表没有这一项。", "This sheet has no such aspect."),
    "no-vote": Text("您不是本赛项的评分裁判，不能投票打分。", "You have no vote in this contest."),
    "compatriot": Text(
        "您与该选手同属一个代表队，按回避规定不得评判此项，请由候补裁判评判。",
        "You are of the entrant's delegation and may not judge this; another judge takes your place.",
    ),
    "panel-full": Text("三位裁判已投票，不再接受第四票。", "Three judges have voted; a fourth vote is not taken."),
    "round": Text("这一轮投票已结束，请在新一轮重新投票。", "That vote is over; vote again in the new round."),
    "value": Text("分数不在允许范围内。", "The mark is out of range."),
    "malformed": Text("上传的内容不完整，请重新录入。", "What came is incomplete; enter the mark again."),
    "waits": Text("上一个版本尚未到达，稍后自动重传。", "The version before has not arrived; it is sent again."),
}
