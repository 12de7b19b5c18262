"""People and progress: who is who, what units report, what shows it, and what was done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PEOPLE = ("person", "membership", "invite", "dialogue", "audit_entry")
PROGRESS = ("share", "report", "report_source", "evidence", "extension")
YEARS = 5
"""How long an entry of the audit log cannot be deleted; after that retention may."""


def upgrade() -> None:
    """Change the tables."""
    _add_columns()
    _people()
    _progress()
    _keep_audit()


def downgrade() -> None:
    """Change them back."""
    for table in (*reversed(PROGRESS), *reversed(PEOPLE)):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change")
    op.drop_column("sent_message", "about")
    op.drop_column("outbox_message", "about")
    with op.batch_alter_table("chat") as chat:
        chat.drop_constraint("fk_chat_unit_id_unit", type_="foreignkey")
        chat.drop_column("unit_id")
    for column in ("wrong_since", "wrong_codes"):
        op.drop_column("contact", column)
    for column in ("accepted_by", "closed", "standing"):
        op.drop_column("agency", column)


def _add_columns() -> None:
    op.add_column("agency", sa.Column("standing", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("agency", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "agency", sa.Column("accepted_by", sa.String(16), nullable=False, server_default="reviewer")
    )
    op.add_column("contact", sa.Column("wrong_codes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("contact", sa.Column("wrong_since", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("chat") as chat:
        chat.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        chat.create_foreign_key("fk_chat_unit_id_unit", "unit", ["unit_id"], ["id"])
    op.add_column("outbox_message", sa.Column("about", sa.String(80), nullable=True))
    op.add_column("sent_message", sa.Column("about", sa.String(80), nullable=True))


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(100), nullable=True),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_person_agency_id_agency"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_person_contact_id_contact"),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("contact_id", name="uq_person_contact_id"),
    )
    op.create_index("ix_person_agency_id", "person", ["agency_id"])
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_membership_person_id_person"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_membership_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_membership"),
    )
    op.create_index("ix_membership_unit_id", "membership", ["unit_id"])
    op.create_index(
        "uq_membership_present",
        "membership",
        ["person_id", "unit_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "invite",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_invite_agency_id_agency"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_invite_made_by_person"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_invite_unit_id_unit"),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name="fk_invite_used_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_invite"),
        sa.UniqueConstraint("code_hash", name="uq_invite_code_hash"),
    )
    op.create_index("ix_invite_agency_id", "invite", ["agency_id"])
    op.create_index("ix_invite_expires_at", "invite", ["expires_at"])
    op.create_table(
        "dialogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_dialogue_chat_id_chat"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_dialogue_contact_id_contact"),
        sa.PrimaryKeyConstraint("id", name="pk_dialogue"),
        sa.UniqueConstraint("chat_id", "contact_id", name="uq_dialogue_chat_id_contact_id"),
    )
    op.create_index("ix_dialogue_contact_id", "dialogue", ["contact_id"])
    op.create_index("ix_dialogue_touched_at", "dialogue", ["touched_at"])
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(16), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_audit_entry_actor_id_person"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_audit_entry_agency_id_agency"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_audit_entry_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_actor_id", "audit_entry", ["actor_id"])
    op.create_index("ix_audit_entry_agency_id_id", "audit_entry", ["agency_id", "id"])
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.create_index("ix_audit_entry_person_id", "audit_entry", ["person_id"])


def _progress() -> None:
    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_share_measure_id_measure"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_share_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_share"),
        sa.UniqueConstraint("measure_id", "unit_id", name="uq_share_measure_id_unit_id"),
    )
    op.create_index("ix_share_unit_id", "share", ["unit_id"])
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("filing", sa.String(40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("claimed_on", sa.Date(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("reason_message", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_report_agency_id_agency"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_report_chat_id_chat"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_report_decided_by_person"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_report_measure_id_measure"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_report_person_id_person"),
        sa.ForeignKeyConstraint(["replaces"], ["report.id"], name="fk_report_replaces_report"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_report_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
    )
    op.create_index("ix_report_filing", "report", ["filing"])
    op.create_index("ix_report_measure_id_unit_id", "report", ["measure_id", "unit_id", "id"])
    op.create_index("ix_report_person_id", "report", ["person_id"])
    op.create_index("ix_report_reason_message", "report", ["reason_message"])
    op.create_index(
        "ix_report_to_review",
        "report",
        ["agency_id", "id"],
        sqlite_where=sa.text("state = 'filed' AND percent = 100"),
        postgresql_where=sa.text("state = 'filed' AND percent = 100"),
    )
    op.create_table(
        "report_source",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_report_source_chat_id_chat"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_report_source_report_id_report"),
        sa.PrimaryKeyConstraint("report_id", "chat_id", "message_id", name="pk_report_source"),
    )
    op.create_index("ix_report_source_message_id", "report_source", ["message_id"])
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("image_set", sa.String(64), nullable=True),
        sa.Column("image_index", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("problem", sa.String(40), nullable=True),
        sa.Column("media_type", sa.String(100), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("likeness", sa.String(32), nullable=True),
        sa.Column("place", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_evidence_agency_id_agency"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_evidence_chat_id_chat"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_evidence_contact_id_contact"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_evidence_report_id_report"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint(
            "chat_id", "message_id", "position", name="uq_evidence_chat_id_message_id_position"
        ),
    )
    op.create_index("ix_evidence_agency_id", "evidence", ["agency_id"])
    op.create_index(
        "ix_evidence_loose",
        "evidence",
        ["chat_id", "id"],
        sqlite_where=sa.text("report_id IS NULL"),
        postgresql_where=sa.text("report_id IS NULL"),
    )
    op.create_index("ix_evidence_received_at", "evidence", ["received_at"])
    op.create_index("ix_evidence_report_id", "evidence", ["report_id"])
    op.create_index("ix_evidence_sha256", "evidence", ["sha256"])
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_extension_agency_id_agency"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_extension_chat_id_chat"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_extension_decided_by_person"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_extension_measure_id_measure"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_extension_person_id_person"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_extension_unit_id_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_extension"),
    )
    op.create_index("ix_extension_agency_id_state", "extension", ["agency_id", "state", "id"])
    op.create_index("ix_extension_measure_id", "extension", ["measure_id"])
    op.create_index("ix_extension_message_id", "extension", ["message_id"])
    op.create_index("ix_extension_person_id", "extension", ["person_id"])


def _partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _keep_audit() -> None:
    """Let nobody change an entry of the audit log, or delete a young one."""
    if op.get_bind().dialect.name == "sqlite":
        for deed, when in (("UPDATE", ""), ("DELETE", f"WHEN OLD.at > datetime('now', '-{YEARS} years')")):
            op.execute(
                f"CREATE TRIGGER audit_entry_no_{deed.lower()} BEFORE {deed} ON audit_entry {when} "
                "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{YEARS} years' THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'the audit log is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
    )
