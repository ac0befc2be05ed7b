"""The policy engine: who may see and do what, the field vault and the audit chain."""

from typing import Any

from django.apps import AppConfig, apps
from django.core import checks


class PrivacyConfig(AppConfig):
    name = "ampersand.privacy"

    def ready(self) -> None:
        """Ask at start that every private model has a policy."""
        checks.register(every_private_model_has_a_policy)


def every_private_model_has_a_policy(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A model with private rows but no policy is an error at start."""
    from ampersand.privacy import policy
    from ampersand.privacy.scope import ScopedModel

    known = policy.registered()
    return [
        checks.Error(f"No policy says who may see {model.__name__}.", obj=model, id="privacy.E001")
        for model in apps.get_models()
        if issubclass(model, ScopedModel) and model not in known
    ]
