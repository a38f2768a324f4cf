"""
Meetings as they could go: whoever comes and goes, is asked out, says, thinks and decides.

What each reader may have is worked out here from what happened, beside the application and not by
it. After every step the screen shows what all who are here may read and nothing else; after the
last one each reader has exactly theirs, on the wall and in their copy of the record.
ROUNDTABLE_MEETINGS says how many meetings; without it, a few every time.
"""

import os
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from roundtable.casework.conferences.models import ParticipantChild
from roundtable.casework.decisions.actions import propose_decision, record_opinion
from roundtable.casework.decisions.models import Decision, Opinion, Threshold
from roundtable.casework.decisions.queries import opinion_table
from roundtable.casework.plans.actions.conclude import (
    CannotConcludeConference,
    conclude_conference,
)
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.models import Plan
from roundtable.casework.room.actions import approve_record, copies_of_record, revise_item
from roundtable.casework.room.models import ConferenceRecord, LiveItem
from roundtable.casework.room.queries import quorum_of
from roundtable.casework.room.shared import shared_screen
from roundtable.casework.room.tests.meeting import CAME, TEN, Meeting
from roundtable.casework.statements.models import StatementVersion
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.laid import _django_db_helper, laid_table, table
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.plain_values import content_of
from roundtable.rules.disclosure import Audience

__all__ = ["_django_db_helper", "laid_table", "table"]

MEETINGS = int(os.environ.get("ROUNDTABLE_MEETINGS", "5"))
STEPS = 20
FAMILY = ("mother", "half_siblings_father", "excluded_father")
CHILDREN = ("ava", "ben", "unborn")
SPEAKERS = ("mother", "half_siblings_father", "social_worker", "police_officer", "health_visitor")
GIVERS = ("social_worker", "police_officer", "health_visitor", "head_teacher", "midwife")
COLLEAGUES = {"social_worker": "manager", "manager": "social_worker"}
OPEN_AUDIENCES = (Audience.EVERYONE, Audience.PROFESSIONALS, Audience.SOCIAL_CARE)
ENDINGS = ("stand_down", "adjourn", "close_inquorate")
WELL: dict[str, Any] = {
    "reason": "Two reports came this morning.",
    "interim_plan": "Grandmother stays with them.",
    "next_on": date(2026, 12, 15),
}

people = st.sampled_from(CAME)
children = st.sets(st.sampled_from(CHILDREN), max_size=3)
audiences = st.sampled_from(OPEN_AUDIENCES)
kept = st.sets(st.sampled_from(FAMILY), max_size=1)


@dataclass
class Said:
    """What was said, as whoever was there remembers it."""

    words: str
    author: str
    about: set[str]
    audience: Audience
    kept_from: set[str]
    closed: "Closed | None"
    live_item_id: int
    number: int = 1
    earlier: list[str] = field(default_factory=list)


@dataclass
class Closed:
    inside: set[str]
    began: datetime
    ended: datetime | None = None

    def was_on(self, at: datetime) -> bool:
        return self.began <= at and (self.ended is None or at < self.ended)


class AnyMeeting(RuleBasedStateMachine):
    """One meeting; what happens in it is up to chance."""

    laid: Table
    clock: time_machine.Traveller

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.meeting = Meeting(deepcopy(self.laid), self.clock)
        self.clock.move_to(TEN - timedelta(minutes=10))
        for name in CAME:
            self.meeting.arrive(name)
        self.clock.move_to(TEN)
        self.here = set(CAME)
        self.state = "INVITED"
        self.said: list[Said] = []
        self.closed: list[Closed] = []
        self.opinions: dict[tuple[str, str], str] = {}
        self.counted = 0
        self.known = self._known()

    def _known(self) -> dict[str, set[str]]:
        """Return by reader the children they may know of, as the table was laid."""
        names = {self.meeting.person(one).pk: one for one in CHILDREN}
        rows = ParticipantChild.objects.filter(participant__conference=self.meeting.conference)
        known: dict[int, set[str]] = {}
        for seat, child in rows.values_list("participant_id", "child_id"):
            known.setdefault(seat, set()).add(names[child])
        return {name: known.get(seat.pk, set()) for name, seat in self.meeting.table.seats.items()}

    # What may be read, worked out from what happened

    def reads(self, name: str, one: Said) -> bool:
        if name in one.kept_from:
            return False
        if name == one.author:
            return True
        if name in FAMILY:
            was_there = name != "excluded_father"
            is_open = one.closed is None and one.audience == Audience.EVERYONE
            return was_there and is_open and bool(one.about) and one.about <= self.known[name]
        if not one.about <= self.known[name]:
            return False
        if COLLEAGUES.get(name) == one.author:
            return True
        if one.closed is not None:
            return name == "chair" or name in one.closed.inside
        if one.audience == Audience.SOCIAL_CARE:
            return name in ("chair", "social_worker", "manager")
        return True

    def theirs(self, name: str) -> set[str]:
        return {one.words for one in self.said if self.reads(name, one)}

    # What can happen

    def refused(self, act: Any) -> None:
        """Whatever is refused leaves nothing behind."""
        before = self._counts()
        with pytest.raises(CannotProceed), transaction.atomic():
            act()
        assert self._counts() == before

    def _counts(self) -> tuple[int, ...]:
        rows = (LiveItem, StatementVersion, Opinion, Decision, AuditEvent)
        return tuple(model.objects.count() for model in rows)

    def now(self) -> datetime:
        return self.meeting.wait(1)

    @property
    def is_on(self) -> bool:
        return self.state in ("IN_SESSION", "RECESS", "CLOSED_PART")

    @initialize(opens=st.sampled_from([True, True, True, False]))
    def begin(self, opens: bool) -> None:
        if opens:
            self.open()

    @precondition(lambda self: self.state == "INVITED")
    @rule()
    def open(self) -> None:
        self.meeting.do("open_conference")
        self.state = "IN_SESSION"
        self.here.add("chair")

    @rule(name=people)
    def come_or_go(self, name: str) -> None:
        self.now()
        is_over = not self.is_on and self.state != "INVITED"
        if name in self.here and not is_over:
            self.meeting.leave(name)
            self.here.discard(name)
        elif self.state == "CLOSED_PART" or is_over:
            self.refused(lambda: self.meeting.arrive(name))
        else:
            self.meeting.arrive(name)
            self.here.add(name)

    @rule()
    def who_is_kept_out_comes(self) -> None:
        self.refused(lambda: self.meeting.arrive("excluded_father"))

    @rule()
    def recess(self) -> None:
        self.now()
        if self.state == "IN_SESSION":
            self.meeting.do("take_recess")
            self.state = "RECESS"
        else:
            self.refused(lambda: self.meeting.do("take_recess"))

    @rule(out=st.sets(people, max_size=4))
    def close(self, out: set[str]) -> None:
        now = self.now()
        seats = [self.meeting.seat(name).pk for name in out]
        act = lambda: self.meeting.do("begin_closed_part", out=seats, reason="Police.")  # noqa: E731
        if self.state == "IN_SESSION" and out & self.here:
            act()
            self.closed.append(Closed(inside=self.here - out, began=now))
            self.state = "CLOSED_PART"
        else:
            self.refused(act)

    @rule()
    def resume(self) -> None:
        now = self.now()
        if self.state in ("RECESS", "CLOSED_PART"):
            self.meeting.do("resume")
            if self.state == "CLOSED_PART":
                self.closed[-1].ended = now
            self.state = "IN_SESSION"
        else:
            self.refused(lambda: self.meeting.do("resume"))

    @rule(
        author=st.sampled_from(SPEAKERS),
        about=children,
        audience=audiences,
        kept_from=kept,
        waited=st.sampled_from([0, 0, 0, 2, 5]),
    )
    def say(
        self, author: str, about: set[str], audience: Audience, kept_from: set[str], waited: int
    ) -> None:
        """Somebody says something; some of it was typed while the network was away."""
        now = self.now()
        self.counted += 1
        words = f"Zk{self.counted}word"
        said = {
            "domain": "worried",
            "audience": audience.value,
            "kept_from": [self.meeting.person(one) for one in sorted(kept_from)],
            "at": now - timedelta(minutes=waited),
        }
        act = lambda: self.meeting.say(author, words, *sorted(about), **said)  # noqa: E731
        if not self.is_on:
            self.refused(act)
            return
        statement = act()
        closed = next((one for one in self.closed if one.was_on(max(said["at"], TEN))), None)
        item = LiveItem.objects.get(statement=statement)
        self.said.append(
            Said(words, author, about, audience, kept_from, closed, live_item_id=item.pk)
        )

    @precondition(lambda self: self.said)
    @rule(which=st.integers(min_value=0), is_stale=st.booleans(), audience=audiences)
    def revise(self, which: int, is_stale: bool, audience: Audience) -> None:
        """Put right what was said: on what is there now, or on what somebody has changed since."""
        now, one = self.now(), self.said[which % len(self.said)]
        self.counted += 1
        words = f"Zk{self.counted}word"
        act = lambda: revise_item(  # noqa: E731
            live_item_id=one.live_item_id,
            based_on=one.number - is_stale,
            text=words,
            author_id=self.meeting.seat(one.author).pk,
            children=[self.meeting.person(name) for name in sorted(one.about)],
            kept_from=[self.meeting.person(name) for name in sorted(one.kept_from)],
            audience=audience.value,
            domain="worried",
            actor=self.meeting.actor("minute_taker"),
            now=now,
        )
        if is_stale or not self.is_on:
            self.refused(act)
            return
        act()
        one.earlier.append(one.words)
        one.words, one.audience, one.number = words, audience, one.number + 1

    @rule(giver=st.sampled_from(GIVERS), child=st.sampled_from(CHILDREN), met=st.booleans())
    def think(self, giver: str, child: str, met: bool) -> None:
        act = lambda: self._opinion(giver, child, met)  # noqa: E731
        if not (self.is_on and self.goes_on):
            self.refused(act)
            return
        act()
        self.opinions[giver, child] = "met" if met else "not_met"

    @property
    def goes_on(self) -> bool:
        """Too few agencies, and the chair has not said why it is safe: it does not quietly go on."""
        conference = self.meeting.conference
        return bool(conference.inquorate_reason) or quorum_of(conference).is_quorate

    @precondition(lambda self: self.is_on)
    @rule()
    def go_on_all_the_same(self) -> None:
        act = lambda: self.meeting.do("go_on_inquorate", reason="Delay would harm.")  # noqa: E731
        if quorum_of(self.meeting.conference).is_quorate:
            self.refused(act)
            return
        act()
        assert self.goes_on

    def _opinion(self, giver: str, child: str, met: bool) -> None:
        record_opinion(
            conference_child_id=self._held(child),
            participant_id=self.meeting.seat(giver).pk,
            threshold=Threshold.MET if met else Threshold.NOT_MET,
            categories=["NEG"] if met else [],
            actor=self.meeting.actor("minute_taker"),
            now=time.now(),
        )

    def _held(self, child: str) -> int:
        person = self.meeting.person(child)
        return int(self.meeting.conference.children.get(child=person).pk)

    @rule(child=st.sampled_from(CHILDREN), outcome=st.sampled_from(["plan", "child_in_need", ""]))
    def propose(self, child: str, outcome: str) -> None:
        act = lambda: propose_decision(  # noqa: E731
            conference_child_id=self._held(child),
            proposal={"outcome": outcome, "reasons": "Left alone, twice."},
            actor=self.meeting.actor("chair"),
            now=time.now(),
        )
        act() if self.is_on else self.refused(act)

    @rule()
    def conclude_too_soon(self) -> None:
        """Nobody has been asked for views, and there is no plan: nothing is decided for anybody."""
        with pytest.raises(CannotConcludeConference), transaction.atomic():
            conclude_conference(
                conference_id=self.meeting.conference.pk,
                actor=self.meeting.actor("chair"),
                now=self.now(),
            )
        assert not Decision.objects.exists()
        assert not Plan.objects.exists()

    @precondition(lambda self: len(self.said) > 2 or not self.is_on)
    @rule(ending=st.sampled_from(ENDINGS))
    def end(self, ending: str) -> None:
        self.now()
        act = lambda: self.meeting.do(ending, **WELL)  # noqa: E731
        if self.state not in ("IN_SESSION", "RECESS"):
            self.refused(act)
            return
        if ending == "close_inquorate" and quorum_of(self.meeting.conference).is_quorate:
            self.refused(act)
            return
        act()
        self.here, self.state = set(), "ENDED"

    # What always holds

    @invariant()
    def screen_shows_what_all_who_are_here_may_read(self) -> None:
        shown = shared_screen(self.meeting.conference, now=time.now())
        words = {one.text for column in shown.wall.columns for one in column.statements}
        if self.state != "IN_SESSION":
            assert words == set()
            assert not shown.agenda
            assert not shown.children
            return
        all_have = [self.theirs(name) for name in self.here]
        in_the_open = {one.words for one in self.said if one.closed is None}
        assert words == (set.intersection(in_the_open, *all_have) if all_have else set())
        tabs = {one.child_id for one in shown.children}
        known = [self.known[name] for name in self.here]
        names = set.intersection(*known) if known else set()
        assert tabs == {self.meeting.person(name).pk for name in names}

    @invariant()
    def no_state_is_skipped(self) -> None:
        conference = self.meeting.conference
        expected = {"ENDED": {"STOOD_DOWN", "ADJOURNED", "INQUORATE_CLOSED"}}
        assert conference.state in expected.get(self.state, {self.state})
        assert (conference.opened_at is None) == (self.state == "INVITED")

    @invariant()
    def an_opinion_is_its_givers_until_all_are_in(self) -> None:
        giver, child = next(iter(self.opinions), (None, None))
        if giver is None or not self.is_on:
            return
        other = "police_officer" if giver != "police_officer" else "health_visitor"
        given = opinion_table(self.meeting.conference, reader=self.meeting.reader(other))
        cell = given.cells[self._held(str(child)), self.meeting.seat(giver).pk]
        waited_for = {one for one in GIVERS if one in self.here}
        all_are_in = waited_for and all((one, child) in self.opinions for one in waited_for)
        may_see = all_are_in and child in self.known[other]
        assert cell.threshold == (self.opinions[giver, str(child)] if may_see else "")

    def teardown(self) -> None:
        try:
            self._nothing_was_overwritten()
            self._each_reader_has_theirs()
            if self.state == "ENDED":
                self._each_copy_of_the_record_has_theirs()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def _nothing_was_overwritten(self) -> None:
        for one in self.said:
            item = LiveItem.objects.select_related("statement").get(pk=one.live_item_id)
            versions = item.statement.versions.order_by("number")
            assert [version.text for version in versions] == [*one.earlier, one.words]

    def _each_reader_has_theirs(self) -> None:
        for name in self.meeting.table.seats:
            shown = statements_for(self.meeting.reader(name), self.meeting.conference)
            words = {one.text for one in shown if not one.is_withheld}
            assert words == self.theirs(name), name
            if name in FAMILY:
                assert len(words) == len(shown), f"{name} is told that something is withheld"

    def _each_copy_of_the_record_has_theirs(self) -> None:
        self.meeting.do("draft_record", by="minute_taker", summary="We met.")
        record = ConferenceRecord.objects.select_related("conference__authority").get()
        approve_record(record_id=record.pk, actor=self.meeting.actor("chair"), now=self.now())
        record.refresh_from_db()
        made = copies_of_record(
            record, chapters_for=chapters_for(record.conference), also_for=None, now=time.now()
        )
        seats = {seat.pk: name for name, seat in self.meeting.table.seats.items()}
        every = {words for one in self.said for words in (one.words, *one.earlier)}
        assert made.of
        for copy in made.of:
            text = str(content_of(copy.rendition))
            name = seats[copy.participant.pk]
            assert {words for words in every if words in text} == self.theirs(name), name


@pytest.fixture
def any_meeting(table: Table, clock: time_machine.Traveller) -> type[AnyMeeting]:
    AnyMeeting.laid, AnyMeeting.clock = table, clock
    return AnyMeeting


def test_whatever_happens_in_a_meeting_each_has_what_is_theirs(
    any_meeting: type[AnyMeeting],
) -> None:
    run_state_machine_as_test(
        any_meeting,
        settings=settings(
            max_examples=MEETINGS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize="ROUNDTABLE_MEETINGS" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
