import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("convening", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="bookingform",
            name="before_change_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="bookingform",
            name="before_deletion_delete",
        ),
        migrations.AddField(
            model_name="bookingform",
            name="missing_people",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="bookingform",
            name="others_to_invite",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="bookingformevent",
            name="missing_people",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="bookingformevent",
            name="others_to_invite",
            field=models.TextField(blank=True, default=""),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bookingform",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "convening_bookingformevent" ("authority_id", "case_id", "id", "late_chair_id", "late_manager_id", "late_reason", "missing_people", "others_to_invite", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_names", "public_id", "risk_to_staff", "saved_at", "sent_at", "started_at", "started_by_id", "travel", "typed") VALUES (OLD."authority_id", OLD."case_id", OLD."id", OLD."late_chair_id", OLD."late_manager_id", OLD."late_reason", OLD."missing_people", OLD."others_to_invite", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."police_names", OLD."public_id", OLD."risk_to_staff", OLD."saved_at", OLD."sent_at", OLD."started_at", OLD."started_by_id", OLD."travel", OLD."typed"); RETURN NULL;',
                    hash="014efc3846c46d52e4902bbad3becb690b8ba778",
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
                    func='INSERT INTO "convening_bookingformevent" ("authority_id", "case_id", "id", "late_chair_id", "late_manager_id", "late_reason", "missing_people", "others_to_invite", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "police_names", "public_id", "risk_to_staff", "saved_at", "sent_at", "started_at", "started_by_id", "travel", "typed") VALUES (OLD."authority_id", OLD."case_id", OLD."id", OLD."late_chair_id", OLD."late_manager_id", OLD."late_reason", OLD."missing_people", OLD."others_to_invite", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."police_names", OLD."public_id", OLD."risk_to_staff", OLD."saved_at", OLD."sent_at", OLD."started_at", OLD."started_by_id", OLD."travel", OLD."typed"); RETURN NULL;',
                    hash="cc0d19ba3727ac88bb2df250b3c9d7df097cd1ae",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_28b41",
                    table="convening_bookingform",
                    when="AFTER",
                ),
            ),
        ),
    ]
