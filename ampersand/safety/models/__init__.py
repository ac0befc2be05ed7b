"""Tables of safety, one file for each concern."""

from ampersand.safety.models.alerts import Alert, AlertStep, RiskRecord, Screening
from ampersand.safety.models.on_call import Heartbeat, OnCall
from ampersand.safety.models.preferences import Preference

__all__ = ["Alert", "AlertStep", "Heartbeat", "OnCall", "Preference", "RiskRecord", "Screening"]
