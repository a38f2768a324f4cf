"""
Who gets which answer from every address of the project.

One row for each address and what it is about. `opens` names those who get the page (200), in both
stages unless `decided` says otherwise: while everybody is invited and the reports are coming in,
and when the conference has decided and its letters are out. Everybody else gets 404, and who has
not signed in is asked to (302). `also` names the few other answers.

A form that is sent is refused to whom the page is refused, unless `posts` says who may send it.

The rows follow `rules/grants.py` (what is granted to whom) and `audiences.py` (by which door they
come in). Whoever adds an address adds its row, and reads it aloud.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

STAFF = (
    "chair other_chair administrator minute_taker social_worker other_social_worker manager"
    " head_of_service solicitor out_of_hours data_officer system_administrator stranger"
)
PARTNERS = "police_officer head_teacher agency_lead withdrawn_partner interpreter"
FAMILY = "mother excluded_father half_siblings_father grandmother child advocate"
SIGNED_IN = f"{STAFF} {PARTNERS} {FAMILY}"
EVERYBODY = f"{SIGNED_IN} anonymous"
NOBODY = ""

# By their work on the Hartleys' case
WORKERS = "social_worker manager"
READERS = f"chair {WORKERS} head_of_service solicitor"
READERS_AND_DESK = f"{READERS} administrator"
WORKERS_AND_DESK = f"{WORKERS} administrator"
# By their part in the conference
OF_CONFERENCE = f"{READERS_AND_DESK} minute_taker"
RUN_THE_MEETING = "chair minute_taker"
KEEP_THE_LIST = f"chair {WORKERS_AND_DESK}"
AT_THE_TABLE = "police_officer head_teacher"
FAMILY_AT_THE_TABLE = "mother half_siblings_father grandmother child advocate"
HAVE_A_PART = f"{OF_CONFERENCE} {PARTNERS} {FAMILY}"


@dataclass(frozen=True)
class Row:
    """One address: who gets what."""

    route: str
    about: str = ""
    opens: str = NOBODY
    decided: str | None = None
    posts: str | None = None
    decided_posts: str | None = None
    also: Mapping[str, int] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.route} {self.about}".strip()

    @property
    def door(self) -> str:
        return self.route.partition(":")[0]

    def who_opens(self, stage: str) -> set[str]:
        names = self.decided if stage == "decided" and self.decided is not None else self.opens
        return set(names.split())

    def who_sends(self, stage: str) -> set[str]:
        """Return those to whom the form answers: with the next page, or with what is missing."""
        if stage == "decided" and self.decided_posts is not None:
            return set(self.decided_posts.split())
        return self.who_opens(stage) if self.posts is None else set(self.posts.split())

    def status(self, name: str, stage: str) -> int:
        """Return the exact answer to somebody who opens it."""
        if name in self.also:
            return self.also[name]
        if name in self.who_opens(stage):
            return 200
        return 302 if name == "anonymous" else 404


def everybody_else(status: int, *, but: str = NOBODY) -> dict[str, int]:
    return dict.fromkeys(set(EVERYBODY.split()) - set(but.split()), status)


ROWS = (
    # For everybody
    Row("health:live", opens=EVERYBODY),
    Row("health:ready", also=everybody_else(503)),  # no worker runs in a test
    Row("design_system:theme", "colour:0b4f5c", opens=EVERYBODY),
    Row("sign_in:form", opens=EVERYBODY),
    Row("sign_in:demo", also=everybody_else(405), posts=EVERYBODY),
    Row("sign_in:stay", also=everybody_else(405, but="anonymous"), posts=SIGNED_IN),
    Row("design_system:reading", also=everybody_else(405, but="anonymous"), posts=SIGNED_IN),
    Row("design_system:keep-draft", also=everybody_else(405, but="anonymous"), posts=SIGNED_IN),
    Row("design_system:forget-draft", also=everybody_else(405, but="anonymous"), posts=SIGNED_IN),
    Row("sign_in:out", also=everybody_else(405), posts=EVERYBODY),
    # First pages: everybody has one, and is taken to it
    Row(
        "staff:home",
        opens=STAFF,
        also={
            **everybody_else(302, but=STAFF),
            "out_of_hours": 302,
            "system_administrator": 302,
        },
    ),
    Row("partners:home", opens=PARTNERS),
    Row("family:home", opens=FAMILY),
    # Staff: families
    Row("staff:cases", opens=STAFF),
    Row("staff:new-case", opens="social_worker other_social_worker manager stranger"),
    Row("staff:case", "case", opens=READERS_AND_DESK),
    Row("staff:case-people", "case", opens=READERS_AND_DESK),
    Row("staff:add-child", "case", opens=WORKERS_AND_DESK),
    Row("staff:add-adult", "case", opens=WORKERS_AND_DESK),
    Row("staff:change-relationship", "case adult:Rosa child:Ava", opens=WORKERS_AND_DESK),
    Row("staff:add-address", "case", opens=WORKERS_AND_DESK),
    Row("staff:keep-address-from", "case address:Rosa", opens=WORKERS_AND_DESK),
    Row("staff:confirm-address", "case address:Rosa", opens=WORKERS_AND_DESK),
    Row("staff:add-contact", "case", opens=WORKERS_AND_DESK),
    Row("staff:mark-contact", "case contact:Rosa", opens=WORKERS_AND_DESK),
    Row("staff:safe-contact", "case adult:Rosa", opens=WORKERS_AND_DESK),
    Row("staff:allocate", "case", opens=WORKERS_AND_DESK),
    Row("staff:end-allocation", "case allocation:solicitor", opens=WORKERS_AND_DESK),
    Row("staff:restrict-case", "case", opens="manager head_of_service"),
    Row("staff:let-in", "case"),  # only of a restricted case, as is the next
    Row("staff:lift-restriction", "case"),
    # A minute taker's part is the meeting: no case of theirs opens a child's page.
    Row("staff:child", "child:Ava", opens=READERS_AND_DESK),
    Row(
        "staff:complete-identity",
        "child:Ava",
        opens=f"{WORKERS_AND_DESK} head_of_service data_officer",
    ),
    Row(
        "staff:settle-doubt", "child:Ava", opens=f"{WORKERS_AND_DESK} head_of_service data_officer"
    ),
    # Staff: enquiry and request
    Row("staff:strategy", "case", opens=WORKERS),
    Row("staff:enquiry", "enquiry:Ava", opens=READERS_AND_DESK),
    Row("staff:record-conversation", "enquiry:Ava", opens=WORKERS),
    Row("staff:record-advice", "enquiry:Ava", opens=f"{WORKERS} chair head_of_service"),
    Row("staff:conclude-enquiry", "enquiry:Ava", opens="manager"),
    Row("staff:cancel-enquiry", "enquiry:Ava", opens="manager"),
    Row("staff:record-birth", "child:Baby", opens=WORKERS_AND_DESK),
    Row("staff:case-asked-for", "case", opens=READERS_AND_DESK),
    Row("staff:record-transfer", "case", opens=WORKERS),
    Row("staff:request-transfer", "transfer", opens=WORKERS),
    Row("staff:answer-transfer", "transfer", opens="manager head_of_service"),
    Row("staff:answer-agency", "agency_request", opens="manager head_of_service"),
    Row("staff:request-conference", "case", opens=WORKERS_AND_DESK),
    Row("staff:check-booking", "form", opens=WORKERS_AND_DESK),
    Row("staff:answer-booking", "form question:reason", opens=WORKERS_AND_DESK),
    Row("staff:request", "conference", opens=OF_CONFERENCE),
    Row("staff:authorise-request", "conference", opens="manager"),
    Row("staff:return-request", "conference", opens="chair administrator"),
    Row("staff:resubmit-request", "conference", opens=WORKERS_AND_DESK, decided=WORKERS),
    # Staff: arranging
    Row("staff:convening", opens="administrator"),
    Row("staff:fortnights", opens="administrator"),
    Row("staff:fortnight", "fortnight", opens="administrator"),
    Row("staff:accept-fortnight", "fortnight", opens="administrator"),
    Row("staff:planned-conference", "fortnight planned", opens="administrator"),
    Row("staff:adjust-planned", "fortnight planned", opens="administrator"),
    Row("staff:set-aside", "fortnight planned", opens="administrator"),
    Row("staff:conference", "conference", opens=OF_CONFERENCE),
    Row("staff:arrange", "conference", opens="chair administrator"),
    Row("staff:reschedule", "conference", opens="chair administrator"),
    Row("staff:delay-start", "conference", opens="chair"),
    Row("staff:postpone", "conference", opens="chair"),
    Row("staff:cancel-conference", "conference", opens="chair"),
    Row("staff:family-contact", "conference", opens=f"chair {WORKERS}"),
    Row("staff:notes-shown", "conference family_contact:Rosa", opens=f"chair {WORKERS}"),
    Row("staff:childrens-parts", "conference", opens=f"chair {WORKERS}"),
    Row("staff:childs-words", "conference held:Ava", opens=f"chair {WORKERS}"),
    Row("staff:settle-part", "conference held:Ava", opens=f"chair {WORKERS}"),
    Row(
        "staff:go-through-letter",
        "conference held:Ava childs_letter:Ava",
        opens=f"chair {WORKERS}",
    ),
    Row("staff:readiness", "conference", opens=f"chair {WORKERS_AND_DESK} head_of_service"),
    Row("staff:time-to-read", "conference", opens=f"chair {WORKERS_AND_DESK} head_of_service"),
    Row("staff:ask-for-time", "conference", opens=f"chair {WORKERS_AND_DESK}"),
    Row("staff:decide-on-time", "conference time_request:Rosa", opens="chair"),
    Row("staff:views", "conference", opens=f"chair minute_taker {WORKERS}"),
    Row(
        "staff:record-views", "conference held:Ava child:Ava", opens=f"chair minute_taker {WORKERS}"
    ),
    # Staff: the list, exclusions, invitations, answers, needs
    Row("staff:participants", "conference", opens=OF_CONFERENCE),
    Row("staff:add-suggested", "conference", opens=KEEP_THE_LIST),
    Row("staff:add-relative", "conference", opens=KEEP_THE_LIST),
    Row("staff:add-professional", "conference", opens=KEEP_THE_LIST),
    Row("staff:withdraw-participant", "conference seat:midwife", opens=KEEP_THE_LIST),
    Row("staff:assign-session", "conference seat:midwife", opens=KEEP_THE_LIST),
    Row("staff:keep-from", "conference seat:midwife", opens=KEEP_THE_LIST),
    Row("staff:exclusions", "conference", opens=OF_CONFERENCE),
    Row("staff:request-exclusion", "conference", opens=WORKERS),
    Row(
        "staff:other-views",
        "conference exclusion:Neil",
        opens=f"chair minute_taker {WORKERS}",
    ),
    Row("staff:decide-exclusion", "conference exclusion:Neil", opens="chair"),
    Row("staff:invitations", "conference", opens="administrator"),
    Row("staff:check-invitations", "conference", opens="administrator"),
    Row("staff:invitation-preview", "conference seat:midwife", opens="administrator"),
    Row("staff:enclose", "conference seat:Rosa", opens="administrator"),
    Row("staff:enclosure", "conference seat:Rosa enclosure:Rosa", opens="administrator"),
    Row("staff:read-enclosure", "conference seat:Rosa enclosure:Rosa", opens="administrator"),
    Row("staff:take-out-enclosure", "conference seat:Rosa enclosure:Rosa", opens="administrator"),
    Row("staff:answers", "conference", opens=OF_CONFERENCE),
    Row("staff:record-answer", "conference invitation:head_teacher", opens="administrator"),
    Row("staff:record-bounce", "conference invitation:head_teacher", opens="administrator"),
    Row("staff:chase", "conference", opens="administrator"),
    Row("staff:tell-code", "conference invitation:head_teacher", opens=f"chair {WORKERS}"),
    Row("staff:send-answer-link", "conference invitation:head_teacher", opens="administrator"),
    Row("staff:needs", "conference", opens=OF_CONFERENCE),
    Row("staff:add-need", "conference", opens=WORKERS_AND_DESK),
    Row("staff:arrange-need", "conference need:Jean", opens=KEEP_THE_LIST),
    Row("staff:follow-need", "conference need:Jean", opens=KEEP_THE_LIST),
    Row("staff:decide-supporter", "conference need:Jean"),  # an interpreter's: no supporter
    Row("staff:needs-desk", opens="administrator"),
    Row("staff:interpreters", opens="administrator"),
    # Staff: reports
    Row("staff:reports", "conference", opens=OF_CONFERENCE),
    # Who has a seat has papers of their own; whoever else reads a report opens it alone.
    Row(
        "staff:own-papers",
        "conference",
        opens="chair minute_taker social_worker manager solicitor",
    ),
    Row("staff:copies", "conference", opens="administrator"),
    Row("staff:copies-overdue", opens="administrator"),
    Row("staff:note-copy", "copy:head_teacher", opens="administrator"),
    Row("staff:print-copy", "copy:head_teacher", opens="administrator"),
    Row(
        "staff:report",
        "report:social_worker",
        opens=f"{READERS} minute_taker",
        posts="social_worker",
    ),
    Row("staff:report", "report:head_teacher", opens=f"{READERS} minute_taker", posts=NOBODY),
    Row(
        "staff:revise-statement",
        "report:social_worker statement:social_worker",
        opens="social_worker",
    ),
    Row("staff:sign-off-report", "report:social_worker", opens="manager"),
    Row("staff:sign-off-report", "report:head_teacher"),
    Row("staff:return-report", "report:head_teacher", opens="chair administrator"),
    Row("staff:withdraw-report", "report:head_teacher", opens="chair"),
    Row("staff:disclosure-check", "report:head_teacher"),  # only once it was taken out
    Row("staff:begin-version", "report:social_worker", opens="social_worker"),
    Row("staff:report-version", "report:social_worker number:1", opens="chair social_worker"),
    Row("staff:report-version", "report:police_officer number:1", opens="chair"),
    Row(
        "staff:write-down-reply",
        "report:social_worker statement:social_worker",
        opens=f"chair minute_taker {WORKERS}",
    ),
    Row("staff:report-from-record", "report:social_worker", opens="social_worker"),
    Row("staff:begin-from-last", "report:social_worker"),  # only where there is an earlier one
    Row(
        "staff:look-over",
        "report:social_worker",
        also=everybody_else(405, but=f"{PARTNERS} {FAMILY} anonymous"),
    ),
    Row("staff:report-pdf", "report:social_worker", opens=f"{READERS} minute_taker"),
    Row("staff:report-copy", "report:social_worker", opens=f"{READERS} minute_taker"),
    Row("staff:report-form", "report:social_worker", opens="social_worker"),
    Row("staff:word", "report:social_worker", opens="social_worker"),
    Row("staff:submit-report", "report:social_worker", opens="social_worker"),
    Row("staff:read-guidance", "report:social_worker", opens="social_worker"),
    Row("staff:report-restriction", "report:social_worker", opens="social_worker"),
    Row("staff:provisional-view", "report:social_worker", opens="social_worker"),
    Row("staff:share-report", "report:social_worker", opens=f"chair {WORKERS}"),
    Row("staff:decide-sharing", "report:police_officer", opens="chair"),
    # Staff: letters and the record
    Row("staff:agreed", "conference", decided=RUN_THE_MEETING),
    Row("staff:letters", "conference", opens=READERS_AND_DESK, posts="administrator"),
    Row("staff:letter-preview", "conference seat:Rosa", decided="administrator"),
    Row("staff:document", "letter:Rosa", opens=READERS_AND_DESK),
    Row("staff:letter", "letter:Rosa", opens=READERS_AND_DESK),
    Row("staff:record", "conference", opens=OF_CONFERENCE),
    Row("staff:begin-record", "conference", opens="minute_taker"),
    Row("staff:write-record", "conference", decided="chair minute_taker"),
    Row("staff:approve-record", "conference", decided="chair"),
    Row("staff:check-letters", "conference", decided="administrator"),
    Row("staff:check-copies", "conference", decided="administrator"),
    Row("staff:hand-out-record", "conference", decided="administrator"),
    Row("staff:record-copy", "conference seat:Rosa", decided="chair administrator"),
    # Staff: the room
    Row("staff:room", "conference", opens=RUN_THE_MEETING),
    Row(
        "staff:room-act",
        "conference",
        also=everybody_else(405, but=f"{PARTNERS} {FAMILY} anonymous"),
        posts=RUN_THE_MEETING,
    ),
    Row(
        "staff:room-say",
        "conference",
        also={"chair": 405, "minute_taker": 405},
        posts=RUN_THE_MEETING,
    ),
    Row(
        "staff:room-item",
        "conference item:social_worker",
        decided=RUN_THE_MEETING,
    ),
    Row("staff:room-shared", "conference", opens=RUN_THE_MEETING),
    Row("staff:room-prompts", "conference", opens=RUN_THE_MEETING),
    Row("staff:room-read-plan", "conference", opens=RUN_THE_MEETING),
    Row("staff:room-next-dates", "conference", opens=RUN_THE_MEETING),
    Row("staff:room-disagree", "conference held:Ava", decided=RUN_THE_MEETING),
    Row("staff:room-closed-part", "conference", opens="chair"),
    Row("staff:room-views", "conference held:Ava child:Ava", opens=RUN_THE_MEETING),
    Row("staff:room-decision", "conference held:Ava", opens=RUN_THE_MEETING, posts="chair"),
    Row("staff:room-opinion", "conference held:Ava seat:head_teacher", opens=RUN_THE_MEETING),
    Row("staff:room-opinions", "conference", opens=RUN_THE_MEETING),
    Row("staff:room-opinions-of", "conference seat:head_teacher", opens=RUN_THE_MEETING),
    Row("staff:room-plan", "conference held:Ava", opens=RUN_THE_MEETING),
    Row("staff:room-outcome", "conference held:Ava", opens=RUN_THE_MEETING),
    Row("staff:room-action", "conference held:Ava outcome:Ava", opens=RUN_THE_MEETING),
    Row("staff:room-progress", "conference held:Ava outcome:Ava", opens=RUN_THE_MEETING),
    Row("staff:room-conclude", "conference", opens="chair"),
    Row("staff:room-end", "conference", opens="chair"),
    # Staff: plans
    Row("staff:plan", "plan:Ava", opens=READERS),
    Row("staff:plan-version", "plan:Ava number:1", opens=READERS),
    Row("staff:record-visit", "plan:Ava", opens=WORKERS),
    Row("staff:add-outcome", "plan:Ava", opens=f"chair {WORKERS}"),
    Row("staff:add-action", "plan:Ava outcome:Ava", opens=f"chair {WORKERS}"),
    Row("staff:update-action", "plan:Ava action:Ava", opens=WORKERS),
    Row("staff:end-plan", "plan:Ava", opens="head_of_service"),
    Row("staff:core-group", "core_group", opens=WORKERS),
    Row("staff:cancel-core-group", "core_group", opens=WORKERS),
    # Staff: the authority
    Row("staff:register", opens="chair other_chair administrator manager head_of_service"),
    Row(
        "staff:look-up",
        opens="chair other_chair administrator social_worker other_social_worker manager"
        " head_of_service out_of_hours stranger",
    ),
    Row("staff:messages", opens="administrator head_of_service"),
    Row("staff:incidents", opens="administrator manager head_of_service"),
    Row("staff:incident", "incident", opens="administrator manager head_of_service"),
    Row("staff:open-incident", "case", opens="administrator manager head_of_service"),
    Row("staff:call-back", "message:Rosa", opens="administrator"),
    Row("staff:send-again", "message:Rosa", opens="administrator"),
    Row("staff:post", opens="administrator"),
    Row("staff:tell", "message:Rosa"),
    Row("staff:settle-message", "message:Rosa", opens="administrator"),
    Row("staff:information", opens="administrator head_of_service"),
    Row("staff:information-text", "code:prepare", opens="administrator head_of_service"),
    Row(
        "staff:information-version",
        "code:prepare number:1",
        opens="administrator head_of_service",
    ),
    Row("staff:change-information-title", "code:prepare", opens="administrator head_of_service"),
    Row("staff:change-information", "code:prepare number:1", opens="administrator head_of_service"),
    Row("staff:approve-information", "code:prepare", opens="head_of_service"),
    Row("staff:calendar", opens="administrator system_administrator"),
    Row("staff:moved-dates", opens="administrator system_administrator"),
    Row("staff:take-away-day", opens="administrator system_administrator"),
    Row("staff:plain-words", opens="administrator head_of_service system_administrator"),
    Row("staff:take-away-word", opens="administrator head_of_service system_administrator"),
    Row("staff:identities", opens="administrator head_of_service data_officer"),
    Row("staff:settle-unread", "unread", opens="administrator head_of_service data_officer"),
    # Partners
    Row("partners:ask-for-conference", opens="police_officer head_teacher withdrawn_partner"),
    Row("partners:dates", opens="police_officer head_teacher withdrawn_partner"),
    Row("partners:shared", opens="police_officer head_teacher withdrawn_partner"),
    Row(
        "partners:meeting", "conference", opens=f"{AT_THE_TABLE} interpreter", decided=AT_THE_TABLE
    ),
    # Not on in either stage: they are where its own page is.
    Row(
        "partners:now",
        "conference",
        also=dict.fromkeys(AT_THE_TABLE.split(), 302),
        posts=AT_THE_TABLE,
    ),
    Row("partners:papers", "conference", opens=AT_THE_TABLE),
    Row(
        "partners:calendar-entry",
        "conference",
        opens=f"{AT_THE_TABLE} interpreter",
        decided=NOBODY,
    ),
    Row("partners:opinion", "conference held:Ava", opens=AT_THE_TABLE),
    Row("partners:opinion", "conference held:Ben", opens=AT_THE_TABLE),
    Row("partners:opinions", "conference", opens=AT_THE_TABLE),
    Row("partners:disagree", "conference held:Ava", decided=AT_THE_TABLE),
    Row("partners:answer", "invitation:head_teacher", opens="head_teacher"),
    Row("partners:answer", "invitation:health_visitor", opens="agency_lead"),
    Row("partners:deputy", "invitation:head_teacher", opens="head_teacher"),
    Row("partners:deputy", "invitation:health_visitor", opens="agency_lead"),
    Row("partners:letter", "letter:head_teacher", opens="head_teacher"),
    Row("partners:letter", "letter:Rosa"),
    Row("partners:report", "report:police_officer", opens=AT_THE_TABLE),
    Row("partners:report", "report:health_visitor", opens=f"{AT_THE_TABLE} agency_lead"),
    Row("partners:report", "report:head_teacher", opens="head_teacher"),
    Row("partners:write", "report:head_teacher section:education", opens="head_teacher"),
    Row("partners:read-guidance", "report:head_teacher", opens="head_teacher"),
    Row("partners:revise", "report:head_teacher statement:head_teacher", opens="head_teacher"),
    Row(
        "partners:write-down-reply",
        "report:police_officer statement:police_officer",
        opens=AT_THE_TABLE,
    ),
    Row("partners:begin-from-last", "report:head_teacher", opens="head_teacher"),
    Row(
        "partners:look-over",
        "report:head_teacher",
        also=everybody_else(405, but=f"{STAFF} {FAMILY} anonymous"),
    ),
    Row("partners:view", "report:head_teacher", opens="head_teacher"),
    Row("partners:submit", "report:head_teacher", opens="head_teacher"),
    Row("partners:cannot-share", "report:head_teacher", opens="head_teacher"),
    Row("partners:share", "report:police_officer", opens="police_officer"),
    Row("partners:report-form", "report:head_teacher", opens="head_teacher"),
    Row("partners:word", "report:head_teacher", opens="head_teacher"),
    Row("partners:report-pdf", "report:police_officer", opens=AT_THE_TABLE),
    Row("partners:report-copy", "report:police_officer", opens=AT_THE_TABLE),
    Row("partners:report-copy", "report:health_visitor", opens=f"{AT_THE_TABLE} agency_lead"),
    Row("partners:report-copy", "report:head_teacher", opens="head_teacher"),
    Row("partners:reassign", "report:health_visitor", opens="agency_lead"),
    Row("partners:reassign", "report:head_teacher"),
    Row("partners:sign-off", "report:health_visitor", opens="agency_lead"),
    Row("partners:sign-off", "report:head_teacher"),
    Row("partners:send-back", "report:health_visitor"),  # only while it waits to be signed off
    Row("partners:begin-version", "report:police_officer", opens="police_officer"),
    Row("partners:report-version", "report:police_officer number:1", opens="police_officer"),
    Row("partners:plan", "plan:Ava", opens=AT_THE_TABLE),
    Row("partners:plan", "plan:Ben", opens=AT_THE_TABLE),
    # The health visitor's: her lead may see to it by the table, and has no plan to open it from.
    Row("partners:update-action", "plan:Ava action:Ava"),
    # Family
    Row("family:unhappy", opens=FAMILY),
    Row("family:information", opens=FAMILY),
    Row("family:leaflet", "code:prepare", opens=FAMILY),
    Row("family:enclosed", "letter:Rosa", opens="mother"),
    Row("family:agreed", "agreed:Rosa", opens="mother"),
    Row("partners:guidance", opens=PARTNERS),
    # They are at the table, and were given nothing to read.
    Row(
        "family:papers",
        "conference",
        opens="mother half_siblings_father",
        also=dict.fromkeys(("grandmother", "child"), 302),
    ),
    Row("family:meeting", "conference", opens=FAMILY_AT_THE_TABLE),
    # Not on in either stage: they are where its own page is.
    Row(
        "family:now",
        "conference",
        also=dict.fromkeys(FAMILY_AT_THE_TABLE.split(), 302),
        posts=FAMILY_AT_THE_TABLE,
    ),
    Row("family:people", "conference", opens=FAMILY_AT_THE_TABLE),
    Row("family:decisions", "conference", opens=FAMILY_AT_THE_TABLE),
    Row("family:your-words", "conference", opens="child"),
    Row("family:answer", "conference", opens=FAMILY_AT_THE_TABLE),
    # Who is kept out has a voice, and no look at the meeting.
    Row(
        "family:views",
        "conference",
        opens=f"{FAMILY_AT_THE_TABLE} excluded_father",
        decided=FAMILY_AT_THE_TABLE,
    ),
    Row("family:needs", "conference", opens=FAMILY_AT_THE_TABLE),
    Row("family:more-time", "conference", opens=FAMILY_AT_THE_TABLE),
    Row("family:calendar", "conference", opens=FAMILY_AT_THE_TABLE),
    Row("family:report", "report:social_worker", opens="mother half_siblings_father"),
    Row("family:report", "report:police_officer", opens="mother"),
    Row("family:report", "report:head_teacher"),
    Row("family:report-pdf", "report:social_worker", opens="mother half_siblings_father"),
    Row("family:report-pdf", "report:head_teacher"),
    Row("family:report-copy", "report:social_worker", opens="mother half_siblings_father"),
    Row(
        "family:say-read",
        "report:social_worker",
        also=everybody_else(405, but=f"{STAFF} {PARTNERS} anonymous"),
        posts="mother half_siblings_father",
    ),
    Row("family:reply", "report:social_worker statement:social_worker", opens="mother"),
    Row("family:letter", "letter:Rosa", opens="mother"),
    Row("family:enclosure", "invited:Rosa enclosure:Rosa", opens="mother"),
    Row("family:enclosure", "invited:Rosa leaflet:Rosa", opens="mother"),
    Row("family:letter", "letter:Neil", opens="half_siblings_father"),
    Row("family:letter", "letter:Craig", opens="excluded_father"),
    Row("family:letter", "letter:head_teacher"),
    # By link: without a link of ours there is nothing, whoever asks. Those with one have their own
    # tests in `web/by_link`.
    Row("by_link:code", "token:forged", also=everybody_else(404)),
    Row("by_link:reply", "token:forged", also=everybody_else(404)),
    Row("by_link:letter", "token:forged", also=everybody_else(404)),
    Row("by_link:thanks", "token:forged", also=everybody_else(404)),
    # The way out: last, because it is the end of everybody's visit
    Row("sign_in:leave", also=everybody_else(303)),
)
