import pytest

from roundtable.rules.access import Role
from roundtable.rules.quorum import (
    Attendee,
    Expected,
    Forecast,
    QuorumPolicy,
    forecast_quorum,
    reasons_core_group_not_quorate,
    reasons_not_quorate,
)
from roundtable.rules.reasons import Override, reasons_left
from roundtable.rules.settings import with_defaults

DEFAULT = QuorumPolicy.of(with_defaults({}))
GUERNSEY = QuorumPolicy.of(with_defaults({"quorum_health_counts_once": True}))
WITHOUT_CONTACT = QuorumPolicy.of(with_defaults({"quorum_requires_direct_contact": False}))

SOCIAL_WORKER = Attendee("social care", "social_worker", is_social_care=True)
POLICE = Attendee("police", has_direct_contact=True)
SCHOOL = Attendee("school", has_direct_contact=True)
HEALTH_VISITOR = Attendee("health visiting", is_health=True, has_direct_contact=True)
MIDWIFE = Attendee("midwifery", is_health=True, has_direct_contact=True)
DOCTOR_WHO_NEVER_MET_THEM = Attendee("surgery", is_health=True)


def codes(reasons):
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    "present, policy, missing",
    [
        ([SOCIAL_WORKER, POLICE, SCHOOL], DEFAULT, []),
        ([SOCIAL_WORKER, POLICE], DEFAULT, ["TOO_FEW_AGENCIES"]),
        ([SOCIAL_WORKER, POLICE, POLICE], DEFAULT, ["TOO_FEW_AGENCIES"]),
        ([POLICE, SCHOOL], DEFAULT, ["NO_SOCIAL_CARE"]),
        ([], DEFAULT, ["NO_SOCIAL_CARE", "TOO_FEW_AGENCIES"]),
        ([SOCIAL_WORKER, HEALTH_VISITOR, MIDWIFE], DEFAULT, []),
        ([SOCIAL_WORKER, HEALTH_VISITOR, MIDWIFE], GUERNSEY, ["TOO_FEW_AGENCIES"]),
        ([SOCIAL_WORKER, HEALTH_VISITOR, MIDWIFE, SCHOOL], GUERNSEY, []),
        ([SOCIAL_WORKER, POLICE, DOCTOR_WHO_NEVER_MET_THEM], DEFAULT, ["TOO_FEW_AGENCIES"]),
        ([SOCIAL_WORKER, POLICE, DOCTOR_WHO_NEVER_MET_THEM], WITHOUT_CONTACT, []),
    ],
)
def test_social_care_and_two_agencies_in_contact_with_the_family(present, policy, missing):
    assert codes(reasons_not_quorate(present, policy)) == missing


@pytest.mark.parametrize(
    "role",
    ["chair", "minute_taker", "interpreter", "solicitor", "observer", "parent", "advocate"],
)
def test_these_never_count(role):
    extra = Attendee("another agency", role, has_direct_contact=True)
    assert codes(reasons_not_quorate([SOCIAL_WORKER, POLICE, extra], DEFAULT)) == [
        "TOO_FEW_AGENCIES"
    ]
    in_social_care = Attendee("social care", role, is_social_care=True)
    assert "NO_SOCIAL_CARE" in codes(reasons_not_quorate([in_social_care, POLICE], DEFAULT))


def test_the_words_say_how_many_are_there():
    (reason,) = reasons_not_quorate([SOCIAL_WORKER, POLICE], DEFAULT)
    assert reason.text == "Other agencies in direct contact with the family: 1 present, 2 needed."
    (reason,) = reasons_not_quorate([SOCIAL_WORKER, POLICE], WITHOUT_CONTACT)
    assert reason.text == "Other agencies: 1 present, 2 needed."


def test_the_chair_may_go_on_with_a_reason():
    reasons = reasons_not_quorate([SOCIAL_WORKER, POLICE], DEFAULT)
    goes_on = Override("TOO_FEW_AGENCIES", "Only two agencies know this baby.", Role.CHAIR)
    assert reasons_left(reasons, [goes_on]) == []


@pytest.mark.parametrize(
    "present, parents_invited, missing",
    [
        ([SOCIAL_WORKER, SCHOOL], True, []),
        ([SOCIAL_WORKER], True, ["NO_OTHER_PROFESSIONAL"]),
        ([SCHOOL], True, ["NO_SOCIAL_WORKER"]),
        ([SOCIAL_WORKER, SCHOOL], False, ["PARENTS_NOT_INVITED"]),
        ([], False, ["NO_SOCIAL_WORKER", "NO_OTHER_PROFESSIONAL", "PARENTS_NOT_INVITED"]),
    ],
)
def test_a_core_group_is_the_social_worker_another_and_the_parents(
    present, parents_invited, missing
):
    found = reasons_core_group_not_quorate(present, parents_invited=parents_invited)
    assert codes(found) == missing


def expected(*people):
    return [Expected(one, str(one.agency), coming) for one, coming in people]


@pytest.mark.parametrize(
    "people, policy, is_quorate, would_be, silent, declined",
    [
        ([(SOCIAL_WORKER, True), (POLICE, True), (SCHOOL, True)], DEFAULT, True, True, (), ()),
        (
            [(SOCIAL_WORKER, True), (POLICE, True), (SCHOOL, True), (MIDWIFE, None)],
            DEFAULT,
            True,
            True,
            ("midwifery",),
            (),
        ),
        (
            [(SOCIAL_WORKER, True), (POLICE, True), (SCHOOL, None), (MIDWIFE, False)],
            DEFAULT,
            False,
            True,
            ("school",),
            ("midwifery",),
        ),
        # Of an agency that is sure to come nobody is missing; a doctor who never met them counts
        # only where the authority says so.
        (
            [(SOCIAL_WORKER, None), (POLICE, True), (POLICE, False), (SCHOOL, False)],
            DEFAULT,
            False,
            False,
            ("social care",),
            ("school",),
        ),
        ([(DOCTOR_WHO_NEVER_MET_THEM, None)], DEFAULT, False, False, (), ()),
        ([(DOCTOR_WHO_NEVER_MET_THEM, None)], WITHOUT_CONTACT, False, False, ("surgery",), ()),
        ([(Attendee("family", "parent"), None)], DEFAULT, False, False, (), ()),
    ],
)
def test_a_forecast_says_who_is_missing(people, policy, is_quorate, would_be, silent, declined):
    forecast = forecast_quorum(expected(*people), policy)
    assert forecast.is_quorate is is_quorate
    assert forecast.would_be_quorate is would_be
    assert (forecast.silent, forecast.declined) == (silent, declined)
    assert Forecast().is_quorate
