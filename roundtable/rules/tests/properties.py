"""
How often a property is tried: few examples, each of many cases where that is cheap.

The folder stays under 2 seconds, and starting an example costs more than most rules do. Every day
of many years is counted in `tests/calendar/`.
"""

from hypothesis import settings

# No deadline for one example: a busy machine is no counterexample. No database: nothing is kept.
often = settings(max_examples=20, deadline=None, database=None)
