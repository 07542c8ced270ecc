"""What the acts of the policy are called on screen; audit actions have the same names."""

from flask_babel import lazy_gettext as _

ACTS = {
    "event:view": _("查看竞赛"),
    "contest:view": _("查看赛项"),
    "package:import": _("导入竞赛包"),
    "entrant:list": _("查看参赛者"),
    "sheet:list": _("查看评分表"),
    "mark:enter": _("录入分数"),
    "sheet:submit": _("提交评分表"),
    "sheet:sign": _("签字并锁定评分表"),
    "decision:record": _("记录名次决定"),
    "result:preview": _("预览成绩"),
    "result:publish": _("公布成绩"),
    "grant:compute": _("计算奖励"),
    "grant:view": _("查看奖励"),
    "grant:export": _("导出发放表"),
    "certificate:issue": _("制作证书"),
    "certificate:list": _("查看自己的证书"),
    "certificate:download": _("下载证书"),
    "certificate:revoke": _("撤销证书"),
    "tariff:view": _("查看奖励办法"),
    "policy:view": _("查看权限一览"),
    "audit:view": _("查看操作日志"),
    "job:view": _("查看后台任务"),
    "account:list": _("查看账号"),
    "account:create": _("新建账号"),
    "account:disable": _("停用账号"),
    "password:change": _("修改密码"),
}
RECORDED = {
    "account:log_in": _("登录"),
    "account:log_out": _("退出"),
    "account:log_in_failed": _("登录失败"),
}
