"""The first tables: everything from accounts to certificates."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.guards import create_guards, drop_guards

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("chain", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "certificate_series",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_certificate_series")),
    )
    op.create_table(
        "events",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=256), nullable=False),
        sa.Column("name_en", sa.String(length=256), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=True),
        sa.Column("award_class", sa.Integer(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("jurisdiction", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("results_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("organizers", sa.JSON(), nullable=False),
        sa.Column("hosts", sa.JSON(), nullable=False),
        sa.Column("filed_with", sa.JSON(), nullable=False),
        sa.Column("tariffs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("code", name=op.f("uq_events_code")),
    )
    op.create_table(
        "login_tries",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_tries")),
    )
    op.create_index("ix_login_tries_subject_at", "login_tries", ["subject", "at"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("password_hash", sa.String(length=256), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "audit_events",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("chain", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", KEY, nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_events_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
        sa.UniqueConstraint("chain", "sequence", name=op.f("uq_audit_events_chain_sequence")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_events_digest")),
    )
    op.create_index(op.f("ix_audit_events_action"), "audit_events", ["action"], unique=False)
    op.create_index(op.f("ix_audit_events_actor_id"), "audit_events", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_events_subject"), "audit_events", ["subject"], unique=False)
    op.create_table(
        "contests",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=256), nullable=False),
        sa.Column("name_en", sa.String(length=256), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("award_class", sa.Integer(), nullable=True),
        sa.Column("occupation", sa.String(length=128), nullable=True),
        sa.Column("exam_level", sa.Integer(), nullable=True),
        sa.Column("masked", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_contests_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_contests_event_id_code")),
    )
    op.create_index(op.f("ix_contests_event_id"), "contests", ["event_id"], unique=False)
    op.create_table(
        "grant_runs",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("publications", sa.JSON(), nullable=False),
        sa.Column("tariffs", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("computed_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["computed_by"], ["users.id"], name=op.f("fk_grant_runs_computed_by")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_grant_runs_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_runs")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_grant_runs_event_id_number")),
    )
    op.create_index(op.f("ix_grant_runs_event_id"), "grant_runs", ["event_id"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("failure", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("asked_by", KEY, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_jobs_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_asked_by"), "jobs", ["asked_by"], unique=False)
    op.create_index(op.f("ix_jobs_state"), "jobs", ["state"], unique=False)
    op.create_index(op.f("ix_jobs_subject"), "jobs", ["subject"], unique=False)
    op.create_table(
        "judges",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("id_number", sa.String(length=256), nullable=True),
        sa.Column("unit", sa.String(length=256), nullable=True),
        sa.Column("delegation", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_judges_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judges")),
        sa.UniqueConstraint("event_id", "code", name=op.f("uq_judges_event_id_code")),
    )
    op.create_index(op.f("ix_judges_event_id"), "judges", ["event_id"], unique=False)
    op.create_table(
        "login_sessions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_login_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_login_sessions_token_digest")),
    )
    op.create_index(op.f("ix_login_sessions_user_id"), "login_sessions", ["user_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("id_number", sa.String(length=256), nullable=True),
        sa.Column("id_number_index", sa.String(length=64), nullable=True),
        sa.Column("gender", sa.String(length=8), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_people_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_event_id"), "people", ["event_id"], unique=False)
    op.create_index("uq_people_id_number", "people", ["event_id", "id_number_index"], unique=True)
    op.create_table(
        "decisions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=True),
        sa.Column("person", sa.String(length=128), nullable=True),
        sa.Column("rule", sa.String(length=64), nullable=True),
        sa.Column("question", sa.String(length=128), nullable=False),
        sa.Column("value", sa.String(length=512), nullable=False),
        sa.Column("decided_by", sa.String(length=128), nullable=False),
        sa.Column("document", sa.String(length=256), nullable=True),
        sa.Column("source", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_decisions_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_contest_id"), "decisions", ["contest_id"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "ranked",
                "dns",
                "dnf",
                "dsq",
                "barred",
                "incomplete",
                name="entrystatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("station", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_entries_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("contest_id", "code", name=op.f("uq_entries_contest_id_code")),
        sa.UniqueConstraint("contest_id", "station", name=op.f("uq_entries_contest_id_station")),
    )
    op.create_index(op.f("ix_entries_contest_id"), "entries", ["contest_id"], unique=False)
    op.create_table(
        "grants",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("run_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contest", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("persons", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["grant_runs.id"], name=op.f("fk_grants_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("run_id", "position", name=op.f("uq_grants_run_id_position")),
    )
    op.create_index(op.f("ix_grants_entry"), "grants", ["entry"], unique=False)
    op.create_index(op.f("ix_grants_kind"), "grants", ["kind"], unique=False)
    op.create_index(op.f("ix_grants_run_id"), "grants", ["run_id"], unique=False)
    op.create_index(op.f("ix_grants_status"), "grants", ["status"], unique=False)
    op.create_table(
        "judge_duties",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("judge_id", KEY, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column(
            "duty",
            sa.Enum(
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
                name="duty",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_judge_duties_contest_id")),
        sa.ForeignKeyConstraint(["judge_id"], ["judges.id"], name=op.f("fk_judge_duties_judge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judge_duties")),
        sa.UniqueConstraint("judge_id", "contest_id", "duty", name=op.f("uq_judge_duties_judge_id_contest_id_duty")),
    )
    op.create_index(op.f("ix_judge_duties_contest_id"), "judge_duties", ["contest_id"], unique=False)
    op.create_index(op.f("ix_judge_duties_judge_id"), "judge_duties", ["judge_id"], unique=False)
    op.create_table(
        "publications",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "provisional",
                "published",
                name="publicationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("competed", sa.Integer(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("formula", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_publications_contest_id")),
        sa.ForeignKeyConstraint(["frozen_by"], ["users.id"], name=op.f("fk_publications_frozen_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_publications_contest_id_number")),
    )
    op.create_index(op.f("ix_publications_contest_id"), "publications", ["contest_id"], unique=False)
    op.create_table(
        "role_grants",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "province_administrator",
                "city_reviewer",
                "organizer",
                "delegation_leader",
                "head_judge",
                "deputy_head_judge",
                "judge",
                "onsite_judge",
                "masker",
                "recorder",
                "supervisor",
                "arbitrator",
                "finance",
                "system_administrator",
                "auditor",
                "entrant",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("event_id", KEY, nullable=True),
        sa.Column("contest_id", KEY, nullable=True),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("judge_id", KEY, nullable=True),
        sa.Column("delegation", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_role_grants_contest_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_role_grants_event_id")),
        sa.ForeignKeyConstraint(["judge_id"], ["judges.id"], name=op.f("fk_role_grants_judge_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_role_grants_person_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_role_grants_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sa.UniqueConstraint(
            "user_id",
            "role",
            "event_id",
            "contest_id",
            "delegation",
            "person_id",
            name=op.f("uq_role_grants_user_id_role_event_id_contest_id_delegation_person_id"),
        ),
    )
    op.create_index(op.f("ix_role_grants_contest_id"), "role_grants", ["contest_id"], unique=False)
    op.create_index(op.f("ix_role_grants_event_id"), "role_grants", ["event_id"], unique=False)
    op.create_index(op.f("ix_role_grants_judge_id"), "role_grants", ["judge_id"], unique=False)
    op.create_index(op.f("ix_role_grants_person_id"), "role_grants", ["person_id"], unique=False)
    op.create_index(op.f("ix_role_grants_user_id"), "role_grants", ["user_id"], unique=False)
    op.create_table(
        "scheme_versions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_scheme_versions_contest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_versions")),
        sa.UniqueConstraint("contest_id", "part", "number", name=op.f("uq_scheme_versions_contest_id_part_number")),
    )
    op.create_index(op.f("ix_scheme_versions_contest_id"), "scheme_versions", ["contest_id"], unique=False)
    op.create_table(
        "aspects",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("scheme_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=32), nullable=False),
        sa.Column("sub", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column(
            "type",
            sa.Enum("M", "J", "S", name="aspecttype", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("maximum", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme_versions.id"], name=op.f("fk_aspects_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aspects")),
        sa.UniqueConstraint("scheme_id", "code", name=op.f("uq_aspects_scheme_id_code")),
    )
    op.create_index(op.f("ix_aspects_scheme_id"), "aspects", ["scheme_id"], unique=False)
    op.create_table(
        "backers",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=256), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("id_number", sa.String(length=256), nullable=True),
        sa.Column("chief", sa.String(length=8), nullable=True),
        sa.Column("grade", sa.String(length=32), nullable=True),
        sa.Column("source", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_backers_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backers")),
    )
    op.create_index(op.f("ix_backers_entry_id"), "backers", ["entry_id"], unique=False)
    op.create_table(
        "certificates",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("publication_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=26), nullable=False),
        sa.Column("check_code", sa.String(length=16), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by", KEY, nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", KEY, nullable=True),
        sa.Column("revocation_reason", sa.String(length=512), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_certificates_contest_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_certificates_entry_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_certificates_event_id")),
        sa.ForeignKeyConstraint(["issued_by"], ["users.id"], name=op.f("fk_certificates_issued_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_certificates_person_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_certificates_publication_id")),
        sa.ForeignKeyConstraint(["revoked_by"], ["users.id"], name=op.f("fk_certificates_revoked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("check_code", name=op.f("uq_certificates_check_code")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint(
            "entry_id", "person_id", "kind", "issue", name=op.f("uq_certificates_entry_id_person_id_kind_issue")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
    )
    op.create_index(op.f("ix_certificates_contest_id"), "certificates", ["contest_id"], unique=False)
    op.create_index(op.f("ix_certificates_entry_id"), "certificates", ["entry_id"], unique=False)
    op.create_index(op.f("ix_certificates_event_id"), "certificates", ["event_id"], unique=False)
    op.create_index(op.f("ix_certificates_person_id"), "certificates", ["person_id"], unique=False)
    op.create_index(op.f("ix_certificates_publication_id"), "certificates", ["publication_id"], unique=False)
    op.create_table(
        "entry_members",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "group_name",
            sa.Enum(
                "worker",
                "student",
                "teacher",
                "other",
                name="group",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("unit", sa.String(length=256), nullable=True),
        sa.Column("unit_code", sa.String(length=64), nullable=True),
        sa.Column("delegation", sa.String(length=128), nullable=True),
        sa.Column("level_held", sa.String(length=16), nullable=True),
        sa.Column("titles_held", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_members_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_entry_members_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_members")),
        sa.UniqueConstraint("entry_id", "position", name=op.f("uq_entry_members_entry_id_position")),
    )
    op.create_index(op.f("ix_entry_members_delegation"), "entry_members", ["delegation"], unique=False)
    op.create_index(op.f("ix_entry_members_entry_id"), "entry_members", ["entry_id"], unique=False)
    op.create_index(op.f("ix_entry_members_person_id"), "entry_members", ["person_id"], unique=False)
    op.create_table(
        "external_results",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column(
            "medal",
            sa.Enum(
                "gold",
                "silver",
                "bronze",
                "merit",
                "first",
                "second",
                "third",
                name="medal",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("scale", sa.Integer(), nullable=True),
        sa.Column("prize_paid", sa.Integer(), nullable=True),
        sa.Column("document", sa.String(length=256), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_external_results_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_results")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_external_results_entry_id")),
    )
    op.create_table(
        "penalties",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=512), nullable=False),
        sa.Column("given_by", sa.String(length=128), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_penalties_contest_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_penalties_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalties")),
    )
    op.create_index(op.f("ix_penalties_contest_id"), "penalties", ["contest_id"], unique=False)
    op.create_index(op.f("ix_penalties_entry_id"), "penalties", ["entry_id"], unique=False)
    op.create_table(
        "placings",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("publication_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "ranked",
                "dns",
                "dnf",
                "dsq",
                "barred",
                "incomplete",
                name="entrystatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "group_name",
            sa.Enum(
                "worker",
                "student",
                "teacher",
                "other",
                name="group",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("award_rank", sa.Integer(), nullable=True),
        sa.Column(
            "medal",
            sa.Enum(
                "gold",
                "silver",
                "bronze",
                "merit",
                "first",
                "second",
                "third",
                name="medal",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("medal_reason", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("scale", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_placings_entry_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_placings_publication_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placings")),
        sa.UniqueConstraint("publication_id", "entry_id", name=op.f("uq_placings_publication_id_entry_id")),
    )
    op.create_index(op.f("ix_placings_entry_id"), "placings", ["entry_id"], unique=False)
    op.create_index(op.f("ix_placings_publication_id"), "placings", ["publication_id"], unique=False)
    op.create_table(
        "score_sheets",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("scheme_id", KEY, nullable=False),
        sa.Column("sub", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "submitted", "signed", name="sheetstate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", KEY, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_score_sheets_contest_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_score_sheets_entry_id")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme_versions.id"], name=op.f("fk_score_sheets_scheme_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["users.id"], name=op.f("fk_score_sheets_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
        sa.UniqueConstraint("contest_id", "number", name=op.f("uq_score_sheets_contest_id_number")),
        sa.UniqueConstraint(
            "entry_id", "member", "scheme_id", "sub", name=op.f("uq_score_sheets_entry_id_member_scheme_id_sub")
        ),
    )
    op.create_index(op.f("ix_score_sheets_contest_id"), "score_sheets", ["contest_id"], unique=False)
    op.create_index(op.f("ix_score_sheets_entry_id"), "score_sheets", ["entry_id"], unique=False)
    op.create_index(op.f("ix_score_sheets_scheme_id"), "score_sheets", ["scheme_id"], unique=False)
    op.create_table(
        "score_versions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("entry_id", KEY, nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", KEY, nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_score_versions_contest_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["users.id"], name=op.f("fk_score_versions_entered_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_score_versions_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_versions")),
    )
    op.create_index(op.f("ix_score_versions_contest_id"), "score_versions", ["contest_id"], unique=False)
    op.create_index(op.f("ix_score_versions_entered_by"), "score_versions", ["entered_by"], unique=False)
    op.create_index(op.f("ix_score_versions_entry_id"), "score_versions", ["entry_id"], unique=False)
    op.create_table(
        "held_revisions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("sheet_id", KEY, nullable=False),
        sa.Column("aspect", sa.String(length=32), nullable=False),
        sa.Column("judge_id", KEY, nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=True),
        sa.Column("revision", sa.String(length=36), nullable=False),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column("against", sa.String(length=36), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "same",
                "conflict",
                "quarantined",
                "invalid",
                name="heldoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("entered_by", KEY, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("payload", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["users.id"], name=op.f("fk_held_revisions_entered_by")),
        sa.ForeignKeyConstraint(["judge_id"], ["judges.id"], name=op.f("fk_held_revisions_judge_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheets.id"], name=op.f("fk_held_revisions_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_revisions")),
        sa.UniqueConstraint("revision", "payload", name=op.f("uq_held_revisions_revision_payload")),
    )
    op.create_index(op.f("ix_held_revisions_entered_by"), "held_revisions", ["entered_by"], unique=False)
    op.create_index(op.f("ix_held_revisions_judge_id"), "held_revisions", ["judge_id"], unique=False)
    op.create_index(op.f("ix_held_revisions_sheet_id"), "held_revisions", ["sheet_id"], unique=False)
    op.create_table(
        "mark_versions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("sheet_id", KEY, nullable=False),
        sa.Column("aspect_id", KEY, nullable=False),
        sa.Column("judge_id", KEY, nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("attempted", sa.Boolean(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.String(length=36), nullable=False),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column(
            "source",
            sa.Enum("judge", "package", name="marksource", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("entered_by", KEY, nullable=True),
        sa.Column("entered_by_name", sa.String(length=128), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.String(length=36), nullable=True),
        sa.Column("payload", sa.String(length=64), nullable=True),
        sa.CheckConstraint("(value IS NOT NULL) = attempted", name=op.f("ck_mark_versions_value_iff_attempted")),
        sa.CheckConstraint("NOT (cleared AND attempted)", name=op.f("ck_mark_versions_cleared_is_empty")),
        sa.ForeignKeyConstraint(["aspect_id"], ["aspects.id"], name=op.f("fk_mark_versions_aspect_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["users.id"], name=op.f("fk_mark_versions_entered_by")),
        sa.ForeignKeyConstraint(["judge_id"], ["judges.id"], name=op.f("fk_mark_versions_judge_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheets.id"], name=op.f("fk_mark_versions_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_versions")),
        sa.UniqueConstraint("revision", name=op.f("uq_mark_versions_revision")),
    )
    op.create_index(op.f("ix_mark_versions_aspect_id"), "mark_versions", ["aspect_id"], unique=False)
    op.create_index("ix_mark_versions_cell", "mark_versions", ["sheet_id", "aspect_id", "judge_id", "id"], unique=False)
    op.create_index(op.f("ix_mark_versions_entered_by"), "mark_versions", ["entered_by"], unique=False)
    op.create_index(op.f("ix_mark_versions_judge_id"), "mark_versions", ["judge_id"], unique=False)
    op.create_table(
        "settlements",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("held_id", KEY, nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.String(length=512), nullable=False),
        sa.Column("settled_by", KEY, nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["held_id"], ["held_revisions.id"], name=op.f("fk_settlements_held_id")),
        sa.ForeignKeyConstraint(["settled_by"], ["users.id"], name=op.f("fk_settlements_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
        sa.UniqueConstraint("held_id", name=op.f("uq_settlements_held_id")),
    )
    op.create_index(op.f("ix_settlements_settled_by"), "settlements", ["settled_by"], unique=False)
    create_guards()


def downgrade() -> None:
    drop_guards()
    op.drop_index(op.f("ix_settlements_settled_by"), table_name="settlements")
    op.drop_table("settlements")
    op.drop_index(op.f("ix_mark_versions_judge_id"), table_name="mark_versions")
    op.drop_index(op.f("ix_mark_versions_entered_by"), table_name="mark_versions")
    op.drop_index("ix_mark_versions_cell", table_name="mark_versions")
    op.drop_index(op.f("ix_mark_versions_aspect_id"), table_name="mark_versions")
    op.drop_table("mark_versions")
    op.drop_index(op.f("ix_held_revisions_sheet_id"), table_name="held_revisions")
    op.drop_index(op.f("ix_held_revisions_judge_id"), table_name="held_revisions")
    op.drop_index(op.f("ix_held_revisions_entered_by"), table_name="held_revisions")
    op.drop_table("held_revisions")
    op.drop_index(op.f("ix_score_versions_entry_id"), table_name="score_versions")
    op.drop_index(op.f("ix_score_versions_entered_by"), table_name="score_versions")
    op.drop_index(op.f("ix_score_versions_contest_id"), table_name="score_versions")
    op.drop_table("score_versions")
    op.drop_index(op.f("ix_score_sheets_scheme_id"), table_name="score_sheets")
    op.drop_index(op.f("ix_score_sheets_entry_id"), table_name="score_sheets")
    op.drop_index(op.f("ix_score_sheets_contest_id"), table_name="score_sheets")
    op.drop_table("score_sheets")
    op.drop_index(op.f("ix_placings_publication_id"), table_name="placings")
    op.drop_index(op.f("ix_placings_entry_id"), table_name="placings")
    op.drop_table("placings")
    op.drop_index(op.f("ix_penalties_entry_id"), table_name="penalties")
    op.drop_index(op.f("ix_penalties_contest_id"), table_name="penalties")
    op.drop_table("penalties")
    op.drop_table("external_results")
    op.drop_index(op.f("ix_entry_members_person_id"), table_name="entry_members")
    op.drop_index(op.f("ix_entry_members_entry_id"), table_name="entry_members")
    op.drop_index(op.f("ix_entry_members_delegation"), table_name="entry_members")
    op.drop_table("entry_members")
    op.drop_index(op.f("ix_certificates_publication_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_person_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_event_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_entry_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_contest_id"), table_name="certificates")
    op.drop_table("certificates")
    op.drop_index(op.f("ix_backers_entry_id"), table_name="backers")
    op.drop_table("backers")
    op.drop_index(op.f("ix_aspects_scheme_id"), table_name="aspects")
    op.drop_table("aspects")
    op.drop_index(op.f("ix_scheme_versions_contest_id"), table_name="scheme_versions")
    op.drop_table("scheme_versions")
    op.drop_index(op.f("ix_role_grants_user_id"), table_name="role_grants")
    op.drop_index(op.f("ix_role_grants_person_id"), table_name="role_grants")
    op.drop_index(op.f("ix_role_grants_judge_id"), table_name="role_grants")
    op.drop_index(op.f("ix_role_grants_event_id"), table_name="role_grants")
    op.drop_index(op.f("ix_role_grants_contest_id"), table_name="role_grants")
    op.drop_table("role_grants")
    op.drop_index(op.f("ix_publications_contest_id"), table_name="publications")
    op.drop_table("publications")
    op.drop_index(op.f("ix_judge_duties_judge_id"), table_name="judge_duties")
    op.drop_index(op.f("ix_judge_duties_contest_id"), table_name="judge_duties")
    op.drop_table("judge_duties")
    op.drop_index(op.f("ix_grants_status"), table_name="grants")
    op.drop_index(op.f("ix_grants_run_id"), table_name="grants")
    op.drop_index(op.f("ix_grants_kind"), table_name="grants")
    op.drop_index(op.f("ix_grants_entry"), table_name="grants")
    op.drop_table("grants")
    op.drop_index(op.f("ix_entries_contest_id"), table_name="entries")
    op.drop_table("entries")
    op.drop_index(op.f("ix_decisions_contest_id"), table_name="decisions")
    op.drop_table("decisions")
    op.drop_index("uq_people_id_number", table_name="people")
    op.drop_index(op.f("ix_people_event_id"), table_name="people")
    op.drop_table("people")
    op.drop_index(op.f("ix_login_sessions_user_id"), table_name="login_sessions")
    op.drop_table("login_sessions")
    op.drop_index(op.f("ix_judges_event_id"), table_name="judges")
    op.drop_table("judges")
    op.drop_index(op.f("ix_jobs_subject"), table_name="jobs")
    op.drop_index(op.f("ix_jobs_state"), table_name="jobs")
    op.drop_index(op.f("ix_jobs_asked_by"), table_name="jobs")
    op.drop_table("jobs")
    op.drop_index(op.f("ix_grant_runs_event_id"), table_name="grant_runs")
    op.drop_table("grant_runs")
    op.drop_index(op.f("ix_contests_event_id"), table_name="contests")
    op.drop_table("contests")
    op.drop_index(op.f("ix_audit_events_subject"), table_name="audit_events")
    op.drop_index(op.f("ix_audit_events_actor_id"), table_name="audit_events")
    op.drop_index(op.f("ix_audit_events_action"), table_name="audit_events")
    op.drop_table("audit_events")
    op.drop_table("users")
    op.drop_index("ix_login_tries_subject_at", table_name="login_tries")
    op.drop_table("login_tries")
    op.drop_table("events")
    op.drop_table("certificate_series")
    op.drop_table("audit_heads")
