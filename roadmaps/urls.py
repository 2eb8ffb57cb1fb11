from django.urls import path

from roadmaps import backing, hiding, joining, mentions, moving, talking, views, writing

urlpatterns = [
    path("dzialania/", views.act, name="action_act"),
    path("dzialania/<int:pk>/", views.action, name="action"),
    path("dzialania/<int:pk>/glos/", backing.support, name="action_support"),
    path("dzialania/<int:pk>/glos/wersja/", backing.wording, name="action_wording"),
    path("dzialania/<int:pk>/pomoc/", backing.pledge, name="action_pledge"),
    path("dzialania/<int:pk>/zastrzezenie/", backing.objection, name="action_objection"),
    path("dzialania/<int:pk>/edycja/", writing.edit, name="action_edit"),
    path("dzialania/<int:pk>/historia/<int:number>/przywroc/", writing.restore, name="action_restore"),
    path("dzialania/<int:pk>/historia/<int:number>/cofnij/", writing.undo, name="action_undo"),
    path("dzialania/<int:pk>/ukryj/", hiding.hide, name="action_hide"),
    path("dzialania/<int:pk>/pokaz/", hiding.show, name="action_show"),
    path("dzialania/<int:pk>/usun-tresc/", hiding.redact, name="action_redact"),
    path("dzialania/<int:pk>/przenies/", moving.move, name="action_move"),
    path("dzialania/<int:pk>/zaniechaj/", moving.drop, name="action_drop"),
    path("dzialania/<int:pk>/polacz/", joining.join, name="action_join"),
    path("dzialania/<int:pk>/rozlacz/", joining.part, name="action_part"),
    path("dzialania/<int:pk>/osoby/", talking.people, name="action_people"),
    path("dzialania/<int:pk>/komentarze/", talking.comment, name="action_comment"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/odpowiedz/", talking.answer, name="comment_answer"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/popraw/", talking.revise, name="comment_revise"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/usun/", talking.delete, name="comment_delete"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/ukryj/", talking.hide, name="comment_hide"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/przypnij/", talking.pin, name="comment_pin"),
    path("dzialania/wspomnienia/", mentions.switch, name="mentions_switch"),
    path("dzialania/wspomnienia/<str:token>/", mentions.stop, name="mentions_stop"),
    path("mapy/<int:pk>/dzialania/", views.add, name="action_add"),
    path("mapy/<int:pk>/podobne/", views.similar, name="action_similar"),
    path("mapy/<int:pk>/powiazania/", views.links, name="action_links"),
]
