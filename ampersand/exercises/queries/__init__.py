"""Reads: the shelf, pages of one's own, sealed pairs, tables. Every function takes the viewer first."""
