from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0002_bank_holidays")]
    operations = [
        migrations.AlterField(
            model_name="secondlook",
            name="papers",
            field=models.CharField(
                choices=[
                    ("decision_letters", "Decision letters"),
                    ("record", "Copies of the record"),
                    ("invitations", "Invitations"),
                ],
                max_length=20,
            ),
        ),
    ]
