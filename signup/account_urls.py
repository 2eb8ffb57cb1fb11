"""Polish addresses over allauth's views, under allauth's names; what is not used is not routed."""

from django.urls import path

from signup import account, leaving, my_data

urlpatterns = [
    path("", account.home, name="account"),
    path("moje-dane/", my_data.my_data, name="my_data"),
    path("moje-dane/moje-dane.json", my_data.my_data_file, name="my_data_file"),
    path("moje-dane/poprawki/", my_data.correct, name="correct_my_data"),
    path("moje-dane/adres/", my_data.address, name="change_address"),
    path("moje-dane/adres/kod/", my_data.confirm_address, name="confirm_address"),
    path("moje-dane/zgody/<slug:kind>/", my_data.consent, name="my_consent"),
    path("moje-dane/usuniecie/", my_data.ask_for_erasure, name="ask_for_erasure"),
    path("moje-dane/usuniecie/cofniecie/", my_data.take_erasure_back, name="take_erasure_back"),
    path("logowanie/", account.AskForCode.as_view(), name="account_login"),
    path("logowanie/", account.AskForCode.as_view(), name="account_request_login_code"),
    path("logowanie/kod/", account.TypeCode.as_view(), name="account_confirm_login_code"),
    path("logowanie/pokaz/", account.demo_door, name="account_demo"),
    path("wejscie/<str:person>/<str:token>/", account.entry, name="account_entry"),
    path("grupy/<slug:slug>/opusc/", leaving.leave, name="leave_group"),
    path("wylogowanie/", account.sign_out, name="account_logout"),
]
