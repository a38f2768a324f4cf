import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import roundtable.foundation.core.fields
import uuid
from django.db import migrations, models

from roundtable.foundation.core.isolation import IsolateAuthorities


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0002_bank_holidays"),
        ("core", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Discretion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.TextField()),
                ("since", models.DateField()),
                ("ended_on", models.DateField(null=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="conference",
            name="before_change_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="conference",
            name="before_deletion_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exclusion",
            name="before_change_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exclusion",
            name="before_deletion_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="participant",
            name="before_change_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="participant",
            name="before_deletion_delete",
        ),
        migrations.AddField(
            model_name="conference",
            name="gaps",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=250), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="conferenceevent",
            name="gaps",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=250), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="asked_by_person",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="exclusion",
            name="late_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="exclusionevent",
            name="asked_by_person",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="exclusionevent",
            name="late_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="participant",
            name="comes_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="participant",
            name="invited_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="participantchild",
            name="is_here_for",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="participantevent",
            name="comes_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="participantevent",
            name="invited_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="exclusion",
            name="asked_by",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.professional",
            ),
        ),
        migrations.AlterField(
            model_name="exclusion",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("whole", "Not at the meeting"),
                    ("part", "Not at part of the meeting"),
                    ("separate", "At a separate session"),
                    ("refused", "At the whole meeting"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="exclusionevent",
            name="asked_by",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="people.professional",
            ),
        ),
        migrations.AlterField(
            model_name="exclusionevent",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("whole", "Not at the meeting"),
                    ("part", "Not at part of the meeting"),
                    ("separate", "At a separate session"),
                    ("refused", "At the whole meeting"),
                ],
                default="",
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conference",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "conferences_conferenceevent" ("authorised_by_id", "authority_id", "case_id", "chair_id", "closed_at", "earlier_id", "ending", "ending_reason", "ends_at", "expected_categories", "gaps", "held_on", "home_venue_reason", "id", "includes_initial", "inquorate_reason", "interim_plan", "interim_safety_plan", "is_quorate", "late_agreed_by", "late_reason", "link", "minute_taker_id", "next_on", "on", "opened_at", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "requested_at", "requested_by_id", "room_id", "starts_at", "state") VALUES (OLD."authorised_by_id", OLD."authority_id", OLD."case_id", OLD."chair_id", OLD."closed_at", OLD."earlier_id", OLD."ending", OLD."ending_reason", OLD."ends_at", OLD."expected_categories", OLD."gaps", OLD."held_on", OLD."home_venue_reason", OLD."id", OLD."includes_initial", OLD."inquorate_reason", OLD."interim_plan", OLD."interim_safety_plan", OLD."is_quorate", OLD."late_agreed_by", OLD."late_reason", OLD."link", OLD."minute_taker_id", OLD."next_on", OLD."on", OLD."opened_at", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."room_id", OLD."starts_at", OLD."state"); RETURN NULL;',
                    hash="5649d2ff3f5f1fbce4ba0a8dba6092937661c6f7",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_69630",
                    table="conferences_conference",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conference",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "conferences_conferenceevent" ("authorised_by_id", "authority_id", "case_id", "chair_id", "closed_at", "earlier_id", "ending", "ending_reason", "ends_at", "expected_categories", "gaps", "held_on", "home_venue_reason", "id", "includes_initial", "inquorate_reason", "interim_plan", "interim_safety_plan", "is_quorate", "late_agreed_by", "late_reason", "link", "minute_taker_id", "next_on", "on", "opened_at", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "requested_at", "requested_by_id", "room_id", "starts_at", "state") VALUES (OLD."authorised_by_id", OLD."authority_id", OLD."case_id", OLD."chair_id", OLD."closed_at", OLD."earlier_id", OLD."ending", OLD."ending_reason", OLD."ends_at", OLD."expected_categories", OLD."gaps", OLD."held_on", OLD."home_venue_reason", OLD."id", OLD."includes_initial", OLD."inquorate_reason", OLD."interim_plan", OLD."interim_safety_plan", OLD."is_quorate", OLD."late_agreed_by", OLD."late_reason", OLD."link", OLD."minute_taker_id", OLD."next_on", OLD."on", OLD."opened_at", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."room_id", OLD."starts_at", OLD."state"); RETURN NULL;',
                    hash="5cfca0a12c83c27355af98cede68cd9a5c211ac5",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_ddd30",
                    table="conferences_conference",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "conferences_exclusionevent" ("asked_at", "asked_by_id", "asked_by_person_id", "authority_id", "decided_at", "decided_by_id", "decision", "evidence", "ground", "id", "late_reason", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reasons", "views_by") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."asked_by_person_id", OLD."authority_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."evidence", OLD."ground", OLD."id", OLD."late_reason", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id", OLD."reasons", OLD."views_by"); RETURN NULL;',
                    hash="abc1f3b497d88c1d4b7cfced88eba7e433e0c540",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_4f346",
                    table="conferences_exclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exclusion",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "conferences_exclusionevent" ("asked_at", "asked_by_id", "asked_by_person_id", "authority_id", "decided_at", "decided_by_id", "decision", "evidence", "ground", "id", "late_reason", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reasons", "views_by") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."asked_by_person_id", OLD."authority_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."evidence", OLD."ground", OLD."id", OLD."late_reason", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id", OLD."reasons", OLD."views_by"); RETURN NULL;',
                    hash="dd709129ace88afa51ce7c28af7c6bbb51087753",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_269b6",
                    table="conferences_exclusion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "conferences_participantevent" ("authority_id", "comes_at", "conference_id", "deputises_for_id", "gives_opinion", "has_direct_contact", "id", "invited_at", "part", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "public_id", "reason", "role", "session", "speaks_for_id", "withdrawn_at", "withdrawn_reason", "writes_report") VALUES (OLD."authority_id", OLD."comes_at", OLD."conference_id", OLD."deputises_for_id", OLD."gives_opinion", OLD."has_direct_contact", OLD."id", OLD."invited_at", OLD."part", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."professional_id", OLD."public_id", OLD."reason", OLD."role", OLD."session", OLD."speaks_for_id", OLD."withdrawn_at", OLD."withdrawn_reason", OLD."writes_report"); RETURN NULL;',
                    hash="74f9a6cd88c492be1710fdd7565d9af68288adec",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_ad66e",
                    table="conferences_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "conferences_participantevent" ("authority_id", "comes_at", "conference_id", "deputises_for_id", "gives_opinion", "has_direct_contact", "id", "invited_at", "part", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "professional_id", "public_id", "reason", "role", "session", "speaks_for_id", "withdrawn_at", "withdrawn_reason", "writes_report") VALUES (OLD."authority_id", OLD."comes_at", OLD."conference_id", OLD."deputises_for_id", OLD."gives_opinion", OLD."has_direct_contact", OLD."id", OLD."invited_at", OLD."part", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."professional_id", OLD."public_id", OLD."reason", OLD."role", OLD."session", OLD."speaks_for_id", OLD."withdrawn_at", OLD."withdrawn_reason", OLD."writes_report"); RETURN NULL;',
                    hash="1ded27fc518cbc75a251aa31efe66a82eb08f8e4",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_863b5",
                    table="conferences_participant",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_by", None), ("asked_by_person", None), _connector="XOR"),
                name="exclusion_asked_by_one",
            ),
        ),
        migrations.AddField(
            model_name="discretion",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.authority"
            ),
        ),
        migrations.AddField(
            model_name="discretion",
            name="from_person",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="discretion",
            name="participant",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_from",
                to="conferences.participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="discretion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None)),
                fields=("authority", "participant", "from_person"),
                name="one_discretion_from_a_person",
            ),
        ),
        IsolateAuthorities(),
    ]
