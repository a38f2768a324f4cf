import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import roundtable.foundation.core.fields
import uuid
from django.db import migrations, models

from roundtable.foundation.core.isolation import IsolateAuthorities


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0005_people_let_in_by_name"),
        ("core", "0001_initial"),
        ("people", "0002_return_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("children", models.CharField(max_length=250)),
                ("reason", models.TextField()),
                (
                    "backed_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("senior_manager", "A senior manager"),
                            ("named", "A named professional for safeguarding"),
                            ("designated", "A designated professional for safeguarding"),
                        ],
                        default="",
                        max_length=14,
                    ),
                ),
                ("backed_by", models.CharField(blank=True, default="", max_length=120)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("agreed", "Agreed"), ("refused", "Not agreed")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("answer_reason", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "asked_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "case",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agency_requests",
                        to="cases.case",
                    ),
                ),
                (
                    "chair_consulted",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgencyRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("asked_at", models.DateTimeField()),
                ("children", models.CharField(max_length=250)),
                ("reason", models.TextField()),
                (
                    "backed_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("senior_manager", "A senior manager"),
                            ("named", "A named professional for safeguarding"),
                            ("designated", "A designated professional for safeguarding"),
                        ],
                        default="",
                        max_length=14,
                    ),
                ),
                ("backed_by", models.CharField(blank=True, default="", max_length=120)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("agreed", "Agreed"), ("refused", "Not agreed")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("answer_reason", models.TextField(blank=True, default="")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "asked_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "case",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "chair_consulted",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="convening.agencyrequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BookingForm",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("started_at", models.DateTimeField()),
                ("typed", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("risk_to_staff", models.TextField(blank=True, default="")),
                (
                    "police_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160), default=list, size=None
                    ),
                ),
                ("travel", models.TextField(blank=True, default="")),
                ("late_reason", models.TextField(blank=True, default="")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "case",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="booking_forms",
                        to="cases.case",
                    ),
                ),
                (
                    "late_chair",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "late_manager",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "started_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BookingFormEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("started_at", models.DateTimeField()),
                ("typed", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("risk_to_staff", models.TextField(blank=True, default="")),
                (
                    "police_names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=160), default=list, size=None
                    ),
                ),
                ("travel", models.TextField(blank=True, default="")),
                ("late_reason", models.TextField(blank=True, default="")),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "case",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "late_chair",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "late_manager",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="convening.bookingform",
                    ),
                ),
                (
                    "started_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormChild",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("subject", "Subject"),
                            ("considered", "Considered, not subject"),
                            ("not_considered", "Not considered"),
                            ("adult", "Adult"),
                        ],
                        max_length=14,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
                (
                    "attends",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("whole", "Yes, to all of it"),
                            ("part", "Yes, to part of it"),
                            ("no", "No"),
                        ],
                        default="",
                        max_length=5,
                    ),
                ),
                ("attends_note", models.CharField(blank=True, default="", max_length=250)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "child",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "form",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="convening.bookingform",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProposedExclusion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("ground", models.CharField(max_length=1)),
                ("evidence", models.TextField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "form",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exclusions",
                        to="convening.bookingform",
                    ),
                ),
                (
                    "person",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatedNeed",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("detail", models.CharField(blank=True, default="", max_length=250)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "form",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="convening.bookingform",
                    ),
                ),
                (
                    "person",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeToAvoid",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("cannot_come", "cannot_come"),
                            ("work", "work"),
                            ("school_run", "school_run"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first_on", models.DateField(null=True)),
                ("last_on", models.DateField(null=True)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                ("starts", models.TimeField(null=True)),
                ("ends", models.TimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "form",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="avoided",
                        to="convening.bookingform",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TransferIn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("state", models.CharField(default="NOTIFIED", max_length=20)),
                ("from_authority", models.CharField(max_length=120)),
                ("contact", models.TextField(blank=True, default="")),
                ("notified_on", models.DateField()),
                ("moved_on", models.DateField(null=True)),
                ("move_reason", models.TextField(blank=True, default="")),
                ("requested_on", models.DateField(null=True)),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("risk_after_move", models.TextField(blank=True, default="")),
                ("next_review_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer_reason", models.TextField(blank=True, default="")),
                (
                    "answered_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "case",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_in",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TransferChild",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), default=list, size=None
                    ),
                ),
                ("plan_since", models.DateField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "child",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_in",
                        to="people.person",
                    ),
                ),
                (
                    "transfer",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="convening.transferin",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TransferInEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("state", models.CharField(default="NOTIFIED", max_length=20)),
                ("from_authority", models.CharField(max_length=120)),
                ("contact", models.TextField(blank=True, default="")),
                ("notified_on", models.DateField()),
                ("moved_on", models.DateField(null=True)),
                ("move_reason", models.TextField(blank=True, default="")),
                ("requested_on", models.DateField(null=True)),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("risk_after_move", models.TextField(blank=True, default="")),
                ("next_review_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer_reason", models.TextField(blank=True, default="")),
                (
                    "answered_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "case",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="convening.transferin",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WantedProfessional",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "form",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wanted",
                        to="convening.bookingform",
                    ),
                ),
                (
                    "professional",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="agencyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer", ""),
                    models.Q(
                        models.Q(("answer_reason", ""), _negated=True),
                        ("answered_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agency_is_answered_with_a_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "convening_agencyrequestevent" ("answer", "answer_reason", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "authority_id", "backed_as", "backed_by", "case_id", "chair_consulted_id", "children", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason") VALUES (OLD."answer", OLD."answer_reason", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."authority_id", OLD."backed_as", OLD."backed_by", OLD."case_id", OLD."chair_consulted_id", OLD."children", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id", OLD."reason"); RETURN NULL;',
                    hash="dd852bbc33c166316134ea3ab4bdb363ba9ff641",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_57df3",
                    table="convening_agencyrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "convening_agencyrequestevent" ("answer", "answer_reason", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "authority_id", "backed_as", "backed_by", "case_id", "chair_consulted_id", "children", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason") VALUES (OLD."answer", OLD."answer_reason", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."authority_id", OLD."backed_as", OLD."backed_by", OLD."case_id", OLD."chair_consulted_id", OLD."children", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id", OLD."reason"); RETURN NULL;',
                    hash="8b4d393e3fb597d8a5365e5e2654428c7babcc22",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_ce8ab",
                    table="convening_agencyrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agencyrequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8b47a33b7270e2388033a7401bccfe98b6b294c2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_41255",
                    table="convening_agencyrequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bookingform",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sent_at", None)),
                fields=("authority", "case"),
                name="one_unsent_booking_form",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bookingform",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "convening_bookingformevent" ("authority_id", "case_id", "id", "late_chair_id", "late_manager_id", "late_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_names", "public_id", "risk_to_staff", "saved_at", "sent_at", "started_at", "started_by_id", "travel", "typed") VALUES (OLD."authority_id", OLD."case_id", OLD."id", OLD."late_chair_id", OLD."late_manager_id", OLD."late_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."police_names", OLD."public_id", OLD."risk_to_staff", OLD."saved_at", OLD."sent_at", OLD."started_at", OLD."started_by_id", OLD."travel", OLD."typed"); RETURN NULL;',
                    hash="a21f423ba89bd973300e8d0531c57377e18e7b76",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_f61f0",
                    table="convening_bookingform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bookingform",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "convening_bookingformevent" ("authority_id", "case_id", "id", "late_chair_id", "late_manager_id", "late_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_names", "public_id", "risk_to_staff", "saved_at", "sent_at", "started_at", "started_by_id", "travel", "typed") VALUES (OLD."authority_id", OLD."case_id", OLD."id", OLD."late_chair_id", OLD."late_manager_id", OLD."late_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."police_names", OLD."public_id", OLD."risk_to_staff", OLD."saved_at", OLD."sent_at", OLD."started_at", OLD."started_by_id", OLD."travel", OLD."typed"); RETURN NULL;',
                    hash="8cafca5c17e8da5a8c58fa61c2f89c76abbfc7fc",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_28b41",
                    table="convening_bookingform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bookingformevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d2f4c6e18478eaf25df2d4b509998fad117a75f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2df56",
                    table="convening_bookingformevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="formchild",
            constraint=models.UniqueConstraint(
                fields=("authority", "form", "child"), name="child_once_on_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="timetoavoid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_on__isnull", False),
                    models.Q(("weekdays", []), _negated=True),
                    _connector="XOR",
                ),
                name="avoided_on_days_or_weekdays",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transferin",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "convening_transferinevent" ("answer_reason", "answered_by_id", "answered_on", "authority_id", "case_id", "contact", "from_authority", "id", "move_reason", "moved_on", "next_review_on", "notified_on", "papers", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "requested_on", "risk_after_move", "state") VALUES (OLD."answer_reason", OLD."answered_by_id", OLD."answered_on", OLD."authority_id", OLD."case_id", OLD."contact", OLD."from_authority", OLD."id", OLD."move_reason", OLD."moved_on", OLD."next_review_on", OLD."notified_on", OLD."papers", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id", OLD."requested_on", OLD."risk_after_move", OLD."state"); RETURN NULL;',
                    hash="50e006e707feb8094dd5b3bf2094ec77420a15ae",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_41f8f",
                    table="convening_transferin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transferin",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "convening_transferinevent" ("answer_reason", "answered_by_id", "answered_on", "authority_id", "case_id", "contact", "from_authority", "id", "move_reason", "moved_on", "next_review_on", "notified_on", "papers", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "requested_on", "risk_after_move", "state") VALUES (OLD."answer_reason", OLD."answered_by_id", OLD."answered_on", OLD."authority_id", OLD."case_id", OLD."contact", OLD."from_authority", OLD."id", OLD."move_reason", OLD."moved_on", OLD."next_review_on", OLD."notified_on", OLD."papers", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id", OLD."requested_on", OLD."risk_after_move", OLD."state"); RETURN NULL;',
                    hash="2fb4ea5f231e5a6109d926bb57496c5acc54ab3a",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_ce2be",
                    table="convening_transferin",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="transferchild",
            constraint=models.UniqueConstraint(
                fields=("authority", "transfer", "child"), name="child_once_in_a_transfer"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transferinevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57d685ef98be2ebe1d4f43d109d9175f725d1861",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_06787",
                    table="convening_transferinevent",
                    when="BEFORE",
                ),
            ),
        ),
        IsolateAuthorities(),
    ]
