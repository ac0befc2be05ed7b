"""Reads: one's own log, sides and offers, the loop, and what those who treat are let see."""
