from django.db import migrations, models

LANES = {"fast": "preview", "slow": "full_size", "long": "custom"}
ALGORITHMS = {"photo": "photographic"}


def rename(apps, lanes, algorithms):
    """Give stored jobs, and the messages that wait in the queue, the new names."""
    jobs, messages = apps.get_model("jobs", "Job").objects, apps.get_model("django_q", "OrmQ").objects
    for old, new in lanes.items():
        jobs.filter(lane=old).update(lane=new)
        messages.filter(key=old).update(key=new)
    for old, new in algorithms.items():
        jobs.filter(algorithm=old).update(algorithm=new)


def forwards(apps, schema_editor):
    rename(apps, LANES, ALGORITHMS)


def backwards(apps, schema_editor):
    rename(apps, {new: old for old, new in LANES.items()}, {new: old for old, new in ALGORITHMS.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0004_trainings"),
        ("django_q", "0019_alter_task_options_alter_ormq_key_alter_ormq_lock_and_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="job",
            name="algorithm",
            field=models.CharField(
                choices=[("fast", "Fast"), ("gatys", "Gatys"), ("photographic", "Photographic")], max_length=20
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="lane",
            field=models.CharField(
                choices=[("preview", "Preview"), ("full_size", "Full Size"), ("custom", "Custom")], max_length=20
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
