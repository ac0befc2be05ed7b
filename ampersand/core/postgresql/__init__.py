"""PostgreSQL as Django drives it, letting the server remember more queries."""
