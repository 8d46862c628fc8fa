"""Django's database cache, in which several processes count together without losing a count."""

import base64
import pickle

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone


class CountingDatabaseCache(DatabaseCache):
    """Adds to a number under the row's lock and keeps its end; Django's own reads, writes and begins the time anew.

    The table's name is a setting's, and its values are pickled by nobody but Django's cache and this class.
    """

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number that is there and return it; ValueError when there is none, or not any more."""
        stored = self.make_and_validate_key(key, version=version)
        database = router.db_for_write(self.cache_model_class)
        connection, table = connections[database], self.cache_model_class._meta.db_table
        # SQLite locks the whole file when the transaction begins ("IMMEDIATE"), PostgreSQL this row.
        lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
        with transaction.atomic(using=database), connection.cursor() as cursor:
            # The end is kept in whole seconds, as Django's `add` compares it.
            now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
            query = f"SELECT value FROM {table} WHERE cache_key = %s AND expires >= %s {lock}"  # nosec B608
            cursor.execute(query, [stored, now])
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"there is no number under {key!r}")
            value: int = pickle.loads(base64.b64decode(row[0])) + delta  # nosec B301
            text = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode()
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [text, stored])  # nosec B608
            return value
