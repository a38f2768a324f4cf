"""
What is carried over from the last report into the next one.

A review asks what has changed. What was said last time is looked at again, line by line, and until
then it is marked as what it is: carried over. It is counted, and stops nobody.
"""

from roundtable.rules.reasons import Reason, hard


def reasons_cannot_carry_over(
    *, was_received: bool, has_last: bool, is_carried: bool
) -> list[Reason]:
    """Return why the report cannot begin from the last one of its author or their agency."""
    if was_received:
        return [hard("RECEIVED", "It has been handed in. Write what has changed as statements.")]
    if not has_last:
        return [hard("NO_LAST", "There is no earlier report about these children to begin from.")]
    if is_carried:
        return [hard("CARRIED", "What the last report says stands in this one already.")]
    return []


def reasons_cannot_leave_out(*, is_carried: bool, was_read: bool) -> list[Reason]:
    """Return why a statement cannot be taken out of the report again."""
    if not is_carried:
        return [hard("NOT_CARRIED", "Only what was carried over can be left out.")]
    if was_read:
        return [hard("READ", "Somebody has read it already. Change what it says instead.")]
    return []
