"""A practice of fictional people, so that there is something to look at."""
