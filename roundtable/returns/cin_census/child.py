"""From the elements of one child to what they say, before it is held against itself."""

import re
from datetime import timedelta

from roundtable.returns.cin_census.codes import NO_DISABILITY, SEX, SEX_OF_GENDER
from roundtable.returns.cin_census.episode import read_episode
from roundtable.returns.cin_census.fields import PLAN, Fields
from roundtable.returns.cin_census.nodes import Node
from roundtable.returns.cin_census.records import ChildRecord, RefusedChild, ReturnHeader

# What a person's record can hold, and what the census has allowed since 2024-25 (rule 1570).
LONGEST_IDENTIFIER = 20
PROPER_IDENTIFIER = re.compile(r"[A-Za-z0-9]+", re.ASCII)
# A pregnancy known by the last day is over within this, or the date is a slip of the pen.
LATEST_BIRTH = timedelta(days=300)


def read_child(node: Node, *, header: ReturnHeader) -> ChildRecord | RefusedChild:
    """Return what the element says about a child, or a refusal if it names none."""
    fields = Fields(year=header.year, as_at=header.as_at)
    identifiers = fields.only(node, "ChildIdentifiers") or Node("ChildIdentifiers", node.line)
    characteristics = fields.only(node, "ChildCharacteristics") or Node(
        "ChildCharacteristics", node.line
    )
    la_child_id = _identifier(node, identifiers, fields)
    if isinstance(la_child_id, RefusedChild):
        return la_child_id
    fields.check_places(node)
    return ChildRecord(
        position=node.position,
        line=node.line,
        la_child_id=la_child_id,
        upn=fields.upn(identifiers, "UPN"),
        former_upn=fields.upn(identifiers, "FormerUPN"),
        upn_unknown=fields.code(identifiers, "UPNunknown"),
        birth_date=fields.day(identifiers, "PersonBirthDate"),
        expected_birth_date=fields.day(
            identifiers, "ExpectedPersonBirthDate", latest=header.as_at + LATEST_BIRTH
        ),
        sex=_sex(identifiers, fields),
        death_date=fields.day(identifiers, "PersonDeathDate"),
        ethnicity=fields.code(characteristics, "Ethnicity"),
        disabilities=_disabilities(characteristics, fields),
        episodes=tuple(read_episode(details, fields) for details in node.all("CINdetails")),
        # Last, when all the rest has been read.
        problems=tuple(fields.problems),
    )


def refuse(node: Node, la_child_id: str | None, code: str, reason: str) -> RefusedChild:
    """Return the refusal, saying whether the child may be subject to a plan all the same."""
    return RefusedChild(
        position=node.position,
        line=node.line,
        la_child_id=la_child_id,
        code=code,
        reason=reason,
        may_have_open_plan=_may_have_open_plan(node),
    )


def _may_have_open_plan(node: Node) -> bool:
    if node.tag == PLAN:
        return all(end.is_empty for end in node.all("CPPendDate"))
    return any(_may_have_open_plan(child) for child in node.children)


def _identifier(node: Node, identifiers: Node, fields: Fields) -> str | RefusedChild:
    given = {" ".join(found.text.split()) for found in identifiers.all("LAchildID")} - {""}
    if not given:
        return refuse(
            node,
            None,
            "no_identifier",
            "The child has no local identifier, so nothing says which child this is.",
        )
    if len(given) > 1:
        return refuse(
            node,
            None,
            "two_identifiers",
            "The child has two different local identifiers, so it is not clear which child "
            "this is.",
        )
    (identifier,) = given
    if len(identifier) > LONGEST_IDENTIFIER:
        return refuse(
            node,
            identifier[:LONGEST_IDENTIFIER],
            "identifier_too_long",
            f"The local identifier is longer than {LONGEST_IDENTIFIER} characters, so it "
            f"cannot be held, and cut short it could be another child's.",
        )
    if not PROPER_IDENTIFIER.fullmatch(identifier):
        fields.kept(
            "identifier_form",
            line=identifiers.line,
            element="LAchildID",
            value=identifier,
            reason="The local identifier should be letters and digits only; it was kept as it is.",
        )
    return identifier


def _sex(identifiers: Node, fields: Fields) -> str:
    """Return M, F or U, whichever of the two elements is used and however it is written."""
    node = fields.only(identifiers, "Sex") or fields.only(identifiers, "GenderCurrent")
    if node is None:
        fields.kept(
            "sex_missing",
            line=identifiers.line,
            element="Sex",
            reason="The sex is missing; it is held as not known.",
        )
        return "U"
    code = SEX_OF_GENDER.get(node.text, node.text.upper())
    if code in SEX.codes:
        return code
    fields.left_out(
        "unknown_code",
        line=node.line,
        element=node.tag,
        value=node.text,
        reason="The sex is not one of the census's codes, so it is held as not known.",
    )
    return "U"


def _disabilities(characteristics: Node, fields: Fields) -> tuple[str, ...]:
    codes: list[str] = []
    for group in characteristics.all("Disabilities"):
        for node in group.all("Disability"):
            code = None if node.is_empty else fields.code_in(node)
            if code and code not in codes:
                codes.append(code)
    if NO_DISABILITY in codes and len(codes) > 1:
        codes.remove(NO_DISABILITY)
        fields.left_out(
            "none_with_others",
            line=characteristics.line,
            element="Disability",
            value=NO_DISABILITY,
            reason="No disability is recorded beside a disability, so NONE was left out.",
        )
    return tuple(codes)
