"""Polish addresses over allauth's views, under allauth's names; what is not used is not routed."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("logowanie/", views.request_login_code, name="account_login"),
    path("logowanie/", views.request_login_code, name="account_request_login_code"),
    path("logowanie/kod/", views.confirm_login_code, name="account_confirm_login_code"),
    path("wylogowanie/", views.logout, name="account_logout"),
]
