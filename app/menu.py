"""The left menu and the person in the top bar: only what this person may open."""

from typing import Any

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.access import ROLE_NAMES, Permission
from app.events.models import Contest, Event
from app.showing import listed, named
from app.text import say
from app.web import account, language, permitted


def describe_person() -> dict[str, Any]:
    """What every layout asks for: `person`, `menu` and `where`."""
    if not current_user.is_authenticated:
        return {"person": None, "menu": []}
    roles = dict.fromkeys(say(ROLE_NAMES[one.role], language()) for one in account().held)
    event: Event | None = g.get("event")
    return {
        "person": {
            "name": account().user.name,
            "role": listed(roles),
            "links": [{"label": _("修改密码"), "url": url_for("accounts.change"), "icon": "key"}],
        },
        "menu": [section for section in _sections(event, g.get("contest")) if section["items"]],
        "where": named(event) if event else "",
    }


def _sections(event: Event | None, contest: Contest | None) -> list[dict[str, Any]]:
    general = [
        _item(_("工作台"), "desk.home", "home"),
        _item(_("竞赛"), "desk.list_events", "trophy", Permission.EVENT_VIEW),
        _own_certificates(),
        _item(_("奖励办法"), "tariffs.list_tariffs", "scale", Permission.TARIFF_VIEW),
    ]
    system = [
        _item(_("账号"), "accounts.list_accounts", "users", Permission.ACCOUNT_LIST),
        _item(_("操作日志"), "audit.view", "history", Permission.AUDIT_VIEW),
        _item(_("权限一览"), "accounts.view_policy", "shield-check", Permission.POLICY_VIEW),
    ]
    return [
        {"label": _("总览"), "items": list(filter(None, general))},
        {"label": named(event) if event else "", "items": _event_items(event) if event else []},
        {
            "label": named(contest) if contest else "",
            "items": _contest_items(event, contest) if event and contest else [],
        },
        {"label": _("系统"), "items": list(filter(None, system))},
    ]


def _own_certificates() -> dict[str, Any] | None:
    """Only for whoever is an entrant or leads a delegation: everybody else has none of their own."""
    if not any(one.person_id or one.delegation for one in permitted(Permission.CERTIFICATE_LIST)):
        return None
    return _item(_("我的证书"), "issuing.list_own", "certificate")


def _event_items(event: Event) -> list[dict[str, Any]]:
    items = [
        _item(_("赛项与进度"), "desk.view_event", "list-check", Permission.EVENT_VIEW, event),
        _item(_("奖励"), "grants.view", "coin", Permission.GRANT_VIEW, event),
        _item(_("证书"), "issuing.list_certificates", "certificate", Permission.CERTIFICATE_ISSUE, event),
    ]
    return list(filter(None, items))


def _contest_items(event: Event, contest: Contest) -> list[dict[str, Any]]:
    items = [
        _item(_("赛项概况"), "desk.view_contest", "info-circle", Permission.CONTEST_VIEW, event, contest),
        _item(_("参赛者"), "entrants.list_entrants", "users", Permission.ENTRANT_LIST, event, contest),
        _item(_("评分方案"), "schemes.list_schemes", "list-details", Permission.SCHEME_VIEW, event, contest),
        _item(_("评分表"), "marks.list_sheets", "clipboard-list", Permission.SHEET_LIST, event, contest),
        _item(_("规则"), "rules.configure", "scale", Permission.CONTEST_CONFIGURE, event, contest),
        _item(_("成绩"), "results.preview", "chart-bar", Permission.RESULT_PREVIEW, event, contest),
    ]
    return list(filter(None, items))


def _item(
    label: str,
    endpoint: str,
    icon: str,
    permission: Permission | None = None,
    event: Event | None = None,
    contest: Contest | None = None,
) -> dict[str, Any] | None:
    if permission is not None and not permitted(permission, event, contest):
        return None
    if endpoint not in current_app.view_functions:
        return None
    scope = {key: one.code for key, one in (("event_code", event), ("contest_code", contest)) if one is not None}
    return {
        "label": label,
        "url": url_for(endpoint, **scope),
        "icon": icon,
        "active": request.endpoint == endpoint,
    }
