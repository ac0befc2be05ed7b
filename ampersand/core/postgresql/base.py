"""PostgreSQL through Django, with room for every query of the program among those that the server has planned."""

from typing import Any

from django.db.backends.postgresql import base

PREPARED = 500  # queries a connection; psycopg's own hundred would be planned and forgotten in turn


class DatabaseWrapper(base.DatabaseWrapper):
    """Named in the settings; found by its name."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection on which a query that comes again is parsed and planned once (option prepare_threshold)."""
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = PREPARED
        return connection
