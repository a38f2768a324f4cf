"""What a decision is, in a sentence for its reader: the same words in every letter and page."""

import tomllib
from functools import cache
from pathlib import Path

from roundtable.rules.decision_guards import Outcome


def decided(outcome: Outcome, *, name: str, for_family: bool) -> str:
    """Return what was decided for one child, in a sentence."""
    if_agreed = "if you agree to it" if for_family else "if the family agrees to it"
    return _sentences()[outcome].replace("{name}", name).replace("{if_agreed}", if_agreed)


@cache
def _sentences() -> dict[str, str]:
    written = (Path(__file__).parent / "outcomes.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)
