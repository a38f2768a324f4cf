"""
Which element may stand inside which, and the plain words for each.

Source: the public schemas of the return for 2021-22 to 2025-26 (Social Finance Digital Labs,
liia-tools-pipeline, `CIN_schema_2022.xsd` to `CIN_schema_2026.xsd`), which agree on the
structure. Module 5 (2026-27) is read as Data to Insight's validator drafts it: the department's
own specification should be checked before anything relies on it.
"""

PRE_PROCEEDINGS_ITEMS = (
    "PPStartDate",
    "LBPSentDate",
    "FGDMMeetingOffer",
    "FGDMMeetingFac",
    "InitialPPMeetingDate",
    "ReviewMeetingsCount",
    "StepDecisionDate",
    "PPOutcome",
    "CourtAppDate",
    "LetterInitCPDate",
)

HEADER_LAYOUT: dict[str, frozenset[str]] = {
    "Message": frozenset({"Header", "Children"}),
    "Header": frozenset({"CollectionDetails", "Source", "Content"}),
    "CollectionDetails": frozenset({"Collection", "Year", "ReferenceDate"}),
    "Source": frozenset({"SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"}),
    "Content": frozenset({"CBDSLevels"}),
    "CBDSLevels": frozenset({"CBDSLevel"}),
    "Children": frozenset({"Child"}),
}

CHILD_LAYOUT: dict[str, frozenset[str]] = {
    "Child": frozenset({"ChildIdentifiers", "ChildCharacteristics", "CINdetails"}),
    "ChildIdentifiers": frozenset(
        {
            "LAchildID",
            "UPN",
            "FormerUPN",
            "UPNunknown",
            "PersonBirthDate",
            "ExpectedPersonBirthDate",
            "Sex",
            "GenderCurrent",
            "PersonDeathDate",
        }
    ),
    "ChildCharacteristics": frozenset({"Ethnicity", "Disabilities"}),
    "Disabilities": frozenset({"Disability"}),
    "CINdetails": frozenset(
        {
            "CINreferralDate",
            "ReferralSource",
            "PrimaryNeedCode",
            "CINclosureDate",
            "ReasonForClosure",
            "DateOfInitialCPC",
            "ReferralNFA",
            "Assessments",
            "CINPlanDates",
            "Section47",
            "ChildProtectionPlans",
            "PreProceedingsandFGDM",
        }
    ),
    "Assessments": frozenset(
        {
            "AssessmentActualStartDate",
            "AssessmentInternalReviewDate",
            "AssessmentAuthorisationDate",
            "FactorsIdentifiedAtAssessment",
        }
    ),
    "FactorsIdentifiedAtAssessment": frozenset({"AssessmentFactors"}),
    "CINPlanDates": frozenset({"CINPlanStartDate", "CINPlanEndDate"}),
    "Section47": frozenset(
        {"S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired"}
    ),
    "ChildProtectionPlans": frozenset(
        {
            "CPPstartDate",
            "CPPendDate",
            "InitialCategoryOfAbuse",
            "LatestCategoryOfAbuse",
            "NumberOfPreviousCPP",
            "Reviews",
        }
    ),
    "Reviews": frozenset({"CPPreviewDate"}),
    "PreProceedingsandFGDM": frozenset(PRE_PROCEEDINGS_ITEMS),
}

LAYOUT = HEADER_LAYOUT | CHILD_LAYOUT
NO_ELEMENTS: frozenset[str] = frozenset()

CHILD_ELEMENTS = frozenset(CHILD_LAYOUT).union(*CHILD_LAYOUT.values())
KNOWN_ELEMENTS = CHILD_ELEMENTS.union(HEADER_LAYOUT, *HEADER_LAYOUT.values())

# Element: first and last census year (the year the period ends in) it belongs to.
IN_USE = {
    "GenderCurrent": (2022, 2024),
    "Sex": (2025, 9999),
    "PreProceedingsandFGDM": (2027, 9999),
}

WORDS = {
    "LAchildID": "local identifier",
    "UPN": "unique pupil number",
    "FormerUPN": "former unique pupil number",
    "UPNunknown": "reason for having no unique pupil number",
    "PersonBirthDate": "date of birth",
    "ExpectedPersonBirthDate": "expected date of birth",
    "Sex": "sex",
    "GenderCurrent": "gender",
    "PersonDeathDate": "date of death",
    "Ethnicity": "ethnicity",
    "Disability": "disability",
    "CINreferralDate": "date of the referral",
    "ReferralSource": "source of the referral",
    "PrimaryNeedCode": "primary need",
    "CINclosureDate": "date the case closed",
    "ReasonForClosure": "reason the case closed",
    "DateOfInitialCPC": "date of the initial conference",
    "ReferralNFA": "answer to whether the referral led to no further action",
    "AssessmentActualStartDate": "start date of the assessment",
    "AssessmentInternalReviewDate": "review date of the assessment",
    "AssessmentAuthorisationDate": "end date of the assessment",
    "AssessmentFactors": "factor found at the assessment",
    "CINPlanStartDate": "start date of the child in need plan",
    "CINPlanEndDate": "end date of the child in need plan",
    "S47ActualStartDate": "start date of the section 47 enquiry",
    "InitialCPCtarget": "date by which the initial conference was due",
    "ICPCnotRequired": "answer to whether a conference was not required",
    "CPPstartDate": "start date of the child protection plan",
    "CPPendDate": "end date of the child protection plan",
    "InitialCategoryOfAbuse": "first category of abuse",
    "LatestCategoryOfAbuse": "latest category of abuse",
    "NumberOfPreviousCPP": "number of previous child protection plans",
    "CPPreviewDate": "date of the review",
}


def words_for(element: str) -> str:
    """Return the plain words for an element, or its own name where there are none."""
    return WORDS.get(element, f"item {element}")
