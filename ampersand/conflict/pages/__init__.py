"""Pages of rows: one's own log, what two look at together, the loop, and the therapist's page."""
