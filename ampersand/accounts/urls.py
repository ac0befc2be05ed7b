"""Addresses of accounts: our own under `accounts:`, and under allauth's names the few of its pages that we want."""

from django.urls import include, path

from ampersand.accounts import entrance, pages, second_step

_own = [
    path("", pages.account, name="account"),
    path("reaching-me/", pages.safe_contact, name="safe_contact"),
    path("sign-ins/", pages.sign_ins, name="sign_ins"),
    path("sign-ins/end-others/", pages.end_other_sign_ins, name="end_other_sign_ins"),
    path("sign-ins/<uuid:sign_in_id>/end/", pages.end_sign_in, name="end_sign_in"),
    path("act-for/<uuid:practice_id>/", pages.act_for, name="act_for"),
    path("still-here/", pages.still_here, name="still_here"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
]

_step = [
    path("", second_step.second_step, name="mfa_index"),
    path("", second_step.second_step, name="mfa_list_webauthn"),
    path("again/", second_step.Again.as_view(), name="mfa_reauthenticate"),
    path("again/passkey/", second_step.AgainPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("app/", second_step.AddApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", second_step.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("passkeys/add/", second_step.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", second_step.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("recovery-codes/", second_step.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", second_step.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("", include((_own, "accounts"))),
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-in/", entrance.sign_in, name="account_request_login_code"),
    path("sign-in/code/", entrance.code, name="account_confirm_login_code"),
    path("sign-in/passkey/", second_step.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/second-step/", second_step.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("second-step/", include(_step)),
]
