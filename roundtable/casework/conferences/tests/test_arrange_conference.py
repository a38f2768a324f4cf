from roundtable.casework.conferences.tests.family import Family, arranged


def test_arranged(cast: Family) -> None:
    conference = arranged(cast)
    assert conference.state == "SCHEDULED"
