"""Writes about rows: one verb a function, one transaction, its event on the case's chain."""
