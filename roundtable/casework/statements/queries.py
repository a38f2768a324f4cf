"""Reads of statements. Each is for a named reader, or for all who look at one screen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.statements.entries import entries_of, silent_agencies
from roundtable.casework.statements.items import (
    Loaded,
    item_id,
    load_as_kept,
    of_conference,
    reply_item,
    statement_item,
)
from roundtable.casework.statements.models import (
    Domain,
    Kind,
    MadeIn,
    Provenance,
    Reply,
    Statement,
    StatementVersion,
)
from roundtable.casework.statements.shown import (
    WITHHELD,
    Column,
    ShownReply,
    ShownStatement,
    Wall,
)
from roundtable.rules.disclosure import Audience, Outcome, Reader, disclose_to_all

# Whose name a reader may not know, though they may read what was said.
SOMEBODY = "A professional who works with the family"

_AUDIENCES = {
    Audience.EVERYONE: "Everyone at the conference",
    Audience.PROFESSIONALS: "Professionals only",
    Audience.SOCIAL_CARE: "Children's social care only",
    Audience.CLOSED: "Only those in the closed part",
    Audience.AUTHOR: "Only who wrote it",
}
_IN_COLUMNS = (Domain.WORKING_WELL, Domain.WORRIED, Domain.IMPACT, Domain.GREY)


def statements_for(
    reader: Reader,
    conference: Conference,
    *,
    ids: Collection[int] | None = None,
    child_id: int | None = None,
    made_in: MadeIn | None = None,
    only_considered: bool = False,
    participants: Collection[Participant] | None = None,
) -> tuple[ShownStatement, ...]:
    """
    Return the statements of the conference that `reader` has, in the order they were made.

    Professionals are told of what is withheld from them; for family there is no trace of it.
    `only_considered` leaves out what was said after the conference had ended. Three
    queries, and four more for whose names they may know, unless `participants` (all of them, from
    `conferences.queries.participants_of`) is given.
    """
    return _shown(
        (reader,),
        conference,
        ids=ids,
        child_id=child_id,
        made_in=made_in,
        only_considered=only_considered,
        participants=participants,
    )


def said_before_the_end(conference: Conference) -> list[Loaded]:
    """
    Return what the conference considered, to be shown to several readers with `statements_shown`.

    At most three queries.
    """
    return of_conference(conference.pk, only_considered=True)


def statements_shown(
    reader: Reader, loaded: Iterable[Loaded], *, participants: Collection[Participant]
) -> tuple[ShownStatement, ...]:
    """Return what one reader has of statements that were read for several; no query."""
    names = _names_of((reader,), participants)
    found = (_show((reader,), one, names) for one in loaded)
    return tuple(one for one in found if one is not None)


def has_been_told(person_id: int, conference_id: int) -> bool:
    """Return whether this person was told, before an earlier answer, what an answer is for."""
    earlier = Reply.objects.filter(
        person_id=person_id, statement__conference_id=conference_id, was_told=True
    )
    return earlier.exists()


def domain_titles(conference: Conference) -> dict[str, str]:
    """Return what the authority calls the four columns, by the code of the domain, in order."""
    settings = conference.authority.effective_settings
    return {domain.value: settings[f"wall_title_{domain.value}"] for domain in _IN_COLUMNS}


def wall(
    readers: Reader | Sequence[Reader],
    conference: Conference,
    *,
    child_id: int | None = None,
    with_closed_parts: bool = True,
    participants: Collection[Participant] | None = None,
) -> Wall:
    """
    Return the four domains for one reader, or as all of `readers` may see them together.

    With `child_id`, only what is about this child, brothers and sisters included where it is about
    them too. Without closed parts, nothing that was said in one, whoever was in it.
    """
    together = (readers,) if isinstance(readers, Reader) else tuple(readers)
    if participants is None:
        participants = participants_of(conference, with_withdrawn=True)
    shown = _shown(together, conference, child_id=child_id, participants=participants)
    if not with_closed_parts:
        shown = tuple(one for one in shown if one.audience_code != Audience.CLOSED)
    read = [one for one in shown if not one.is_withheld]
    entries = entries_of([one for one in read if one.domain])
    titles = domain_titles(conference)
    return Wall(
        columns=tuple(
            Column(
                domain=domain.value,
                title=titles[domain],
                entries=tuple(one for one in entries if one.statements[0].domain == domain),
            )
            for domain in _IN_COLUMNS
        ),
        not_placed=tuple(one for one in read if not one.domain),
        withheld=len(shown) - len(read),
        silent=silent_agencies(together, participants, read, child_id=child_id),
    )


def statements_by_id(
    reader: Reader,
    conference: Conference,
    *,
    ids: Collection[int] | None = None,
    participants: Collection[Participant] | None = None,
) -> Mapping[int, ShownStatement]:
    """Return what the reader has by the statement's id; what is not in it is absent for them."""
    names = _names((reader,), conference, participants)
    return _by_id(reader, of_conference(conference.pk, ids=ids), names)


def statements_by_reader(
    readers: Sequence[Reader],
    conference: Conference,
    *,
    ids: Collection[int],
    participants: Collection[Participant],
) -> list[Mapping[int, ShownStatement]]:
    """Return what each reader has of these, each alone, by the statement's id. Three queries."""
    loaded = of_conference(conference.pk, ids=ids)
    return [
        _by_id(reader, loaded, _names((reader,), conference, participants)) for reader in readers
    ]


def readable_if_heard(
    readers: Sequence[Reader], conference: Conference, *, ids: Collection[int]
) -> Mapping[int, tuple[bool, ...]]:
    """
    Return for each statement which of `readers`, in their order, may have it once it is read out.

    Words are read out to everybody in the room or to nobody. At most three queries.
    """
    loaded = of_conference(conference.pk, ids=ids) if ids else []
    return {
        one.statement.pk: tuple(
            disclose_to_all([_having_heard(reader, one)], statement_item(one)) is Outcome.READ
            for reader in readers
        )
        for one in loaded
    }


def _having_heard(reader: Reader, loaded: Loaded) -> Reader:
    heard = item_id(loaded.statement.pk)
    return replace(reader, released_items=reader.released_items | {heard})


def _by_id(
    reader: Reader, loaded: Iterable[Loaded], names: Collection[int]
) -> Mapping[int, ShownStatement]:
    found = ((one.statement.pk, _show((reader,), one, names)) for one in loaded)
    return {pk: shown for pk, shown in found if shown is not None}


def statements_as_kept(
    reader: Reader,
    conference: Conference,
    *,
    numbers: Mapping[int, int],
    participants: Collection[Participant] | None = None,
) -> Mapping[int, ShownStatement]:
    """Return what the reader has of statements, by id, as the versions with these numbers were."""
    names = _names((reader,), conference, participants)
    found = ((one.statement.pk, _show((reader,), one, names)) for one in load_as_kept(numbers))
    return {pk: shown for pk, shown in found if shown is not None}


def _shown(
    readers: Sequence[Reader],
    conference: Conference,
    *,
    ids: Collection[int] | None = None,
    child_id: int | None = None,
    made_in: MadeIn | None = None,
    only_considered: bool = False,
    participants: Collection[Participant] | None = None,
) -> tuple[ShownStatement, ...]:
    every = of_conference(conference.pk, ids=ids, made_in=made_in, only_considered=only_considered)
    loaded = [one for one in every if child_id is None or child_id in one.child_ids]
    names = _names(readers, conference, participants)
    found = (_show(readers, one, names) for one in loaded)
    return tuple(one for one in found if one is not None)


def _names(
    readers: Sequence[Reader],
    conference: Conference,
    participants: Collection[Participant] | None,
) -> frozenset[int]:
    """Return the participants whose name all of `readers` may know; the others stay unnamed."""
    if participants is None:
        participants = participants_of(conference, with_withdrawn=True)
    return _names_of(readers, participants)


def _names_of(readers: Sequence[Reader], participants: Collection[Participant]) -> frozenset[int]:
    return frozenset(
        one.pk for one in participants if all(knows(reader, one) for reader in readers)
    )


def _show(
    readers: Sequence[Reader], loaded: Loaded, names: Collection[int]
) -> ShownStatement | None:
    """Return the statement as all of `readers` may have it, or None if it is absent for one."""
    outcome = disclose_to_all(readers, statement_item(loaded))
    if outcome is Outcome.ABSENT:
        return None
    if outcome is Outcome.WITHHELD:
        return WITHHELD
    version, statement = loaded.version, loaded.statement
    heard = _heard(readers, statement)
    return ShownStatement(
        statement_id=statement.pk,
        public_id=statement.public_id,
        number=version.number,
        text=version.text,
        said_by=_who_said(loaded, names, heard=heard),
        agency=_agency(loaded, names, heard=heard),
        kind=Kind(version.kind).label if version.kind else "",
        kind_code=version.kind,
        how_known=_how_known(version),
        provenance_code=version.provenance,
        source=version.source,
        happened_on=version.happened_on,
        domain=version.domain,
        children=tuple(child.name for child in loaded.children),
        child_ids=tuple(child.pk for child in loaded.children),
        audience=_AUDIENCES[Audience(version.audience)],
        audience_code=version.audience,
        made_in=statement.made_in,
        made_at=statement.made_at,
        is_draft=statement.finished_at is None,
        is_corrected=version.is_correction,
        is_after_decision=statement.is_after_decision,
        is_mine=all(_made(reader, loaded) for reader in readers),
        is_given=bool(loaded.given_to),
        replies=tuple(
            _reply(reply)
            for reply in loaded.replies
            if disclose_to_all(readers, reply_item(loaded, reply)) is Outcome.READ
        ),
    )


def _made(reader: Reader, loaded: Loaded) -> bool:
    author, said_by = loaded.statement.author, loaded.statement.said_by_id
    people = {said_by, author.person_id if author else None} - {None}
    return reader.person_id in people or (
        author is not None
        and author.professional_id is not None
        and author.professional_id == reader.professional_id
    )


def _heard(readers: Sequence[Reader], statement: Statement) -> bool:
    """Return whether all of `readers` were there when it was said, and so saw who said it."""
    return all(item_id(statement.pk) in reader.released_items for reader in readers)


def _who_said(loaded: Loaded, names: Collection[int], *, heard: bool) -> str:
    """Return who said it, with their job; somebody the reader may not know of has no name."""
    statement, author = loaded.statement, loaded.statement.author
    writer = ""
    if author is not None:
        writer = _name_and_job(author) if heard or author.pk in names else SOMEBODY
    if statement.said_by is None:
        return writer
    return f"{statement.said_by.name}, told to {writer}" if writer else statement.said_by.name


def _agency(loaded: Loaded, names: Collection[int], *, heard: bool) -> str:
    author = loaded.statement.author
    if author is None or author.professional is None or not (heard or author.pk in names):
        return ""
    return str(author.professional.agency.name)


def _name_and_job(participant: Participant) -> str:
    professional = participant.professional
    job = professional.job_title if professional else participant.get_role_display()
    # "Health visitor" inside a sentence, but never "gP" or "dSL".
    in_sentence = job[:1].lower() + job[1:] if job[1:2].islower() else job
    return f"{participant.name}, {in_sentence}" if job else participant.name


def _how_known(version: StatementVersion) -> str:
    """Return "First hand", or who told them: a source stands beside what is not first hand."""
    if not version.provenance:
        return ""
    label = str(Provenance(version.provenance).label)
    return f"{label}: {version.source}" if version.source else label


def _reply(reply: Reply) -> ShownReply:
    written = f", written down by {reply.written_by}" if reply.written_by else ""
    how = f" ({reply.how_given})" if reply.how_given else ""
    return ShownReply(
        by=f"{reply.person.name}{written}{how}",
        answer=str(Reply.Answer(reply.answer).label),
        text=reply.text,
        at=reply.at,
        disagrees=reply.answer == Reply.Answer.NOT_RIGHT,
    )
