"""Reads of goals. Every function takes the viewer first and starts from `visible_to`."""
