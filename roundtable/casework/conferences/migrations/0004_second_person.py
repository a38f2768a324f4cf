import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0003_invited_and_discretion"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="conference",
            name="before_change_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="conference",
            name="before_deletion_delete",
        ),
        migrations.AddField(
            model_name="conference",
            name="checked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="conference",
            name="checked_by_user_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="conferenceevent",
            name="checked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="conferenceevent",
            name="checked_by_user_id",
            field=models.BigIntegerField(null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conference",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "conferences_conferenceevent" ("authorised_by_id", "authority_id", "case_id", "chair_id", "checked_at", "checked_by_user_id", "closed_at", "earlier_id", "ending", "ending_reason", "ends_at", "expected_categories", "gaps", "held_on", "home_venue_reason", "id", "includes_initial", "inquorate_reason", "interim_plan", "interim_safety_plan", "is_quorate", "late_agreed_by", "late_reason", "link", "minute_taker_id", "next_on", "on", "opened_at", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "requested_at", "requested_by_id", "room_id", "starts_at", "state") VALUES (OLD."authorised_by_id", OLD."authority_id", OLD."case_id", OLD."chair_id", OLD."checked_at", OLD."checked_by_user_id", OLD."closed_at", OLD."earlier_id", OLD."ending", OLD."ending_reason", OLD."ends_at", OLD."expected_categories", OLD."gaps", OLD."held_on", OLD."home_venue_reason", OLD."id", OLD."includes_initial", OLD."inquorate_reason", OLD."interim_plan", OLD."interim_safety_plan", OLD."is_quorate", OLD."late_agreed_by", OLD."late_reason", OLD."link", OLD."minute_taker_id", OLD."next_on", OLD."on", OLD."opened_at", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."room_id", OLD."starts_at", OLD."state"); RETURN NULL;',
                    hash="2d636047326cbcf8a265730a1ded2992a5be355a",
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
                    func='INSERT INTO "conferences_conferenceevent" ("authorised_by_id", "authority_id", "case_id", "chair_id", "checked_at", "checked_by_user_id", "closed_at", "earlier_id", "ending", "ending_reason", "ends_at", "expected_categories", "gaps", "held_on", "home_venue_reason", "id", "includes_initial", "inquorate_reason", "interim_plan", "interim_safety_plan", "is_quorate", "late_agreed_by", "late_reason", "link", "minute_taker_id", "next_on", "on", "opened_at", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "requested_at", "requested_by_id", "room_id", "starts_at", "state") VALUES (OLD."authorised_by_id", OLD."authority_id", OLD."case_id", OLD."chair_id", OLD."checked_at", OLD."checked_by_user_id", OLD."closed_at", OLD."earlier_id", OLD."ending", OLD."ending_reason", OLD."ends_at", OLD."expected_categories", OLD."gaps", OLD."held_on", OLD."home_venue_reason", OLD."id", OLD."includes_initial", OLD."inquorate_reason", OLD."interim_plan", OLD."interim_safety_plan", OLD."is_quorate", OLD."late_agreed_by", OLD."late_reason", OLD."link", OLD."minute_taker_id", OLD."next_on", OLD."on", OLD."opened_at", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."room_id", OLD."starts_at", OLD."state"); RETURN NULL;',
                    hash="41cd313b9e270b277587d042065c5577dca12496",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_ddd30",
                    table="conferences_conference",
                    when="AFTER",
                ),
            ),
        ),
    ]
