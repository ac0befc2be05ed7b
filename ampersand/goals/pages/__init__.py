"""Pages of goals: the roadmap and one goal; writing; doing."""
