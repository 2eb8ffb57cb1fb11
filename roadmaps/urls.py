from django.urls import path

from roadmaps import backing, moving, talking, views, writing

urlpatterns = [
    path("dzialania/<int:pk>/", views.action, name="action"),
    path("dzialania/<int:pk>/glos/", backing.support, name="action_support"),
    path("dzialania/<int:pk>/edycja/", writing.edit, name="action_edit"),
    path("dzialania/<int:pk>/przenies/", moving.move, name="action_move"),
    path("dzialania/<int:pk>/zaniechaj/", moving.drop, name="action_drop"),
    path("dzialania/<int:pk>/komentarze/", talking.comment, name="action_comment"),
    path("mapy/<int:pk>/dzialania/", views.add, name="action_add"),
]
