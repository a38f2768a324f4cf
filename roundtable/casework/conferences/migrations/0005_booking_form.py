import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import roundtable.foundation.core.fields
from django.db import migrations

from roundtable.foundation.core.isolation import IsolateAuthorities


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0004_second_person"),
        ("convening", "0001_initial"),
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
            name="booking_form",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conferences",
                to="convening.bookingform",
            ),
        ),
        migrations.AddField(
            model_name="conferenceevent",
            name="booking_form",
            field=roundtable.foundation.core.fields.ScopedForeignKey(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="convening.bookingform",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conference",
            trigger=pgtrigger.compiler.Trigger(
                name="before_change_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "conferences_conferenceevent" ("authorised_by_id", "authority_id", "booking_form_id", "case_id", "chair_id", "checked_at", "checked_by_user_id", "closed_at", "earlier_id", "ending", "ending_reason", "ends_at", "expected_categories", "gaps", "held_on", "home_venue_reason", "id", "includes_initial", "inquorate_reason", "interim_plan", "interim_safety_plan", "is_quorate", "late_agreed_by", "late_reason", "link", "minute_taker_id", "next_on", "on", "opened_at", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "requested_at", "requested_by_id", "room_id", "starts_at", "state") VALUES (OLD."authorised_by_id", OLD."authority_id", OLD."booking_form_id", OLD."case_id", OLD."chair_id", OLD."checked_at", OLD."checked_by_user_id", OLD."closed_at", OLD."earlier_id", OLD."ending", OLD."ending_reason", OLD."ends_at", OLD."expected_categories", OLD."gaps", OLD."held_on", OLD."home_venue_reason", OLD."id", OLD."includes_initial", OLD."inquorate_reason", OLD."interim_plan", OLD."interim_safety_plan", OLD."is_quorate", OLD."late_agreed_by", OLD."late_reason", OLD."link", OLD."minute_taker_id", OLD."next_on", OLD."on", OLD."opened_at", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_change\', OLD."id", OLD."public_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."room_id", OLD."starts_at", OLD."state"); RETURN NULL;',
                    hash="d7122b53c0e1ab4c866cb72f244167d780d2797f",
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
                    func='INSERT INTO "conferences_conferenceevent" ("authorised_by_id", "authority_id", "booking_form_id", "case_id", "chair_id", "checked_at", "checked_by_user_id", "closed_at", "earlier_id", "ending", "ending_reason", "ends_at", "expected_categories", "gaps", "held_on", "home_venue_reason", "id", "includes_initial", "inquorate_reason", "interim_plan", "interim_safety_plan", "is_quorate", "late_agreed_by", "late_reason", "link", "minute_taker_id", "next_on", "on", "opened_at", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "requested_at", "requested_by_id", "room_id", "starts_at", "state") VALUES (OLD."authorised_by_id", OLD."authority_id", OLD."booking_form_id", OLD."case_id", OLD."chair_id", OLD."checked_at", OLD."checked_by_user_id", OLD."closed_at", OLD."earlier_id", OLD."ending", OLD."ending_reason", OLD."ends_at", OLD."expected_categories", OLD."gaps", OLD."held_on", OLD."home_venue_reason", OLD."id", OLD."includes_initial", OLD."inquorate_reason", OLD."interim_plan", OLD."interim_safety_plan", OLD."is_quorate", OLD."late_agreed_by", OLD."late_reason", OLD."link", OLD."minute_taker_id", OLD."next_on", OLD."on", OLD."opened_at", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'before_deletion\', OLD."id", OLD."public_id", OLD."reason", OLD."requested_at", OLD."requested_by_id", OLD."room_id", OLD."starts_at", OLD."state"); RETURN NULL;',
                    hash="ab3a4d7685b2d70874df664827733680d69e3fb4",
                    operation="DELETE",
                    pgid="pgtrigger_before_deletion_delete_ddd30",
                    table="conferences_conference",
                    when="AFTER",
                ),
            ),
        ),
        IsolateAuthorities(),
    ]
