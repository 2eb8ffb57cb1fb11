from django.urls import path

from roadmaps import backing, hiding, moving, talking, views, writing

urlpatterns = [
    path("dzialania/<int:pk>/", views.action, name="action"),
    path("dzialania/<int:pk>/glos/", backing.support, name="action_support"),
    path("dzialania/<int:pk>/edycja/", writing.edit, name="action_edit"),
    path("dzialania/<int:pk>/historia/<int:number>/przywroc/", writing.restore, name="action_restore"),
    path("dzialania/<int:pk>/historia/<int:number>/cofnij/", writing.undo, name="action_undo"),
    path("dzialania/<int:pk>/ukryj/", hiding.hide, name="action_hide"),
    path("dzialania/<int:pk>/pokaz/", hiding.show, name="action_show"),
    path("dzialania/<int:pk>/usun-tresc/", hiding.redact, name="action_redact"),
    path("dzialania/<int:pk>/przenies/", moving.move, name="action_move"),
    path("dzialania/<int:pk>/zaniechaj/", moving.drop, name="action_drop"),
    path("dzialania/<int:pk>/komentarze/", talking.comment, name="action_comment"),
    path("mapy/<int:pk>/dzialania/", views.add, name="action_add"),
]
