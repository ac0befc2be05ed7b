"""Forms of the course and of marks."""
