"""What must be true of any data, however they came to be: one query for each sentence."""

from django.db import connection

INVARIANTS = {
    "a plan of ours rests on a decision of a conference that was held": """
        select count(*) from plans_plan p
        left join decisions_decision d on d.id = p.started_by_id
        left join conferences_conference c on c.id = d.conference_id
        where p.origin = 'own' and c.held_on is distinct from p.starts_on""",
    "an open plan has a review falling due": """
        select count(*) from plans_plan p where p.ends_on is null and not exists (
            select from clocks_clock k where k.subject_type = 'plan' and k.subject_id = p.id
            and k.stopped_on is null and k.rule in
            ('first_review', 'next_review', 'review_after_birth'))""",
    "an ended plan has no clock running": """
        select count(*) from plans_plan p join clocks_clock k
        on k.subject_type = 'plan' and k.subject_id = p.id and k.stopped_on is null
        where p.ends_on is not null""",
    "a decided conference has a decision for every child": """
        select count(*) from conferences_conferencechild cc
        join conferences_conference c on c.id = cc.conference_id
        where c.ending = 'DECIDED' and c.origin = 'own' and not exists (
            select from decisions_decision d
            where d.conference_child_id = cc.id and d.superseded_at is null)""",
    "a conference that ended without a decision has an interim plan and a next day": """
        select count(*) from conferences_conference
        where ending in ('ADJOURNED', 'STOOD_DOWN', 'INQUORATE_CLOSED') and origin = 'own'
        and (interim_plan = '' or next_on is null)""",
    "a statement has its current version": """
        select count(*) from statements_statement s where not exists (
            select from statements_statementversion v
            where v.statement_id = s.id and v.number = s.current_number)""",
    "a child of an own initial conference has an enquiry": """
        select count(*) from conferences_conferencechild
        where origin = 'own' and kind in ('initial', 'pre_birth') and enquiry_id is null""",
    "a clock knows its reason": """
        select count(*) from clocks_clock where steps = '[]' or source = ''""",
}


def broken() -> dict[str, int]:
    """Return the sentences that do not hold in the current context, with how often."""
    found = {}
    with connection.cursor() as cursor:
        for sentence, sql in INVARIANTS.items():
            cursor.execute(sql)
            count = cursor.fetchone()[0]
            if count:
                found[sentence] = count
    return found
