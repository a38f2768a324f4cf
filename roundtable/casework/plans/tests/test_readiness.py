"""How ready a conference is, gathered from everything that is known of it."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Exclusion, ExclusionDecision
from roundtable.casework.conferences.tests.looking import audited
from roundtable.casework.plans.readiness import Readiness, readiness_of
from roundtable.casework.reports.actions import say_read
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, report_of, share, write
from roundtable.casework.room.actions.saying import record_views
from roundtable.casework.statements.tests.laid import _django_db_helper, laid_table, table
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock as time
from roundtable.rules.readiness import Light, Topic

__all__ = ["_django_db_helper", "laid_table", "table"]


@pytest.fixture(autouse=True)
def _written(table: Table) -> None:
    """The school's and the police's reports are in; the mother has the school's, and read it."""
    ask(table)
    write(table, "head_teacher", "Reads with grandad.", "ava", section="education")
    write(table, "police_officer", "A call on 3 May.", "ava")
    for name in ("head_teacher", "police_officer"):
        answer(table, name)
        hand_in(table, name)
    share(table, "head_teacher", "mother")
    report = report_of(table, "head_teacher")
    say_read(report_id=report.pk, actor=table.actor("mother"), now=time.now())


def ready(table: Table) -> Readiness:
    return readiness_of([table.conference])[table.conference.pk]


def says(table: Table, topic: Topic) -> list[str]:
    return [one.says for one in ready(table).lines if one.topic is topic]


def test_every_report_is_in_on_its_way_or_late(table: Table, clock: time_machine.Traveller) -> None:
    assert "Mia Stone, St Anne's Primary: in, on time." in says(table, Topic.REPORTS)
    clock.move_to(time.at(date(2026, 12, 2), 9))
    late = [one.says for one in ready(table).lines if one.light is Light.RED]
    assert any(one.startswith("Sam Iqbal, Children's social care: late.") for one in late)
    found = ready(table)
    assert (found.reports_in, found.reading.pages, found.reading.minutes) == (2, 3, 1)


def test_each_of_the_family_has_what_is_about_their_children(table: Table) -> None:
    copies = {one.name: one for one in ready(table).preparation.copies}
    assert (copies["Rosa Hartley"].there, copies["Rosa Hartley"].given) == (2, 1)
    assert copies["Rosa Hartley"].said_read == 1
    # The school is there for Ava: what it writes is nothing of Marc's.
    assert copies["Marc Osei"].there < copies["Rosa Hartley"].there


def test_it_takes_the_same_queries_for_many_as_for_one(table: Table) -> None:
    table.conference.authority.effective_settings  # noqa: B018 (read before it is counted)
    ready(table)
    with CaptureQueriesContext(connection) as queries:
        readiness_of([table.conference])
    assert len(queries) <= 6
    assert readiness_of([]) == {}


def kept_out(table: Table, name: str, **came: Any) -> Exclusion:
    by = {"asked_at": time.now(), "decided_at": time.now()}
    return Exclusion.objects.create(
        authority_id=table.conference.authority_id,
        participant=table.seat(name),
        ground="A",
        evidence="He has threatened the mother.",
        asked_by=table.cast.professionals["social_worker"],
        decision=ExclusionDecision.WHOLE,
        reasons="She could not speak.",
        views_by="A letter to the chair",
        decided_by=table.cast.professionals["chair"],
        **by | came,
    )


def test_of_somebody_kept_out_readiness_and_exclusion_say_the_same(table: Table) -> None:
    father, seat = table.person("excluded_father"), table.seat("excluded_father")
    exclusion = kept_out(table, "excluded_father")
    assert f"{father.name}: not in yet." in says(table, Topic.VIEWS)
    for child in table.conference.children.filter(child__in=seat.may_know.values("child")):
        exclusion.refresh_from_db()
        assert exclusion.views_came_on is None
        record_views(
            conference_child_id=child.pk,
            person=father,
            text="I want to see my child.",
            how_given="A letter",
            actor=table.actor("social_worker"),
            now=time.now(),
        )
    exclusion.refresh_from_db()
    assert (exclusion.views_came_on, exclusion.views_came_how) == (time.today(), "A letter")
    assert f"{father.name}: in." in says(table, Topic.VIEWS)
    assert len(audited("exclusion.views_came")) == 1


def test_what_came_another_way_and_is_not_written_down_says_so(table: Table) -> None:
    kept_out(table, "excluded_father", views_came_on=time.today(), views_came_how="A letter")
    name = table.person("excluded_father").name
    written = f"{name}: came another way, and not all of it is written down yet."
    assert written in says(table, Topic.VIEWS)
