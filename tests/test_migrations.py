"""Updates without a pause: while a new version's migrations run, processes of the old version go on writing."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, DeleteModel, RemoveField, RenameField, RenameModel
from django.db.models import ManyToManyField

from imagetransfer import settings

# The last migration of each app from before this promise; those of apps that are not named came after it.
BEFORE = {"api": 1, "gallery": 3, "jobs": 5, "outbox": 1, "styles": 1}
BREAKING = (RemoveField, RenameField, RenameModel, DeleteModel)


def old_code_breaks_on(operation: object) -> bool:
    """Whether an INSERT or SELECT of the version before fails once the operation was done."""
    if isinstance(operation, AddField):
        field = operation.field
        return not (field.null or field.has_db_default() or isinstance(field, ManyToManyField))
    return isinstance(operation, BREAKING)


def test_migrations_leave_what_the_version_before_needs() -> None:
    ours = {app.rpartition(".")[2] for app in settings.INSTALLED_APPS if app.startswith("imagetransfer.")}
    migrations = {
        key: migration
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[0] in ours and int(key[1][:4]) > BEFORE.get(key[0], 0)
    }

    broken = [
        f"{app} {name}: {operation.describe()}"
        for (app, name), migration in migrations.items()
        for operation in migration.operations
        if old_code_breaks_on(operation)
    ]

    assert migrations
    assert not broken, "\n".join(
        [
            "New columns need a default in the database (db_default), or null; remove and rename one version later:",
            *broken,
        ]
    )
