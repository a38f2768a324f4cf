"""A report is signed off by another hand, and the day it came is never put back."""

from django.db import migrations

CREATE = """
create function refuse_wrong_hand_on_report() returns trigger language plpgsql as $$
begin
    if exists (
        select from conferences_participant
        where id = new.participant_id and professional_id = new.signed_off_by_id
    ) or not exists (
        select from people_professional
        where id = new.signed_off_by_id and agency_id = new.agency_id
    ) then
        raise exception 'a report is signed off by somebody else of the same agency'
            using errcode = 'check_violation', constraint = 'report_signed_off_by_another';
    end if;
    return new;
end $$;

create trigger report_signed_off_by_another
before insert or update of signed_off_by_id, participant_id, agency_id on reports_report
for each row when (new.signed_off_by_id is not null)
execute function refuse_wrong_hand_on_report();

create function refuse_day_put_back() returns trigger language plpgsql as $$
begin
    raise exception 'the day a report came is never put back'
        using errcode = 'check_violation', constraint = 'report_never_back_dated';
end $$;

create trigger report_never_back_dated
before update of submitted_at on reports_report
for each row when (new.submitted_at < old.submitted_at)
execute function refuse_day_put_back();

create function refuse_version_out_of_order() returns trigger language plpgsql as $$
begin
    if exists (
        select from reports_reportversion
        where report_id = new.report_id
            and (number >= new.number or came_at > new.came_at)
    ) then
        raise exception 'versions of a report come one after the other'
            using errcode = 'check_violation', constraint = 'report_versions_in_order';
    end if;
    return new;
end $$;

create trigger report_versions_in_order
before insert on reports_reportversion
for each row execute function refuse_version_out_of_order();
"""
DROP = """
drop trigger report_versions_in_order on reports_reportversion;
drop function refuse_version_out_of_order();
drop trigger report_never_back_dated on reports_report;
drop function refuse_day_put_back();
drop trigger report_signed_off_by_another on reports_report;
drop function refuse_wrong_hand_on_report();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
