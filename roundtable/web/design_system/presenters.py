"""Plain values that components show. Pages build them; no model reaches a template."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from roundtable.rules.working_days import Calendar
from roundtable.web.design_system.wording import count


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of a navigation bar, of tabs or of a sub-navigation."""

    text: str
    href: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio, checkbox or option."""

    value: str
    text: str
    hint: str = ""
    conditional: str = ""  # markup, shown while this is chosen
    divider: str = ""
    exclusive: bool = False
    key: str = ""  # "F", "Shift 1": chosen with Alt and it, where the page has `ui.keys()`


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a summary list; actions are (text, href, hidden text)."""

    key: str
    value: str
    actions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a task list; with a colour the status is a tag."""

    title: str
    href: str = ""
    hint: str = ""
    status: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A point of a timeline; `at` is a day or a moment."""

    title: str
    at: date
    byline: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DueDate:
    """A deadline with how long is left, in words, and the steps that led to it."""

    day: date
    left: str
    late: bool = False
    met: str = ""
    steps: tuple[str, ...] = ()
    source: str = ""
    provisional: bool = False

    @classmethod
    def of(
        cls,
        due_on: date,
        *,
        today: date,
        calendar: Calendar,
        done_on: date | None = None,
        steps: Sequence[str] = (),
        source: str = "",
        provisional: bool = False,
    ) -> "DueDate":
        """Return `due_on` as seen on `today`, or as it was met on `done_on`."""
        late = (done_on or today) > due_on
        return cls(
            day=due_on,
            left=_left(due_on, done_on or today, calendar, done=done_on is not None),
            late=late,
            met="" if done_on is None or late else "Done in time",
            steps=tuple(steps),
            source=source,
            provisional=provisional,
        )


def _left(due_on: date, seen_on: date, calendar: Calendar, *, done: bool) -> str:
    if seen_on > due_on:
        days = calendar.between(due_on, seen_on) or 1
        late = f"{count(days, 'working day')} late"
        return f"done {late}" if done else late
    if done:
        return "done"
    if seen_on == due_on:
        return "today"
    return f"{count(calendar.between(seen_on, due_on), 'working day')} left"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A number of a pagination; without a link it stands for those left out."""

    number: int
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of a list; `Pagination.of(3, 12, link=lambda n: f"?page={n}")`."""

    count: int
    items: tuple[PageLink, ...]
    previous: str = ""
    next: str = ""

    @classmethod
    def of(cls, number: int, count: int, *, link: Callable[[int], str]) -> "Pagination":
        """Return the first, the last and those near page `number` of `count`."""
        return cls(
            count=count,
            items=tuple(_page_links(number, count, link)),
            previous=link(number - 1) if number > 1 else "",
            next=link(number + 1) if number < count else "",
        )


def _page_links(number: int, count: int, link: Callable[[int], str]) -> Iterator[PageLink]:
    shown = [n for n in range(1, count + 1) if n in {1, count} or abs(n - number) <= 1]
    before = 0
    for n in shown:
        if n - before == 2:
            yield PageLink(n - 1, link(n - 1))  # one number takes no more room than the dots
        elif n - before > 2:
            yield PageLink(before + 1)
        yield PageLink(n, link(n), current=n == number)
        before = n
