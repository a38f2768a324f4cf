from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0003_invitations_looked_at")]
    operations = [
        migrations.AlterField(
            model_name="secondlook",
            name="papers",
            field=models.CharField(
                choices=[
                    ("decision_letters", "Decision letters"),
                    ("record", "Copies of the record"),
                    ("invitations", "Invitations"),
                    ("agreed", "What was agreed in the room"),
                ],
                max_length=20,
            ),
        ),
    ]
