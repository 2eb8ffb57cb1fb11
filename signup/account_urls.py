"""Polish addresses over allauth's views, under allauth's names; what is not used is not routed."""

from django.urls import path

from signup.people import leaving, sign_in
from signup.privacy import my_data, new_address

urlpatterns = [
    path("", sign_in.home, name="account"),
    path("moje-dane/", my_data.my_data, name="my_data"),
    path("moje-dane/moje-dane.json", my_data.my_data_file, name="my_data_file"),
    path("moje-dane/poprawki/", my_data.correct, name="correct_my_data"),
    path("moje-dane/adres/", new_address.address, name="change_address"),
    path("moje-dane/adres/kod/", new_address.confirm_address, name="confirm_address"),
    path("moje-dane/zgody/<slug:kind>/", my_data.consent, name="my_consent"),
    path("moje-dane/usuniecie/", my_data.ask_for_erasure, name="ask_for_erasure"),
    path("moje-dane/usuniecie/cofniecie/", my_data.take_erasure_back, name="take_erasure_back"),
    path("logowanie/", sign_in.AskForCode.as_view(), name="account_login"),
    path("logowanie/", sign_in.AskForCode.as_view(), name="account_request_login_code"),
    path("logowanie/kod/", sign_in.TypeCode.as_view(), name="account_confirm_login_code"),
    path("logowanie/pokaz/", sign_in.demo_door, name="account_demo"),
    path("wejscie/<str:person>/<str:token>/", sign_in.entry, name="account_entry"),
    path("grupy/<slug:slug>/opusc/", leaving.leave, name="leave_group"),
    path("wylogowanie/", sign_in.sign_out, name="account_logout"),
]
