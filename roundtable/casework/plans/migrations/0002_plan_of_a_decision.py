"""A plan of ours is of the child, and starts on the day, of the decision that made it."""

from django.db import migrations

ADD = """
alter table plans_plan add constraint plan_starts_by_its_decision
    foreign key (authority_id, started_by_id, child_id, starts_on)
    references decisions_decision (authority_id, id, child_id, decided_on)
    deferrable initially deferred;
"""
DROP = "alter table plans_plan drop constraint plan_starts_by_its_decision;"


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("decisions", "0001_initial")]
    operations = [migrations.RunSQL(ADD, DROP)]
