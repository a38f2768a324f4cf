import django.db.models.deletion
import roundtable.foundation.core.fields
import uuid
from django.db import migrations, models

from roundtable.foundation.core.isolation import IsolateAuthorities


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0006_calendar_entries"),
        ("core", "0001_initial"),
        ("documents", "0001_initial"),
        ("people", "0003_calendar_entries"),
        ("reports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperCopy",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("pages", models.PositiveSmallIntegerField()),
                ("back_by", models.DateField(null=True)),
                ("printed_at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "document",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "participant",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_copies",
                        to="conferences.participant",
                    ),
                ),
                (
                    "printed_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CopyNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("state", models.CharField(max_length=10)),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, default="", max_length=250)),
                ("at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.authority",
                    ),
                ),
                (
                    "noted_by",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.professional",
                    ),
                ),
                (
                    "copy",
                    roundtable.foundation.core.fields.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="reports.papercopy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        IsolateAuthorities(),
    ]
