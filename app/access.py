"""The policy: which role may do which act, and where; everything about *who*, nothing about *whether now*."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoring.text import Text


class Role(StrEnum):
    """Every role a person can hold, everywhere or within one event, contest or delegation."""

    PROVINCE_ADMINISTRATOR = "province_administrator"
    CITY_REVIEWER = "city_reviewer"
    ORGANIZER = "organizer"
    DELEGATION_LEADER = "delegation_leader"
    HEAD_JUDGE = "head_judge"
    DEPUTY_HEAD_JUDGE = "deputy_head_judge"
    JUDGE = "judge"
    ONSITE_JUDGE = "onsite_judge"
    MASKER = "masker"
    RECORDER = "recorder"
    SUPERVISOR = "supervisor"
    ARBITRATOR = "arbitrator"
    FINANCE = "finance"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    AUDITOR = "auditor"
    ENTRANT = "entrant"


class Permission(StrEnum):
    """Every act, `thing:verb`; the same words name audit actions, views, templates and operations."""

    EVENT_VIEW = "event:view"
    CONTEST_VIEW = "contest:view"
    CONTEST_CONFIGURE = "contest:configure"
    PACKAGE_IMPORT = "package:import"
    ENTRANT_LIST = "entrant:list"
    SCHEME_VIEW = "scheme:view"
    SCHEME_IMPORT = "scheme:import"
    SCHEME_EDIT = "scheme:edit"
    SCHEME_LOCK = "scheme:lock"
    SCHEME_APPROVE = "scheme:approve"
    SHEET_LIST = "sheet:list"
    MARK_ENTER = "mark:enter"
    SHEET_SUBMIT = "sheet:submit"
    SHEET_SIGN = "sheet:sign"
    DECISION_RECORD = "decision:record"
    RESULT_PREVIEW = "result:preview"
    RESULT_PUBLISH = "result:publish"
    GRANT_COMPUTE = "grant:compute"
    GRANT_VIEW = "grant:view"
    GRANT_EXPORT = "grant:export"
    CERTIFICATE_ISSUE = "certificate:issue"
    CERTIFICATE_LIST = "certificate:list"
    CERTIFICATE_DOWNLOAD = "certificate:download"
    CERTIFICATE_REVOKE = "certificate:revoke"
    TARIFF_VIEW = "tariff:view"
    POLICY_VIEW = "policy:view"
    AUDIT_VIEW = "audit:view"
    JOB_VIEW = "job:view"
    ACCOUNT_LIST = "account:list"
    ACCOUNT_CREATE = "account:create"
    ACCOUNT_DISABLE = "account:disable"
    PASSWORD_CHANGE = "password:change"  # noqa: S105 - the name of an act, not a password


P, R = Permission, Role
_EVERYBODY = {P.EVENT_VIEW, P.TARIFF_VIEW, P.PASSWORD_CHANGE, P.POLICY_VIEW}
_SEE_CONTEST = _EVERYBODY | {P.CONTEST_VIEW}
_MARK = _SEE_CONTEST | {P.SHEET_LIST, P.MARK_ENTER, P.SHEET_SUBMIT}
_HEAD = _MARK | {P.SHEET_SIGN, P.RESULT_PREVIEW, P.DECISION_RECORD, P.SCHEME_VIEW, P.SCHEME_APPROVE}
_WATCH = _SEE_CONTEST | {P.SHEET_LIST, P.RESULT_PREVIEW, P.SCHEME_VIEW}
_PREPARE = _WATCH | {P.SCHEME_IMPORT, P.SCHEME_EDIT, P.SCHEME_LOCK, P.SCHEME_APPROVE}

POLICY: Mapping[Role, frozenset[Permission]] = {
    role: frozenset(permissions)
    for role, permissions in {
        R.PROVINCE_ADMINISTRATOR: _PREPARE
        | {P.ENTRANT_LIST, P.PACKAGE_IMPORT, P.RESULT_PUBLISH, P.DECISION_RECORD, P.GRANT_COMPUTE, P.GRANT_VIEW}
        | {P.GRANT_EXPORT, P.CERTIFICATE_ISSUE, P.CERTIFICATE_LIST, P.CERTIFICATE_DOWNLOAD, P.CERTIFICATE_REVOKE}
        | {P.AUDIT_VIEW, P.JOB_VIEW, P.CONTEST_CONFIGURE},
        R.CITY_REVIEWER: _SEE_CONTEST | {P.ENTRANT_LIST},
        R.ORGANIZER: _PREPARE
        | {P.ENTRANT_LIST, P.PACKAGE_IMPORT, P.RESULT_PUBLISH, P.DECISION_RECORD, P.GRANT_COMPUTE, P.GRANT_VIEW}
        | {
            P.GRANT_EXPORT,
            P.CERTIFICATE_ISSUE,
            P.CERTIFICATE_LIST,
            P.CERTIFICATE_DOWNLOAD,
            P.JOB_VIEW,
            P.CONTEST_CONFIGURE,
        },
        R.DELEGATION_LEADER: _SEE_CONTEST | {P.ENTRANT_LIST, P.CERTIFICATE_LIST, P.CERTIFICATE_DOWNLOAD},
        R.HEAD_JUDGE: _HEAD,
        R.DEPUTY_HEAD_JUDGE: _HEAD,
        R.JUDGE: _MARK,
        R.ONSITE_JUDGE: _SEE_CONTEST | {P.SHEET_LIST},
        R.MASKER: _SEE_CONTEST | {P.ENTRANT_LIST},
        R.RECORDER: _MARK,
        R.SUPERVISOR: _WATCH,
        R.ARBITRATOR: _WATCH,
        R.FINANCE: _EVERYBODY | {P.GRANT_VIEW, P.GRANT_EXPORT},
        R.SYSTEM_ADMINISTRATOR: _EVERYBODY | {P.ACCOUNT_LIST, P.ACCOUNT_CREATE, P.ACCOUNT_DISABLE, P.JOB_VIEW},
        R.AUDITOR: _WATCH | {P.AUDIT_VIEW, P.GRANT_VIEW, P.CERTIFICATE_LIST},
        R.ENTRANT: _EVERYBODY | {P.CERTIFICATE_LIST, P.CERTIFICATE_DOWNLOAD},
    }.items()
}

INSTALLATION_WIDE = frozenset({P.ACCOUNT_LIST, P.ACCOUNT_CREATE, P.ACCOUNT_DISABLE})
"""Acts whose effects reach every event: who could make accounts for one event could make one for all of them."""

ROLE_NAMES: Mapping[Role, Text] = {
    R.PROVINCE_ADMINISTRATOR: Text("省级管理员", "Province administrator"),
    R.CITY_REVIEWER: Text("市级审核员", "City reviewer"),
    R.ORGANIZER: Text("组织者", "Organizer"),
    R.DELEGATION_LEADER: Text("领队", "Delegation leader"),
    R.HEAD_JUDGE: Text("裁判长", "Head judge"),
    R.DEPUTY_HEAD_JUDGE: Text("副裁判长", "Deputy head judge"),
    R.JUDGE: Text("裁判员", "Judge"),
    R.ONSITE_JUDGE: Text("现场裁判", "On-site judge"),
    R.MASKER: Text("加密裁判", "Masking judge"),
    R.RECORDER: Text("录分员", "Recorder"),
    R.SUPERVISOR: Text("监督员", "Supervisor"),
    R.ARBITRATOR: Text("仲裁员", "Arbitrator"),
    R.FINANCE: Text("财务", "Finance"),
    R.SYSTEM_ADMINISTRATOR: Text("系统管理员", "System administrator"),
    R.AUDITOR: Text("审计员", "Auditor"),
    R.ENTRANT: Text("选手", "Entrant"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One role somebody holds; None means no restriction. `judge_id` and `person_id` say who the account is there."""

    role: Role
    event_id: int | None = None
    contest_id: int | None = None
    delegation: str | None = None
    person_id: int | None = None
    judge_id: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an act happens: anywhere, in an event, or in a contest of it."""

    event_id: int | None = None
    contest_id: int | None = None


def permitting(held: Iterable[Held], permission: Permission, scope: Scope) -> tuple[Held, ...]:
    """The roles that permit the act there; empty means no.

    A page without a scope is permitted by any of them, but an act of INSTALLATION_WIDE only by a role without limits.
    """
    return tuple(one for one in held if permission in POLICY[one.role] and _covers(one, permission, scope))


def _covers(held: Held, permission: Permission, scope: Scope) -> bool:
    if permission in INSTALLATION_WIDE and (held.event_id is not None or held.contest_id is not None):
        return False
    event = scope.event_id is None or held.event_id in (None, scope.event_id)
    contest = scope.contest_id is None or held.contest_id in (None, scope.contest_id)
    return event and contest


def delegations_of(permitted: Iterable[Held]) -> frozenset[str] | None:
    """The delegations the permitted roles are limited to; None where one of them is not limited."""
    names = {one.delegation for one in permitted}
    return None if None in names else frozenset(name for name in names if name is not None)


def people_of(permitted: Iterable[Held]) -> frozenset[int] | None:
    """The people the permitted roles are limited to; None where one of them is not limited."""
    people = {one.person_id for one in permitted}
    return None if None in people else frozenset(person for person in people if person is not None)
