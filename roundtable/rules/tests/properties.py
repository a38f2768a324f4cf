"""How often a property is tried: enough to find what hides, and the folder stays under 2 seconds."""

from hypothesis import settings

# No deadline for one example: a busy machine is no counterexample. No database: nothing is kept.
often = settings(max_examples=40, deadline=None, database=None)
