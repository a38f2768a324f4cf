"""
Where a rule comes from.

Every statutory value carries a `Source`. Guidance changes by adding a source with a later date, not
by editing one. Local procedure and practice have sources too, so that a reader can see which
figures an authority may set for itself.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the place in it; `in_force_from` is None where the document gives no date."""

    document: str
    paragraph: str
    in_force_from: date | None
    note: str = ""

    def __str__(self) -> str:
        place = f"{self.document}, {self.paragraph}"
        return f"{place} ({self.note})" if self.note else place


_WORKING_TOGETHER = "Working Together to Safeguard Children"
_WORKING_TOGETHER_FROM = date(2018, 7, 4)
_NOT_YET_READ = "unchanged in the editions read (2018, 2023); 2026 text to be checked"


def _working_together(paragraph: str) -> Source:
    return Source(_WORKING_TOGETHER, paragraph, _WORKING_TOGETHER_FROM, _NOT_YET_READ)


WT_INITIAL_CONFERENCE = _working_together("initial child protection conferences")
WT_CORE_GROUP = _working_together("the core group")
WT_REVIEW_CONFERENCE = _working_together("child protection review conferences")
WT_PLAN = _working_together("the child protection plan")
WT_ENDING = _working_together("discontinuing a child protection plan")
WT_TRANSFER = _working_together("children who move to another authority")

CENSUS = Source(
    "Children in need census specification", "section 47 and plan items", date(2025, 11, 18)
)
BANK_HOLIDAYS = Source(
    "Banking and Financial Dealings Act 1971", "Schedule 1, and proclamations", date(1971, 12, 16)
)
CHILDREN_ACT = Source("Children Act 1989", "section 47", date(1991, 10, 14))
DATA_PROTECTION = Source("Data Protection Act 2018", "Schedule 3", date(2018, 5, 25))

UK_GDPR = Source("UK GDPR", "article 33(1)", date(2021, 1, 1))

STANDARDS = Source(
    "Practice standards for conferences", "a London borough, for professionals", date(2018, 7, 1)
)
PARENTS_GUIDE = Source("Guide for parents to conferences", "before the conference", None)
PARENTS_RIGHTS = Source("Leaflet on the rights of parents", "after the conference", None)


def _local(paragraph: str, note: str = "local procedure; each authority sets its own") -> Source:
    return Source("Procedures of English safeguarding partnerships", paragraph, None, note)


LOCAL_REQUEST = _local("requesting a conference (Tees, Norfolk)")
LOCAL_REPORTS = _local("reports to the conference (Sussex, Bolton, Sefton)")
LOCAL_BUNDLE = _local("reports before the meeting (Oxfordshire)")
LOCAL_EXCLUSION = _local("excluding a family member (Sussex)")
LOCAL_DECISION = _local("decision and record (Sussex, North Yorkshire)")
LOCAL_CORRECTIONS = _local(
    "corrections to the record (Wales)",
    "outside England; a default until the authority sets its own",
)
LOCAL_CORE_GROUP = _local("core groups (Newcastle, Liverpool, Blackpool)")
LOCAL_VISITS = _local("visits under a plan (Liverpool, Camden, Central Bedfordshire)")
LOCAL_TRANSFER = _local("children who move (Norfolk, Tees, Sussex)")
LOCAL_PRE_BIRTH = _local("pre-birth conferences (Sussex, Cheshire East, Newcastle)")
LOCAL_DRIFT = _local("plans open for long (Swindon, Newcastle, West Sussex)")
LOCAL_ENDING = _local("ending a plan (Tees, Swindon, Lincolnshire)")
LOCAL_DISSENT = _local("professional disagreement (Sussex)")
LOCAL_COMPLAINT = _local("complaints about conferences (Greater Manchester, York)")
LOCAL_QUORUM = _local("quorum (Swindon; Guernsey as a comparison)")
LOCAL_ADVOCACY = _local("advocacy for children (Sheffield, Walsall)")
LOCAL_INTERPRETERS = _local("interpreters (London, Doncaster, Pan-Lancashire)")
LOCAL_RECORDING = _local("recording a conference (Leeds, Coventry, Sussex)")
LOCAL_RETENTION = _local("keeping records (Blackpool, Devon)")

PRACTICE = Source(
    "Professional practice",
    "no published figure found",
    None,
    "a default for the authority to confirm",
)
