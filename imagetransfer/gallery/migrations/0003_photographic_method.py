from django.db import migrations, models


def forwards(apps, schema_editor):
    apps.get_model("gallery", "Picture").objects.filter(method="photo").update(method="photographic")


def backwards(apps, schema_editor):
    apps.get_model("gallery", "Picture").objects.filter(method="photographic").update(method="photo")


class Migration(migrations.Migration):
    dependencies = [("gallery", "0002_pictures_of_their_own")]

    operations = [
        migrations.AlterField(
            model_name="picture",
            name="method",
            field=models.CharField(
                choices=[
                    ("fast", "Fast painting or light"),
                    ("gatys", "Slow painting"),
                    ("photographic", "Slow light"),
                    ("upload", "Uploaded"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
