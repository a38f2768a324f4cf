"""Imports are checked elsewhere; a foreign key given as text is not an import."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan
from tests.architecture.drawing import height


def keys_that_point_up(some_models: Iterable[type[models.Model]]) -> list[str]:
    """Return the references to a higher part, or to a sibling."""
    return [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in some_models
        for field in model._meta.get_fields()
        if field.concrete and (target := field.related_model) and is_up(model, target)
    ]


def is_up(model: type[models.Model], target: type[models.Model]) -> bool:
    source_app, target_app = (each._meta.app_config.name for each in (model, target))
    if source_app == target_app or not target_app.startswith("roundtable."):
        return False
    if not source_app.startswith("roundtable."):
        return target._meta.label != "accounts.User"  # Django's own tables know who signs in
    return height(target_app) >= height(source_app)


def test_foreign_keys_point_down() -> None:
    assert keys_that_point_up(apps.get_models(include_auto_created=True)) == []


@isolate_apps("roundtable.casework.people", "roundtable.casework.room")
def test_a_key_that_points_up_or_sideways_is_found() -> None:
    from roundtable.casework.reports.models import Report

    class Badge(models.Model):
        person = models.ForeignKey(Person, models.PROTECT, related_name="+")
        plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")

        class Meta:
            app_label = "people"

    class Seat(models.Model):
        person = models.ForeignKey(Person, models.PROTECT, related_name="+")
        report = models.ForeignKey(Report, models.PROTECT, related_name="+")

        class Meta:
            app_label = "room"

    assert keys_that_point_up([Badge, Seat]) == [
        "people.Badge.plan -> plans.Plan",
        "room.Seat.report -> reports.Report",
    ]
