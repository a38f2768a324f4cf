from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.rules import grants
from roundtable.rules.access import GRANTS, Facts, Permission, Role, is_allowed
from roundtable.rules.permissions import Condition
from roundtable.rules.tests.properties import often

P = Permission
FACT_NAMES = [field.name for field in fields(Facts)]
MAY_GO = frozenset(
    {"denied", "conflicted", "restricted", "excluded_whole", "excluded_part", "author"}
)

# One number for all the facts: a bit each.
any_facts = st.integers(0, 2 ** len(FACT_NAMES) - 1).map(
    lambda bits: Facts(**{name: bool(bits >> n & 1) for n, name in enumerate(FACT_NAMES)})
)
any_role = st.sampled_from(Role)
any_permission = st.sampled_from(Permission)


def facts(*names: str) -> Facts:
    return Facts(same_authority=True, **dict.fromkeys(names, True))


def may(role: Role, held: Facts) -> set[Permission]:
    return {permission for permission in Permission if is_allowed(permission, role, held)}


# The cast

CHAIR = (Role.CHAIR, facts("allocated"))
OTHER_CHAIR = (Role.CHAIR, facts())
DUTY_CHAIR = (Role.CHAIR, facts("on_duty"))
ADMINISTRATOR = (Role.ADMINISTRATOR, facts())
MINUTE_TAKER = (Role.MINUTE_TAKER, facts("allocated", "open_window"))
SOCIAL_WORKER = (Role.SOCIAL_WORKER, facts("allocated"))
OTHER_SOCIAL_WORKER = (Role.SOCIAL_WORKER, facts())
MANAGER = (Role.MANAGER, facts("allocated"))
HEAD_OF_SERVICE = (Role.HEAD_OF_SERVICE, facts())
POLICE_OFFICER = (Role.PARTNER, facts("invited", "involvement_open"))
WITHDRAWN_PARTNER = (Role.PARTNER, facts("invited", "author", "about_self", "own_agency"))
AGENCY_LEAD = (Role.AGENCY_LEAD, facts("own_agency"))
SOLICITOR = (Role.SOLICITOR, facts("allocated"))
INTERPRETER = (Role.INTERPRETER, facts("allocated", "involvement_open"))
OUT_OF_HOURS = (Role.OUT_OF_HOURS, facts())
MOTHER = (Role.FAMILY, facts("invited", "about_self", "holds_pr", "involvement_open"))
EXCLUDED_FATHER = (Role.FAMILY, facts("excluded_whole", "holds_pr", "about_self"))
WITHOUT_PR = (Role.FAMILY, facts())
CHILD = (Role.CHILD, facts("about_self", "invited"))
ADVOCATE = (Role.ADVOCATE, facts("invited", "involvement_open"))
DATA_OFFICER = (Role.DATA_OFFICER, facts())
SYSTEM_ADMINISTRATOR = (Role.SYSTEM_ADMINISTRATOR, facts())

CASE_CONTENT = {
    P.VIEW_CASE, P.VIEW_CHILD, P.VIEW_CONFERENCE, P.VIEW_REPORT, P.VIEW_DECISION, P.VIEW_LETTER,
    P.VIEW_RECORD, P.VIEW_PLAN, P.VIEW_INVITATION,
}  # fmt: skip
IN_THE_ROOM = {P.RECORD_ATTENDANCE, P.RECORD_ITEM, P.RECORD_OPINION}
FOR_THE_CHAIR_ALONE = {
    P.OPEN_CONFERENCE, P.DECIDE, P.APPROVE_RECORD, P.DECIDE_EXCLUSION, P.POSTPONE_CONFERENCE,
    P.CANCEL_CONFERENCE,
}  # fmt: skip


def test_only_the_conferences_own_chair_runs_and_decides_it():
    assert may(*CHAIR) >= FOR_THE_CHAIR_ALONE | IN_THE_ROOM
    for role in Role:
        if role is not Role.CHAIR:
            everything = Facts(**dict.fromkeys(set(FACT_NAMES) - MAY_GO, True))
            assert not may(role, everything) & FOR_THE_CHAIR_ALONE, role


def test_another_chair_sees_nothing_of_the_case_and_one_on_duty_only_reads():
    assert not may(*OTHER_CHAIR) & CASE_CONTENT
    assert may(*DUTY_CHAIR) >= CASE_CONTENT | {P.ADVISE_ON_CONVENING}
    assert not may(*DUTY_CHAIR) & (FOR_THE_CHAIR_ALONE | IN_THE_ROOM)


def test_a_social_worker_sees_their_own_cases_and_decides_nothing():
    assert may(*SOCIAL_WORKER) >= CASE_CONTENT | {P.REQUEST_CONFERENCE, P.RECORD_VISIT}
    assert may(*OTHER_SOCIAL_WORKER) == {P.LOOK_UP_PLAN_STATUS, P.OPEN_CASE}
    assert not may(*SOCIAL_WORKER) & {P.DECIDE, P.DECIDE_ENQUIRY, P.AUTHORISE_REQUEST}


def test_a_manager_authorises_but_not_their_own_work():
    assert P.AUTHORISE_REQUEST in may(*MANAGER)
    own = facts("allocated", "author")
    assert not may(Role.MANAGER, own) & {P.AUTHORISE_REQUEST, P.SIGN_OFF_REPORT}


def test_an_administrator_arranges_and_sends_without_reading_reports():
    held = may(*ADMINISTRATOR)
    assert held >= {P.ARRANGE_CONFERENCE, P.SEND_INVITATIONS, P.SEND_LETTERS, P.BUNDLE_REPORTS}
    assert not held & {P.VIEW_REPORT, P.VIEW_PLAN, P.DECIDE_EXCLUSION, P.VIEW_CASE}
    assert P.VIEW_CASE in may(Role.ADMINISTRATOR, facts("open_window"))


def test_a_minute_taker_is_there_until_the_record_is_approved():
    assert may(*MINUTE_TAKER) >= {P.DRAFT_RECORD, P.VIEW_RECORD, *IN_THE_ROOM}
    assert may(Role.MINUTE_TAKER, facts("allocated")) == set()


def test_a_partner_sees_what_is_released_and_answers_for_themselves():
    held = may(*POLICE_OFFICER)
    assert held >= {P.VIEW_CONFERENCE, P.VIEW_CHILD, P.WRITE_REPORT, P.RECORD_OPINION, P.VIEW_PLAN}
    assert not held & {P.VIEW_REPORT, P.VIEW_LETTER, P.VIEW_RECORD, P.VIEW_CASE, P.VIEW_INVITATION}
    theirs = facts("invited", "involvement_open", "about_self")
    assert may(Role.PARTNER, theirs) >= {
        P.VIEW_INVITATION, P.ANSWER_INVITATION, P.NAME_DEPUTY, P.UPDATE_ACTION,
    }  # fmt: skip
    released = facts("invited", "involvement_open", "released")
    assert may(Role.PARTNER, released) >= {P.VIEW_REPORT, P.VIEW_LETTER, P.VIEW_RECORD}


def test_a_partner_whose_involvement_has_ended_sees_nothing():
    assert may(*WITHDRAWN_PARTNER) == set()


def test_a_deputy_reads_the_report_of_the_colleague_and_names_no_deputy():
    deputy = facts("deputising", "involvement_open", "own_agency")
    assert may(Role.PARTNER, deputy) >= {P.VIEW_REPORT, P.VIEW_INVITATION, P.RECORD_OPINION}
    assert P.NAME_DEPUTY not in may(Role.PARTNER, replace(deputy, about_self=True))
    from_elsewhere = facts("deputising", "involvement_open")
    assert P.VIEW_REPORT not in may(Role.PARTNER, from_elsewhere)


def test_an_agency_lead_sees_their_own_agency_and_signs_off_for_others():
    held = may(*AGENCY_LEAD)
    assert held == {
        P.VIEW_INVITATION, P.ANSWER_INVITATION, P.NAME_DEPUTY, P.VIEW_REPORT, P.SIGN_OFF_REPORT,
        P.REASSIGN_REPORT, P.UPDATE_ACTION,
    }  # fmt: skip
    assert P.SIGN_OFF_REPORT not in may(Role.AGENCY_LEAD, facts("own_agency", "author"))
    assert may(Role.AGENCY_LEAD, facts()) == set()


def test_the_authoritys_solicitor_reads_and_gives_no_opinion():
    assert may(*SOLICITOR) == CASE_CONTENT - {P.VIEW_INVITATION}


def test_an_interpreter_knows_the_meeting_while_booked():
    assert may(*INTERPRETER) == {P.VIEW_CONFERENCE, P.VIEW_INVITATION}
    assert may(Role.INTERPRETER, facts("allocated")) == set()


def test_out_of_hours_looks_up_and_does_not_browse():
    assert may(*OUT_OF_HOURS) == {P.LOOK_UP_PLAN_STATUS}
    # The answer for a restricted child is for the act to word; the question may be asked.
    assert may(Role.OUT_OF_HOURS, facts("restricted")) == {P.LOOK_UP_PLAN_STATUS}


def test_a_mother_sees_her_invitation_and_what_is_released_to_her_and_nothing_else():
    assert may(*MOTHER) == {
        P.VIEW_CONFERENCE, P.VIEW_INVITATION, P.ANSWER_INVITATION, P.GIVE_VIEWS, P.ASK_FOR_TIME,
        P.VIEW_ACCESS_HISTORY, P.ASK_FOR_BREAK,
    }  # fmt: skip
    assert may(Role.FAMILY, facts("released")) == {
        P.VIEW_REPORT, P.VIEW_LETTER, P.VIEW_DECISION, P.VIEW_RECORD, P.VIEW_PLAN,
        P.REPLY_TO_STATEMENT, P.REQUEST_CORRECTION,
    }  # fmt: skip
    assert P.UPDATE_ACTION in may(Role.FAMILY, facts("released", "about_self"))


def test_an_excluded_father_has_a_voice_and_his_own_letter_and_no_invitation():
    assert may(*EXCLUDED_FATHER) == set()
    told = replace(EXCLUDED_FATHER[1], released=True)
    held = may(Role.FAMILY, told)
    assert held >= {P.GIVE_VIEWS, P.VIEW_LETTER}
    assert not held & {P.VIEW_INVITATION, P.VIEW_CONFERENCE, P.ANSWER_INVITATION}
    # On the list or not makes no difference to somebody who is kept out of the whole.
    invited = replace(told, invited=True)
    assert not may(Role.FAMILY, invited) & {P.VIEW_INVITATION, P.VIEW_CONFERENCE}


def test_somebody_out_of_one_part_is_still_invited_to_the_rest():
    part = facts("invited", "excluded_part", "about_self")
    assert may(Role.FAMILY, part) >= {P.VIEW_INVITATION, P.GIVE_VIEWS}
    assert P.GIVE_VIEWS in may(Role.FAMILY, facts("excluded_part", "released"))


def test_an_adult_without_parental_responsibility_sees_nothing_by_default():
    assert may(*WITHOUT_PR) == set()


def test_a_child_can_always_speak_and_sees_what_is_released():
    assert may(Role.CHILD, facts("about_self")) == {P.GIVE_VIEWS, P.REQUEST_EXCLUSION}
    assert may(*CHILD) >= {P.VIEW_INVITATION, P.ANSWER_INVITATION, P.VIEW_CONFERENCE}
    assert P.VIEW_LETTER in may(Role.CHILD, facts("about_self", "released"))


def test_an_advocate_acts_only_while_they_act():
    assert may(*ADVOCATE) == {
        P.VIEW_CONFERENCE, P.VIEW_INVITATION, P.ANSWER_INVITATION, P.GIVE_VIEWS, P.ASK_FOR_TIME,
        P.REQUEST_EXCLUSION, P.ASK_FOR_BREAK,
    }  # fmt: skip
    assert may(Role.ADVOCATE, facts("invited", "released")) == set()


def test_a_data_officer_reads_no_narrative():
    held = may(*DATA_OFFICER)
    assert held >= {P.IMPORT_CENSUS, P.EXPORT_CENSUS, P.COMPLETE_IDENTITY}
    assert not held & CASE_CONTENT


def test_a_system_administrator_sees_no_case_and_changes_no_statutory_limit():
    assert may(*SYSTEM_ADMINISTRATOR) == {
        P.MANAGE_SETTINGS,
        P.MANAGE_CALENDAR,
        P.MANAGE_WORDS,
        P.MANAGE_USERS,
    }
    assert P.CHANGE_STATUTORY_LIMIT in may(*HEAD_OF_SERVICE)


def test_a_restricted_case_is_closed_to_all_who_are_not_on_it_by_name():
    for role, held in (HEAD_OF_SERVICE, ADMINISTRATOR, DUTY_CHAIR, AGENCY_LEAD):
        restricted = replace(held, restricted=True)
        assert may(role, restricted) <= {P.LOOK_UP_PLAN_STATUS}, role
    assert P.VIEW_CASE in may(Role.HEAD_OF_SERVICE, facts("restricted", "allocated"))
    # Those who were named one by one stay named.
    assert P.VIEW_CONFERENCE in may(Role.PARTNER, replace(POLICE_OFFICER[1], restricted=True))
    assert P.VIEW_INVITATION in may(Role.FAMILY, replace(MOTHER[1], restricted=True))


def test_the_table_has_a_line_for_every_permission():
    assert set(GRANTS) == set(Permission)
    assert all(GRANTS.values())


def test_every_fact_matters_to_somebody():
    unread = set(FACT_NAMES)
    for bits in range(0, 2 ** len(FACT_NAMES), 641):
        held = Facts(**{name: bool(bits >> n & 1) for n, name in enumerate(FACT_NAMES)})
        held = replace(held, same_authority=True, denied=False, conflicted=False)
        for name in list(unread):
            other = replace(held, **{name: not getattr(held, name)})
            if any(may(role, held) != may(role, other) for role in Role):
                unread.discard(name)
    assert not unread


# Each condition with every smallest set of facts that is enough for it, and what spoils it.
ENOUGH = [
    (grants.ALWAYS, [set()], set()),
    (grants.ALLOCATED, [{"allocated"}], set()),
    (grants.NOT_OWN_WORK, [{"allocated"}], {"author"}),
    (grants.ON_CALL, [{"allocated"}, {"on_duty"}], set()),
    (grants.IN_WINDOW, [{"allocated", "open_window"}], set()),
    (grants.ARRANGING, [{"allocated"}, {"open_window"}], set()),
    (
        grants.ON_LIST,
        [{"invited", "involvement_open"}, {"deputising", "involvement_open"}],
        {"excluded_whole"},
    ),
    (
        grants.ON_LIST_AND_OWN,
        [{"invited", "involvement_open", "about_self"}, {"deputising", "involvement_open"}],
        {"excluded_whole"},
    ),
    (
        grants.ON_LIST_AND_RELEASED,
        [
            {"invited", "involvement_open", "released"},
            {"deputising", "involvement_open", "released"},
        ],
        {"excluded_whole"},
    ),
    (
        grants.ON_LIST_AND_READABLE,
        [
            {"invited", "involvement_open", "author"},
            {"invited", "involvement_open", "released"},
            {"deputising", "involvement_open", "own_agency"},
        ],
        {"excluded_whole"},
    ),
    (
        grants.ON_LIST_AND_AUTHOR,
        [{"invited", "involvement_open", "author"}, {"deputising", "involvement_open", "author"}],
        {"excluded_whole"},
    ),
    (
        grants.INVITED_THEMSELVES,
        [{"invited", "involvement_open", "about_self"}],
        {"excluded_whole"},
    ),
    (grants.OWN_AGENCY, [{"own_agency"}], set()),
    (grants.OWN_AGENCYS_NOT_OWN_WORK, [{"own_agency"}], {"author"}),
    (grants.OWN_AGENCYS_BY_NAME, [{"allocated", "own_agency"}], {"author"}),
    (grants.ALLOCATED_AND_AUTHOR, [{"allocated", "author"}], set()),
    (grants.INVITED, [{"invited"}], {"excluded_whole"}),
    (grants.OWN_INVITATION, [{"invited", "about_self"}], {"excluded_whole"}),
    (grants.RELEASED, [{"released"}], set()),
    (grants.RELEASED_AND_OWN, [{"released", "about_self"}], set()),
    (
        grants.HAS_A_VOICE,
        [{"invited"}, {"excluded_whole", "released"}, {"excluded_part", "released"}],
        set(),
    ),
    (grants.ABOUT_SELF, [{"about_self"}], set()),
    (grants.HOLDS_PR, [{"invited", "holds_pr"}], {"excluded_whole"}),
    (grants.SPEAKING_FOR, [{"invited", "involvement_open"}], {"excluded_whole"}),
    (grants.SPEAKING_FOR_AND_RELEASED, [{"released", "involvement_open"}], set()),
    (grants.BOOKED, [{"allocated", "involvement_open"}], set()),
]


@pytest.mark.parametrize("condition, sets, spoilers", ENOUGH)
def test_a_condition_needs_each_of_its_facts_and_no_other(condition, sets, spoilers):
    for needed in sets:
        assert condition(facts(*needed))
        for name in needed:
            assert not condition(facts(*needed - {name})), name
        for name in spoilers - needed:
            assert not condition(facts(*needed, name)), name
    # And nothing else will do instead.
    others = set(FACT_NAMES) - {name for needed in sets for name in needed} - spoilers
    assert condition(facts(*others - {"same_authority"})) == (set() in sets)


def test_a_colleague_of_the_author_who_deputises_for_nobody_does_not_read_their_report():
    assert not grants.ON_LIST_AND_READABLE(facts("invited", "involvement_open", "own_agency"))


def test_every_condition_of_the_table_is_among_them():
    used = {id(condition) for line in GRANTS.values() for condition in line.values()}
    assert used <= {id(condition) for condition, _, _ in ENOUGH}


def test_every_condition_says_itself_in_words():
    for line in GRANTS.values():
        for condition in line.values():
            assert isinstance(condition, Condition)
            assert condition.text


@often
@given(any_permission, any_role, any_facts)
def test_denied_conflicted_or_of_another_authority_refuses_everything(permission, role, held):
    for closed in (
        replace(held, denied=True),
        replace(held, conflicted=True),
        replace(held, same_authority=False),
    ):
        assert not is_allowed(permission, role, closed)


@often
@given(any_permission, any_role, any_facts)
def test_what_the_table_does_not_list_is_refused(permission, role, held):
    if role not in GRANTS[permission]:
        assert not is_allowed(permission, role, held)


def test_nobody_may_anything_when_nothing_is_known():
    assert {role: may(role, Facts()) for role in Role} == {role: set() for role in Role}


@often
@given(any_permission, any_role, any_facts, st.sampled_from(sorted(set(FACT_NAMES) - MAY_GO)))
def test_losing_a_right_never_allows_more(permission, role, held, name):
    with_it = is_allowed(permission, role, replace(held, **{name: True}))
    without = is_allowed(permission, role, replace(held, **{name: False}))
    assert with_it >= without


@often
@given(any_permission, any_role, any_facts)
def test_a_restriction_never_allows_more(permission, role, held):
    open_to = is_allowed(permission, role, replace(held, restricted=False))
    assert is_allowed(permission, role, replace(held, restricted=True)) <= open_to
