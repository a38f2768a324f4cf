from roundtable.returns.cin_census.records import Problem

# A problem quotes what the file says; a megabyte of it would help nobody.
LONGEST_VALUE = 60


class Findings:
    """Gathers what a person should look at, in the order in which it was found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def left_out(
        self,
        code: str,
        *,
        line: int,
        element: str,
        reason: str,
        value: str = "",
        hides_open_plan: bool = False,
    ) -> None:
        """Record something that is not carried over."""
        self.problems.append(
            Problem(
                code=code,
                line=line,
                element=element,
                value=value[:LONGEST_VALUE],
                reason=reason,
                set_aside=True,
                hides_open_plan=hides_open_plan,
            )
        )

    def kept(self, code: str, *, line: int, element: str, reason: str, value: str = "") -> None:
        """Record something that is carried over although it looks wrong."""
        self.problems.append(
            Problem(
                code=code,
                line=line,
                element=element,
                value=value[:LONGEST_VALUE],
                reason=reason,
                set_aside=False,
            )
        )
