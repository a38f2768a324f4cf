"""
Who may do what: one table, permission x role -> the condition on facts under which it is granted.

What the table does not grant is refused. Three facts are looked at before the table: another
authority's record, a deny list and a conflict of interest refuse everything, whatever the role.
A restricted record is closed to every role that is not working on it by name. The table lies in
`grants.py`; which *words* a person who may open a record can then read is for `disclosure.py`.
"""

from roundtable.rules.grants import GRANTS
from roundtable.rules.permissions import Condition, Facts, Permission, Role

__all__ = ["GRANTS", "Condition", "Facts", "Permission", "Role", "is_allowed"]

# Their access comes from being named on a list or from a release to them, never from a job title,
# so a restriction has nothing to take from them that their grants do not already ask for.
NAMED_ONE_BY_ONE = frozenset({Role.PARTNER, Role.FAMILY, Role.CHILD, Role.ADVOCATE})

# Opens no record: the act itself answers "possibly, check with ..." for a child it must not name.
OPENS_NO_RECORD = frozenset({Permission.LOOK_UP_PLAN_STATUS})


def is_allowed(permission: Permission, role: Role, facts: Facts) -> bool:
    """Return whether the table grants it. Whatever the table does not list is refused."""
    if not facts.same_authority or facts.denied or facts.conflicted:
        return False
    if _is_closed(permission, role, facts):
        return False
    condition = GRANTS[permission].get(role)
    return condition is not None and condition(facts)


def _is_closed(permission: Permission, role: Role, facts: Facts) -> bool:
    return (
        facts.restricted
        and not facts.allocated
        and role not in NAMED_ONE_BY_ONE
        and permission not in OPENS_NO_RECORD
    )
