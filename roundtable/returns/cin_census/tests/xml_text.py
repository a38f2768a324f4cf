"""A return written as text, a few words at a time. Everyone in it is invented."""


def element(tag: str, *content: str) -> str:
    return f"<{tag}>{''.join(content)}</{tag}>\n"


def optional(tag: str, text: str | None) -> str:
    return "" if text is None else element(tag, text)


def plan(
    start: str | None = "2026-06-09",
    end: str | None = None,
    *more: str,
    reviews: tuple[str, ...] = (),
    category: str | None = "NEG",
    previous: str | None = "0",
) -> str:
    dates = "".join(element("CPPreviewDate", day) for day in reviews)
    return element(
        "ChildProtectionPlans",
        optional("CPPstartDate", start),
        optional("CPPendDate", end),
        optional("InitialCategoryOfAbuse", category),
        optional("LatestCategoryOfAbuse", category),
        optional("NumberOfPreviousCPP", previous),
        element("Reviews", dates) if dates else "",
        *more,
    )


def enquiry(
    start: str | None = "2026-05-20",
    held: str | None = None,
    *more: str,
    target: str | None = None,
    not_required: str | None = "0",
) -> str:
    return element(
        "Section47",
        optional("S47ActualStartDate", start),
        optional("InitialCPCtarget", target),
        optional("DateOfInitialCPC", held),
        optional("ICPCnotRequired", not_required),
        *more,
    )


def episode(
    *items: str,
    referral: str | None = "2026-05-11",
    closed: str | None = None,
    why_closed: str | None = None,
    conference: str | None = None,
    no_action: str | None = "0",
) -> str:
    return element(
        "CINdetails",
        optional("CINreferralDate", referral),
        element("ReferralSource", "6"),
        element("PrimaryNeedCode", "N1"),
        optional("CINclosureDate", closed),
        optional("ReasonForClosure", why_closed),
        optional("DateOfInitialCPC", conference),
        optional("ReferralNFA", no_action),
        *items,
    )


def child(
    *episodes: str,
    identifier: str | None = "INV001",
    born: str | None = "2015-06-01",
    expected: str | None = None,
    died: str | None = None,
    sex: str | None = "F",
    identifiers: str = "",
    characteristics: str = "<Ethnicity>WBRI</Ethnicity>",
) -> str:
    return element(
        "Child",
        element(
            "ChildIdentifiers",
            optional("LAchildID", identifier),
            optional("PersonBirthDate", born),
            optional("ExpectedPersonBirthDate", expected),
            optional("Sex", sex),
            optional("PersonDeathDate", died),
            identifiers,
        ),
        element("ChildCharacteristics", characteristics),
        *episodes,
    )


def header(
    *,
    collection: str | None = "CIN",
    year: str | None = "2027",
    reference_date: str | None = "2027-03-31",
    lea: str | None = "999",
    more: str = "",
) -> str:
    return element(
        "Header",
        element(
            "CollectionDetails",
            optional("Collection", collection),
            optional("Year", year),
            optional("ReferenceDate", reference_date),
        ),
        element(
            "Source",
            element("SourceLevel", "L"),
            optional("LEA", lea),
            element("SoftwareCode", "invented"),
            element("Release", "1.0"),
            element("SerialNo", "001"),
            element("DateTime", "2027-05-11T10:00:00"),
        ),
        more,
    )


def message(*children: str, head: str | None = None) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + element(
        "Message", header() if head is None else head, element("Children", *children)
    )
