"""Uploaded scheme workbooks, what was decided about them, records and changes of scheme versions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "column_memories",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("labels", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_by", KEY, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["users.id"], name=op.f("fk_column_memories_saved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_memories")),
        sa.UniqueConstraint("labels", name=op.f("uq_column_memories_labels")),
    )
    op.create_index(op.f("ix_column_memories_saved_by"), "column_memories", ["saved_by"], unique=False)
    op.create_table(
        "scheme_uploads",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=256), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("sent_by", KEY, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_scheme_uploads_contest_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["users.id"], name=op.f("fk_scheme_uploads_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_uploads")),
        sa.UniqueConstraint("contest_id", "part", "number", name=op.f("uq_scheme_uploads_contest_id_part_number")),
    )
    op.create_index(op.f("ix_scheme_uploads_contest_id"), "scheme_uploads", ["contest_id"], unique=False)
    op.create_index(op.f("ix_scheme_uploads_sent_by"), "scheme_uploads", ["sent_by"], unique=False)
    op.create_table(
        "scheme_changes",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("contest_id", KEY, nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("base_id", KEY, nullable=True),
        sa.Column("upload_id", KEY, nullable=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=512), nullable=False),
        sa.Column("proposed_by", KEY, nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=512), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("scheme_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["scheme_versions.id"], name=op.f("fk_scheme_changes_base_id")),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name=op.f("fk_scheme_changes_contest_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_scheme_changes_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_scheme_changes_proposed_by")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme_versions.id"], name=op.f("fk_scheme_changes_scheme_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["scheme_uploads.id"], name=op.f("fk_scheme_changes_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_changes")),
    )
    op.create_index(op.f("ix_scheme_changes_base_id"), "scheme_changes", ["base_id"], unique=False)
    op.create_index(op.f("ix_scheme_changes_contest_id"), "scheme_changes", ["contest_id"], unique=False)
    op.create_index(op.f("ix_scheme_changes_decided_by"), "scheme_changes", ["decided_by"], unique=False)
    op.create_index(op.f("ix_scheme_changes_proposed_by"), "scheme_changes", ["proposed_by"], unique=False)
    op.create_index(op.f("ix_scheme_changes_scheme_id"), "scheme_changes", ["scheme_id"], unique=False)
    op.create_index(op.f("ix_scheme_changes_upload_id"), "scheme_changes", ["upload_id"], unique=False)
    op.create_table(
        "scheme_records",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("scheme_id", KEY, nullable=False),
        sa.Column("upload_id", KEY, nullable=True),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=512), nullable=True),
        sa.Column("made_by", KEY, nullable=True),
        sa.Column("approved_by", KEY, nullable=True),
        sa.Column("locked_by", KEY, nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["approved_by"], ["users.id"], name=op.f("fk_scheme_records_approved_by")),
        sa.ForeignKeyConstraint(["locked_by"], ["users.id"], name=op.f("fk_scheme_records_locked_by")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_scheme_records_made_by")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme_versions.id"], name=op.f("fk_scheme_records_scheme_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["scheme_uploads.id"], name=op.f("fk_scheme_records_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme_records")),
        sa.UniqueConstraint("scheme_id", name=op.f("uq_scheme_records_scheme_id")),
    )
    op.create_index(op.f("ix_scheme_records_approved_by"), "scheme_records", ["approved_by"], unique=False)
    op.create_index(op.f("ix_scheme_records_locked_by"), "scheme_records", ["locked_by"], unique=False)
    op.create_index(op.f("ix_scheme_records_made_by"), "scheme_records", ["made_by"], unique=False)
    op.create_index(op.f("ix_scheme_records_upload_id"), "scheme_records", ["upload_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_scheme_records_upload_id"), table_name="scheme_records")
    op.drop_index(op.f("ix_scheme_records_made_by"), table_name="scheme_records")
    op.drop_index(op.f("ix_scheme_records_locked_by"), table_name="scheme_records")
    op.drop_index(op.f("ix_scheme_records_approved_by"), table_name="scheme_records")
    op.drop_table("scheme_records")
    op.drop_index(op.f("ix_scheme_changes_upload_id"), table_name="scheme_changes")
    op.drop_index(op.f("ix_scheme_changes_scheme_id"), table_name="scheme_changes")
    op.drop_index(op.f("ix_scheme_changes_proposed_by"), table_name="scheme_changes")
    op.drop_index(op.f("ix_scheme_changes_decided_by"), table_name="scheme_changes")
    op.drop_index(op.f("ix_scheme_changes_contest_id"), table_name="scheme_changes")
    op.drop_index(op.f("ix_scheme_changes_base_id"), table_name="scheme_changes")
    op.drop_table("scheme_changes")
    op.drop_index(op.f("ix_scheme_uploads_sent_by"), table_name="scheme_uploads")
    op.drop_index(op.f("ix_scheme_uploads_contest_id"), table_name="scheme_uploads")
    op.drop_table("scheme_uploads")
    op.drop_index(op.f("ix_column_memories_saved_by"), table_name="column_memories")
    op.drop_table("column_memories")
