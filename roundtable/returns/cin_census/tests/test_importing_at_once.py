"""The same return taken in by two people at the same moment: nobody is refused, nobody held twice."""

import json
import threading
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import UnreadChild
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.returns.cin_census.tests.xml_text import child, episode, message


def test_one_waits_for_the_other(transactional_db: None, tmp_path: Path) -> None:
    authority = Authority.objects.create(code="INV", name="Invented Council", lea_numbers=["999"])
    path = tmp_path / "return.xml"
    path.write_text(message(*(child(episode(), identifier=f"INV{n:03}") for n in range(40))))
    both_are_ready = threading.Barrier(2, timeout=20)
    figures: list[dict[str, int]] = []

    def take_in() -> None:
        out = StringIO()
        try:
            both_are_ready.wait()
            call_command("import_census", str(path), "--json", stdout=out)
            figures.append(json.loads(out.getvalue().splitlines()[-1]))
        finally:
            connection.close()

    desks = [threading.Thread(target=take_in) for _ in range(2)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(timeout=60)
    assert sorted(one["children_imported"] for one in figures) == [0, 40]
    assert [one["children_refused"] for one in figures] == [0, 0]
    with authority_context([authority.pk]):
        assert Person.objects.count() == 40
        assert not UnreadChild.objects.exists()
