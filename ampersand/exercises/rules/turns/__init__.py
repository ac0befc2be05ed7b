"""The machine of live exercises: an exercise, what stands on the table, an event and an instant give the next table.

Plain data in and out: timers are instants, never threads; whatever is stored goes on identically after a restart.
"""
