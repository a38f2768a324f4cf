import pytest

from roundtable.rules.agenda import in_order
from roundtable.rules.settings import SETTINGS, SettingNotAllowed, number, with_defaults
from roundtable.rules.sources import Source


def test_every_setting_has_a_source_words_and_a_default_of_its_type():
    for setting in SETTINGS.values():
        assert isinstance(setting.source, Source)
        assert setting.source.document
        assert setting.source.paragraph
        assert setting.text
        assert setting.default is None or type(setting.default) is setting.kind, setting.key
        assert not setting.choices or setting.default in setting.choices


def test_the_statutory_limits_are_these_and_no_others():
    statutory = {key: s.default for key, s in SETTINGS.items() if s.statutory}
    assert statutory == {
        "icpc_working_days": 15,
        "first_review_months": 3,
        "later_review_months": 6,
        "first_core_group_wd": 10,
        "transfer_wd": 15,
    }
    for key in statutory:
        source = SETTINGS[key].source
        assert source.document == "Working Together to Safeguard Children"
        assert source.in_force_from is not None
        assert "2026 text to be checked" in str(source)


def test_defaults_stand_where_the_authority_says_nothing():
    values = with_defaults({"visit_interval_wd": 20})
    assert values["visit_interval_wd"] == 20
    assert values["core_group_interval_days"] == 42
    assert values["escalation_months"] == (9, 12, 15, 18, 21, 24)
    assert values["reminders_enabled"] is False


def test_nothing_is_promised_about_appeals_until_the_authority_has_said():
    assert with_defaults({})["appeal_enabled"] is None
    assert with_defaults({})["appeal_days"] is None
    assert with_defaults({"appeal_enabled": True, "appeal_days": 28})["appeal_days"] == 28
    assert with_defaults({"appeal_days": None})["appeal_days"] is None


@pytest.mark.parametrize(
    "key, value, complaint",
    [
        ("visit_every", 10, "no such setting"),
        ("visit_interval_wd", "10", "a whole number"),
        ("visit_interval_wd", True, "a whole number"),
        ("visit_interval_wd", None, "a whole number"),
        ("visit_interval_wd", -1, "less than 0"),
        ("reminders_enabled", 1, "yes or no"),
        ("role_label_chair", " ", "empty"),
        ("recording_policy", "always", "must be one of"),
        ("escalation_months", 9, "a list of months"),
        ("escalation_months", [9, "12"], "a list of months"),
        ("escalation_months", [9, True], "a list of months"),
        ("escalation_months", [0], "a list of months"),
        ("wall_title_grey", " ", "empty"),
        ("agenda", ["Welcome"], "must be titles for any of welcome, family"),
        ("agenda", {"tea": ["Tea"]}, "must be titles for any of welcome, family"),
        ("agenda", {"plan": []}, "plan must be a list of one title or more"),
        ("agenda", {"plan": "Plan"}, "plan must be a list of one title or more"),
        ("agenda", {"plan": ["Plan", " "]}, "plan must be a list of one title or more"),
        ("agenda", {"plan": [7]}, "plan must be a list of one title or more"),
        ("agenda", {"plan": ["x" * 121]}, "at most 120 letters"),
        ("icpc_working_days", 16, "can only be shorter"),
        ("icpc_working_days", 0, "can only be shorter"),
    ],
)
def test_a_value_that_cannot_be_says_so(key, value, complaint):
    with pytest.raises(SettingNotAllowed, match=complaint):
        with_defaults({key: value})


def test_what_can_be_set_is_set():
    values = with_defaults(
        {
            "icpc_working_days": 12,
            "reminders_enabled": True,
            "role_label_chair": "conference coordinator",
            "recording_policy": "not allowed",
            # As JSON has it, in whatever order, once or twice.
            "escalation_months": [24, 9, 9],
        }
    )
    assert values["icpc_working_days"] == 12
    assert values["reminders_enabled"] is True
    assert values["role_label_chair"] == "conference coordinator"
    assert values["recording_policy"] == "not allowed"
    assert values["escalation_months"] == (9, 24)


def test_steps_of_the_agenda_are_renamed_and_split_and_none_is_lost():
    usual = with_defaults({})["agenda"]
    named = with_defaults({"agenda": {"plan": ["What needs to happen", "Who does it"]}})["agenda"]
    assert named == {**usual, "plan": ("What needs to happen", "Who does it")}
    assert set(in_order(plan_before_decision=True)) == set(in_order(plan_before_decision=False))
    assert set(named) == set(in_order(plan_before_decision=True))


def test_only_a_number_is_counted_with():
    assert number(with_defaults({}), "record_wd") == 20
    with pytest.raises(SettingNotAllowed, match="has not set"):
        number(with_defaults({}), "appeal_days")


def test_a_source_says_where_it_stands():
    bare = Source("Children Act 1989", "section 47", None)
    noted = Source("Children Act 1989", "section 47", None, "as amended")
    assert str(bare) == "Children Act 1989, section 47"
    assert str(noted) == "Children Act 1989, section 47 (as amended)"
