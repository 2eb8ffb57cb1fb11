from django.urls import path

from roadmaps.views import commenting, hiding, mentions, merging, moving, proposing, reading, supporting, writing

urlpatterns = [
    path("dzialania/", reading.act, name="action_act"),
    path("dzialania/<int:pk>/", reading.action, name="action"),
    path("dzialania/<int:pk>/glos/", supporting.support, name="action_support"),
    path("dzialania/<int:pk>/glos/wersja/", supporting.wording, name="action_wording"),
    path("dzialania/<int:pk>/pomoc/", supporting.pledge, name="action_pledge"),
    path("dzialania/<int:pk>/zastrzezenie/", supporting.objection, name="action_objection"),
    path("dzialania/<int:pk>/edycja/", writing.edit, name="action_edit"),
    path("dzialania/<int:pk>/historia/<int:number>/przywroc/", writing.restore, name="action_restore"),
    path("dzialania/<int:pk>/historia/<int:number>/cofnij/", writing.undo, name="action_undo"),
    path("dzialania/<int:pk>/ukryj/", hiding.hide, name="action_hide"),
    path("dzialania/<int:pk>/pokaz/", hiding.show, name="action_show"),
    path("dzialania/<int:pk>/usun-tresc/", hiding.redact, name="action_redact"),
    path("dzialania/<int:pk>/przenies/", moving.move, name="action_move"),
    path("dzialania/<int:pk>/zaniechaj/", moving.drop, name="action_drop"),
    path("dzialania/<int:pk>/polacz/", merging.merge, name="action_merge"),
    path("dzialania/<int:pk>/rozlacz/", merging.unmerge, name="action_unmerge"),
    path("dzialania/<int:pk>/osoby/", commenting.people, name="action_people"),
    path("dzialania/<int:pk>/komentarze/", commenting.comment, name="action_comment"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/odpowiedz/", commenting.answer, name="comment_answer"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/popraw/", commenting.revise, name="comment_revise"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/usun/", commenting.delete, name="comment_delete"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/ukryj/", commenting.hide, name="comment_hide"),
    path("dzialania/<int:pk>/komentarze/<int:comment>/przypnij/", commenting.pin, name="comment_pin"),
    path("dzialania/wspomnienia/", mentions.switch, name="mentions_switch"),
    path("dzialania/wspomnienia/<str:token>/", mentions.stop, name="mentions_stop"),
    path("mapy/<int:pk>/dzialania/", proposing.add, name="action_add"),
    path("mapy/<int:pk>/podobne/", proposing.similar, name="action_similar"),
    path("mapy/<int:pk>/powiazania/", proposing.links, name="action_links"),
]
