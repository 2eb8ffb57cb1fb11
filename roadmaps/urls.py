from django.urls import path

from roadmaps import views

urlpatterns = [
    path("dzialania/<int:pk>/", views.action, name="action"),
    path("dzialania/<int:pk>/glos/", views.support, name="action_support"),
    path("dzialania/<int:pk>/edycja/", views.edit, name="action_edit"),
    path("dzialania/<int:pk>/przenies/", views.move, name="action_move"),
    path("dzialania/<int:pk>/zaniechaj/", views.drop, name="action_drop"),
    path("dzialania/<int:pk>/komentarze/", views.comment, name="action_comment"),
    path("mapy/<int:pk>/dzialania/", views.add, name="action_add"),
]
