"""A bare vote view: what a vote costs whoever does the least."""

from running.servers import DEFAULT_MIDDLEWARE


def lay_bare_tables(pks):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("create table bare_action(id integer primary key, title varchar(120), votes integer)")
        cursor.execute(
            "create table bare_vote(action integer, person integer, on_it integer, primary key(action, person))"
        )
        cursor.executemany("insert into bare_action values(%s, 'Działanie', 0)", [[pk] for pk in pks])


def bare_vote(request, pk):
    from django.db import connection, transaction
    from django.http import HttpResponse
    from django.template import engines

    person, cast = request.user.pk, int(request.POST["cast"])
    with transaction.atomic(), connection.cursor() as cursor:
        upsert = "insert into bare_vote values(%s, %s, %s) on conflict(action, person) do update set on_it = %s"
        cursor.execute(upsert, [pk, person, cast, cast])
        cursor.execute("select count(*) from bare_vote where action = %s and on_it = 1", [pk])
        votes = cursor.fetchone()[0]
        cursor.execute("update bare_action set votes = %s where id = %s", [votes, pk])
        cursor.execute("select title from bare_action where id = %s", [pk])
        title = cursor.fetchone()[0]
    card = (
        "<article><h3>{{ title }}</h3><b>{{ votes }}</b><button aria-pressed='{{ cast }}'>Popieram</button></article>"
    )
    return HttpResponse(engines["django"].from_string(card).render({"title": title, "votes": votes, "cast": cast}))


def the_bare_vote():
    from django.core.wsgi import get_wsgi_application
    from django.urls import path

    from portal import settings

    # its app asks for the last one
    settings.MIDDLEWARE = [*DEFAULT_MIDDLEWARE, "allauth.account.middleware.AccountMiddleware"]
    settings.ROOT_URLCONF = (path("dzialania/<int:pk>/glos/", bare_vote),)
    return get_wsgi_application()
