"""Pages of the guide: where to begin, and what visitors may read."""
