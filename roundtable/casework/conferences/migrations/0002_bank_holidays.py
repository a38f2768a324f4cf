"""
An initial conference of ours is never booked on a bank holiday.

The days are those the authority added and those shipped with the rules; a check constraint cannot
look at a table, so a trigger does.
"""

from django.db import migrations

from roundtable.rules.bank_holidays import bank_holidays


def _shipped_days() -> str:
    return ", ".join(f"date '{day.isoformat()}'" for day in sorted(bank_holidays()))


CREATE = f"""
create function refuse_initial_conference_on_bank_holiday() returns trigger
language plpgsql as $$
begin
    if new.on in ({_shipped_days()})
        or exists (
            select from core_bankholiday
            where authority_id = new.authority_id and day = new.on
        )
    then
        raise exception 'initial conference on a bank holiday'
            using errcode = 'check_violation', constraint = 'initial_conference_on_a_working_day';
    end if;
    return new;
end $$;

create trigger initial_conference_on_a_working_day
before insert or update of "on", includes_initial on conferences_conference
for each row when (new.origin = 'own' and new.includes_initial and new.on is not null)
execute function refuse_initial_conference_on_bank_holiday();
"""
DROP = """
drop trigger initial_conference_on_a_working_day on conferences_conference;
drop function refuse_initial_conference_on_bank_holiday();
"""


class Migration(migrations.Migration):
    dependencies = [("conferences", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
