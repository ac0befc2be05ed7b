"""Pages: the course of a case, one look at the whole, and the marks in the list of cases."""
