"""Tables of safety, one file for each concern."""

from ampersand.safety.models.alerts import Alert, AlertStep, RiskRecord, Screening
from ampersand.safety.models.checks import CheckAsk, CheckRound, CheckTalk, PrivateCheck
from ampersand.safety.models.joint import JointDecision, JointWork
from ampersand.safety.models.on_call import Heartbeat, OnCall
from ampersand.safety.models.pictures import PicturesRest
from ampersand.safety.models.plans import PlanComment, PlanDraft, PlanReader, PlanVersion, SafetyPlan
from ampersand.safety.models.preferences import Preference

__all__ = [
    "Alert",
    "AlertStep",
    "CheckAsk",
    "CheckRound",
    "CheckTalk",
    "Heartbeat",
    "JointDecision",
    "JointWork",
    "OnCall",
    "PicturesRest",
    "PlanComment",
    "PlanDraft",
    "PlanReader",
    "PlanVersion",
    "Preference",
    "PrivateCheck",
    "RiskRecord",
    "SafetyPlan",
    "Screening",
]
