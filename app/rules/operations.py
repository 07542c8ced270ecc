"""Changing the rules of a contest: only while nothing was signed or published under them."""

import hashlib
import json

from sqlalchemy.orm import Session

from app.access import Permission
from app.audit.operations import record
from app.errors import Conflict, RuleViolation
from app.events.codec import rules_document
from app.events.models import Contest, Event
from app.events.queries import contest_rules
from app.rules.effect import what_counts
from app.rules.queries import what_fixes_rules
from scoring import rules as scoring_rules
from scoring.rule_checks import rule_faults
from scoring.text import Text


def configure_contest(
    session: Session, actor_id: int | None, event: Event, contest: Contest, rules: scoring_rules.Contest, version: int
) -> bool:
    """Put other rules in force, with the schemes as they are; False where they are the same as before.

    `version` is the contest's as the editor saw it: raises Conflict where it has changed since, RuleViolation for
    rules that cannot be and for changes that come after a signature or a publication.
    """
    session.refresh(contest, with_for_update=True)
    if contest.version != version:
        raise Conflict(CHANGED_MEANWHILE)
    in_force = contest_rules(session, contest)
    faults = rule_faults(rules)
    if not in_force.parts:
        raise RuleViolation(DECIDED_ELSEWHERE)
    if faults:
        raise RuleViolation(
            Text("；".join(fault.text.zh for fault in faults), "; ".join(fault.text.en for fault in faults))
        )
    before, after = rules_digest(in_force), rules_digest(rules)
    if before == after:
        return False
    fixed = what_fixes_rules(session, contest)
    if fixed is not None and what_counts(rules) != what_counts(in_force):
        raise RuleViolation(fixed)
    contest.rules = rules_document(rules)
    session.flush()
    details = {"before": before, "after": after}
    record(session, actor_id, Permission.CONTEST_CONFIGURE, f"contest:{contest.id}", details, event_code=event.code)
    return True


def rules_digest(rules: scoring_rules.Contest) -> str:
    """SHA-256 of the canonical form of rules without their schemes."""
    canonical = json.dumps(rules_document(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


CHANGED_MEANWHILE = Text(
    "您打开页面以后，别人改了规则。您填写的内容还在，请与现行规则核对后再保存。",
    "Somebody changed the rules after you opened the page. Your input is kept: compare, then save again.",
)
DECIDED_ELSEWHERE = Text(
    "本赛项的成绩由别处评定，这里没有计分规则可设。",
    "The results of this contest are decided elsewhere; there are no scoring rules to choose.",
)
