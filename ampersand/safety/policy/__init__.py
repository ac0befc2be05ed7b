"""Who may see and do what in safety, one file for each concern; importing it registers the policies."""

from ampersand.safety.policy import alerts, checks, pictures, plans, preferences

__all__ = ["alerts", "checks", "pictures", "plans", "preferences"]
