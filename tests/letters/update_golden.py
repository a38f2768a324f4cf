"""
Write the golden text of each letter anew, after its words were changed on purpose:

    .venv/bin/python -m tests.letters.update_golden

Then read the difference: it is what families and professionals will read.
"""

import os
from pathlib import Path

import django

GOLDEN = Path(__file__).parent / "golden"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roundtable.config.settings.test")
    django.setup()
    from tests.letters import printed, tagged

    GOLDEN.mkdir(exist_ok=True)
    for name in printed.LETTERS:
        text = tagged.outline(tagged.read(printed.pdf_of(name)))
        (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
