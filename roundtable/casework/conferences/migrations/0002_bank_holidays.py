"""
An initial conference of ours is never booked on a bank holiday.

The days are those the authority added and those shipped with the rules; a check constraint cannot
look at a table, so a trigger does.
"""

from django.db import migrations

# As they stood when this was written; a day added since is in `core_bankholiday`.
DAYS = {
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2031: "01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26",
    2032: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2033: "01-03 04-15 04-18 05-02 05-30 08-29 12-26 12-27",
    2034: "01-02 04-07 04-10 05-01 05-29 08-28 12-25 12-26",
    2035: "01-01 03-23 03-26 05-07 05-28 08-27 12-25 12-26",
    2036: "01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26",
    2037: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2038: "01-01 04-23 04-26 05-03 05-31 08-30 12-27 12-28",
    2039: "01-03 04-08 04-11 05-02 05-30 08-29 12-26 12-27",
    2040: "01-02 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
}


def _shipped_days() -> str:
    return ", ".join(f"date '{year}-{day}'" for year, days in DAYS.items() for day in days.split())


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
