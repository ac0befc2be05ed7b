"""Writes: keeping what is typed, signing, adding, signing too, and everything that leaves."""
