import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import roundtable.foundation.core.fields
import uuid
from django.db import migrations, models

from roundtable.foundation.core.isolation import IsolateAuthorities


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0003_invitations_looked_at"),
        ("core", "0001_initial"),
        ("room", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="BreakRequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PromptTick",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60)),
                ("is_said", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(default="", max_length=120)),
                ("user_id", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("user_id", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="before_change_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="before_deletion_delete",
        ),
        migrations.AddField(
            model_name="attendance",
            name="in_their_room",
            field=models.CharField(blank=True, default="", max_length=250),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="in_their_room",
            field=models.CharField(blank=True, default="", max_length=250),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "room_attendanceevent" ("arrived_at", "authority_id", "conference_id", "id", "in_their_room", "left_at", "mode", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (OLD."arrived_at", OLD."authority_id", OLD."conference_id", OLD."id", OLD."in_their_room", OLD."left_at", OLD."mode", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id"); RETURN NULL;',
                    hash="50bd0170a0d84bcf9f5114ac063b6bf590664166",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_3bc71",
                    table="room_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "room_attendanceevent" ("arrived_at", "authority_id", "conference_id", "id", "in_their_room", "left_at", "mode", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (OLD."arrived_at", OLD."authority_id", OLD."conference_id", OLD."id", OLD."in_their_room", OLD."left_at", OLD."mode", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id"); RETURN NULL;',
                    hash="2a249228643bc505344d29989d005e10655ec3a1",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_13956",
                    table="room_attendance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="breakrequest",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.authority"
            ),
        ),
        migrations.AddField(
            model_name="breakrequest",
            name="conference",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="break_requests",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="breakrequest",
            name="participant",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="break_requests",
                to="conferences.participant",
            ),
        ),
        migrations.AddField(
            model_name="breakrequestevent",
            name="authority",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="core.authority",
            ),
        ),
        migrations.AddField(
            model_name="breakrequestevent",
            name="conference",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="breakrequestevent",
            name="participant",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="conferences.participant",
            ),
        ),
        migrations.AddField(
            model_name="breakrequestevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="room.breakrequest",
            ),
        ),
        migrations.AddField(
            model_name="prompttick",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.authority"
            ),
        ),
        migrations.AddField(
            model_name="prompttick",
            name="conference",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prompt_ticks",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.authority"
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="conference",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="turns",
                to="conferences.conference",
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="participant",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="turns",
                to="conferences.participant",
            ),
        ),
        migrations.AddConstraint(
            model_name="breakrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)),
                fields=("authority", "participant"),
                name="break_asked_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breakrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "room_breakrequestevent" ("answered_at", "asked_at", "authority_id", "conference_id", "id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (OLD."answered_at", OLD."asked_at", OLD."authority_id", OLD."conference_id", OLD."id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id"); RETURN NULL;',
                    hash="6ee357ee48c7a207d7e663170532599eca4ae194",
                    operation="UPDATE",
                    pgid="pgtrigger_before_change_update_f0cc1",
                    table="room_breakrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breakrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="before_deletion_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "room_breakrequestevent" ("answered_at", "asked_at", "authority_id", "conference_id", "id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (OLD."answered_at", OLD."asked_at", OLD."authority_id", OLD."conference_id", OLD."id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id"); RETURN NULL;',
                    hash="2a1bcce342f1a1ca256c0318ae827db8b11c83b8",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_54650",
                    table="room_breakrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breakrequestevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="af4cd048ff046970f93120956789a2d888089a54",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bb204",
                    table="room_breakrequestevent",
                    when="BEFORE",
                ),
            ),
        ),
        IsolateAuthorities(),
    ]
