"""Addresses of the directory. Public ones are neutral: they stand in histories and in mails."""

from django.urls import URLPattern, path

from ampersand.directory.pages import consult, find, inbox, profile, review, yours

app_name = "directory"
urlpatterns: list[URLPattern] = [
    path("find/", find.find, name="find"),
    path("find/<slug:listed>/", find.therapist, name="therapist"),
    path("photos/<slug:digest>/<slug:size>.jpg", find.photo, name="photo"),
    path("ask/", consult.consult, name="consult"),
    path("ask/send/", consult.send, name="send"),
    path("yours/<str:token>/", yours.yours, name="yours"),
    path("yours/<str:token>/confirm/", yours.confirm, name="confirm"),
    path("yours/<str:token>/time/", yours.choose_time, name="choose_time"),
    path("yours/<str:token>/<uuid:letter_id>/word/", yours.add_word, name="add_word"),
    path("yours/<str:token>/<uuid:letter_id>/address/", yours.give_address, name="give_address"),
    path("yours/<str:token>/<uuid:letter_id>/back/", yours.take_back, name="take_back"),
    path("enquiries/", inbox.inbox, name="inbox"),
    path("enquiries/<uuid:letter_id>/", inbox.letter, name="letter"),
    path("enquiries/<uuid:letter_id>/accept/", inbox.accept, name="accept"),
    path("enquiries/<uuid:letter_id>/times/", inbox.offer, name="offer"),
    path("enquiries/<uuid:letter_id>/word/", inbox.say, name="say"),
    path("enquiries/<uuid:letter_id>/decline/", inbox.decline, name="decline"),
    path("enquiries/<uuid:letter_id>/close/", inbox.close, name="close"),
    path("enquiries/<uuid:letter_id>/begin/", inbox.begin, name="begin"),
    path("my-page/", profile.profile, name="profile"),
    path("my-page/photo/", profile.set_photo, name="set_photo"),
    path("my-page/photo/remove/", profile.remove_photo, name="remove_photo"),
    path("my-page/openings/", profile.say_openings, name="say_openings"),
    path("my-page/preview/", profile.preview, name="preview"),
    path("my-page/hand-in/", profile.submit, name="submit"),
    path("my-page/take-down/", profile.withdraw, name="withdraw"),
    path("pages/", review.reviews, name="reviews"),
    path("pages/<uuid:profile_id>/", review.review, name="review"),
    path("pages/<uuid:profile_id>/publish/", review.publish, name="publish"),
    path("pages/<uuid:profile_id>/send-back/", review.send_back, name="send_back"),
]
