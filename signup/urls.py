"""Writes about declarations, and the pages that belong to one person; the pages of calls answer GET themselves."""

from django.urls import path

from signup.declaring import by_link
from signup.declaring import views as declaring
from signup.people import invitations
from signup.privacy import reporting

urlpatterns = [
    path("deklaracja/", declaring.plain_address, name="declare"),
    path("deklaracja/klauzula/", declaring.clause, name="clause"),
    path("deklaracja/klauzula/<int:version>/", declaring.clause, name="clause"),
    path("deklaracje/wyslano/", declaring.sent, name="declaration_sent"),
    path("deklaracje/nabor/<slug:slug>/", declaring.send, name="send_declaration"),
    path("deklaracje/nabor/<slug:slug>/pole/<slug:name>/", declaring.check, name="check_declaration"),
    path("zaproszenia/<str:token>/", invitations.invitation, name="invitation"),
    path("zaproszenia/<str:token>/odrzuc/", invitations.decline, name="decline_invitation"),
    path("zgloszenie/", reporting.report, name="report"),
    path("zgloszenie/wyslano/", reporting.reported, name="reported"),
    path("deklaracje/nabor/<slug:slug>/deklaracja.pdf", declaring.blank_pdf, name="blank_declaration"),
    path("deklaracje/<str:token>/", by_link.declaration, name="declaration"),
    path("deklaracje/<str:token>/popraw/", by_link.revise, name="revise_declaration"),
    path("deklaracje/<str:token>/uzupelnij/<slug:group>/", by_link.complete, name="complete_declaration"),
    path("deklaracje/<str:token>/wycofaj/", by_link.withdraw, name="withdraw_declaration"),
    path("deklaracje/<str:token>/nowy-link/", by_link.renew_link, name="renew_declaration_link"),
    path("deklaracje/<str:token>/deklaracja.pdf", by_link.declaration_pdf, name="declaration_pdf"),
]
