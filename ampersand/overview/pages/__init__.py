"""Pages that gather: home and those of clients, and those of staff."""
