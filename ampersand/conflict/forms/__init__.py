"""Forms for rows: what one writes, an offer and a side of it, the loop."""
