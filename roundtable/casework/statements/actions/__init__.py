"""What is done with a statement: made, put right, given to the family, answered."""

from roundtable.casework.statements.actions.family import (
    CannotReply,
    give_statements,
    reply_to_statement,
    write_down_reply,
)
from roundtable.casework.statements.actions.saying import (
    CannotMakeStatement,
    CannotReviseStatement,
    add_version,
    correct_statement,
    finish_statements,
    is_over,
    leave_out_statement,
    lock_statement,
    make_statement,
    revise_statement,
    unfinish_statements,
)

__all__ = [
    "CannotMakeStatement",
    "CannotReply",
    "CannotReviseStatement",
    "add_version",
    "correct_statement",
    "finish_statements",
    "give_statements",
    "is_over",
    "leave_out_statement",
    "lock_statement",
    "make_statement",
    "reply_to_statement",
    "revise_statement",
    "unfinish_statements",
    "write_down_reply",
]
