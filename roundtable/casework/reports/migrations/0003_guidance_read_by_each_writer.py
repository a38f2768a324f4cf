from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_signed_off_and_dated")]
    operations = [
        migrations.RemoveConstraint(
            model_name="guidanceread", name="guidance_read_once_for_a_report"
        ),
        migrations.AddConstraint(
            model_name="guidanceread",
            constraint=models.UniqueConstraint(
                fields=("authority", "report", "version", "user_id"),
                name="guidance_read_once_by_a_writer",
                nulls_distinct=False,
            ),
        ),
    ]
