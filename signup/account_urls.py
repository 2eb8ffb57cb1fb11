"""Polish addresses over allauth's views, under allauth's names; what is not used is not routed."""

from django.urls import path

from signup import account, leaving

urlpatterns = [
    path("", account.home, name="account"),
    path("logowanie/", account.AskForCode.as_view(), name="account_login"),
    path("logowanie/", account.AskForCode.as_view(), name="account_request_login_code"),
    path("logowanie/kod/", account.TypeCode.as_view(), name="account_confirm_login_code"),
    path("logowanie/pokaz/", account.demo_door, name="account_demo"),
    path("wejscie/<str:person>/<str:token>/", account.entry, name="account_entry"),
    path("grupy/<slug:slug>/opusc/", leaving.leave, name="leave_group"),
    path("wylogowanie/", account.sign_out, name="account_logout"),
]
