from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_contact_by_participant"),
    ]

    operations = [
        migrations.AlterField(
            model_name="allocation",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("social_worker", "Social worker"),
                    ("manager", "Team manager"),
                    ("solicitor", "Authority's solicitor"),
                    ("chair", "Conference chair"),
                    ("involved", "Works with the family"),
                    ("administrator", "Conference administrator"),
                    ("head", "Head of service"),
                ],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="allocationevent",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("social_worker", "Social worker"),
                    ("manager", "Team manager"),
                    ("solicitor", "Authority's solicitor"),
                    ("chair", "Conference chair"),
                    ("involved", "Works with the family"),
                    ("administrator", "Conference administrator"),
                    ("head", "Head of service"),
                ],
                max_length=14,
            ),
        ),
    ]
