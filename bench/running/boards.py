"""Boards of any size: groups with members, and actions whose texts are made of many words by a seeded chance."""

import random

SEED = 2018
MEMBER, COORDINATOR = "anna@example.org", "koordynator@example.org"

# what texts are made of, kind by kind
LEXICON = """
what: warsztaty spacery debaty dyżury szkolenie przewodnik spotkania konsultacje kampania festyn poradnik
    wolontariat katalog mapa giełda biblioteka punkt partnerstwo fundusz ogród kawiarenka pracownia akademia
    spółdzielnia klub staż dzień przegląd bank panel narada ankieta audyt świetlica wymiana wypożyczalnia
whose: obywatelskie sąsiedzkie międzypokoleniowe młodzieżowe księgowe prawne osiedlowe społeczne senioralne szkolne
    rowerowe kulturalne ekologiczne rodzinne miejskie gminne wspólne otwarte comiesięczne próbne wędrowne cyfrowe
for_whom: mieszkanek organizacji stowarzyszeń seniorów uczennic nauczycielek rodziców wolontariuszek przedsiębiorców
    urzędników bibliotekarek opiekunów sołtysów spółdzielni fundacji cudzoziemców studentek sąsiadów radnych
where: dzielnicach bibliotekach szkołach Śródmieściu świetlicach parafiach Gołębiowie parkach urzędzie przychodniach
    domach Ustroniu kawiarni internecie sołectwach Borkach spółdzielniach Glinicach ośrodku
verbs: zbieramy opisujemy sprawdzamy pokazujemy uzgadniamy łączymy odwiedzamy drukujemy tłumaczymy prowadzimy
    oddajemy liczymy rozmawiamy wspieramy uczymy zapraszamy porównujemy naprawiamy szukamy organizujemy
things: potrzeby umowy statuty pomysły sale narzędzia dotacje terminy dokumenty uwagi przepisy rowery dyżury zasady
    wnioski petycje lokale podręczniki sprawozdania budżety ulotki nagrania wyniki zgody kontakty doświadczenia
    błędy
"""
HOW = [
    "co miesiąc",
    "raz w kwartale",
    "wspólnie z urzędem",
    "bez opłat",
    "po godzinach",
    "małymi krokami",
    "w dwóch turach",
    "od września",
    "przy jednym stole",
    "na próbę",
    "z tłumaczeniem",
    "dla chętnych",
]
WHO = [
    "Stowarzyszenie „Przykład”",
    "Fundacja Demo",
    "Spółdzielnia Socjalna „Wzór”",
    "Miejska Biblioteka Wzorcowa, Filia nr 4",
    "Koło Gospodyń Wiejskich „Próbne”",
    "Federacja Organizacji Pozarządowych Regionu Przykładowego",
    "Hufiec Demo",
    "",
    "",
]


def lexicon():
    """{kind: words}"""
    found = {}
    for word in LEXICON.split():
        if word.endswith(":"):
            found[kind := word[:-1]] = []
        else:
            found[kind].append(word)
    return found


def text_of(chance):
    """(title, description): now short, now of an awkward length."""
    words = lexicon()

    def one(kind):
        return chance.choice(words[kind])

    title = f"{one('what')} {one('whose')}"
    if chance.random() < 0.8:
        title += f" dla {one('for_whom')}"
    if chance.random() < 0.4:
        title += f" w {one('where')}"
    if chance.random() < 0.15:
        title += f" i {one('what')} {one('whose')} dla {one('for_whom')}"
    sentences = [
        f"{one('verbs')} {one('things')} i {one('things')} {one('for_whom')} w {one('where')}, {chance.choice(HOW)}."
        for _ in range(chance.choice([1, 2, 2, 3, 4, 8]))
    ]
    return title[:1].upper() + title[1:120], " ".join(line[:1].upper() + line[1:] for line in sentences)


def make_group(title):
    from portal.models import GroupIndexPage, WorkingGroupPage

    index = GroupIndexPage.objects.get()
    group = index.add_child(instance=WorkingGroupPage(title=title, purpose="Grupa do pomiaru."))
    group.save_revision().publish()
    return group


def make_members(group, number):
    """So many members, Anna and the coordinator of the demo among them."""
    from signup.models import Membership, User

    people = [User.objects.get(email=MEMBER)]
    people += [
        User(email=f"osoba{n}.{group.pk}@example.org", first_name="Osoba", last_name=f"{n}") for n in range(number)
    ]
    User.objects.bulk_create(people[1:])
    Membership.objects.bulk_create(Membership(user=user, group=group) for user in people)
    coordinator = User.objects.get(email=COORDINATOR)
    Membership.objects.create(user=coordinator, group=group, role="coordinator")
    return people


def fill(size, seed=SEED):
    """A group whose board has so many actions, spread over all states, with votes and comments."""
    from datetime import date, timedelta

    from roadmaps.models import Action, Comment, Roadmap, Support
    from roadmaps.out.search import index_action

    chance = random.Random(f"{seed} {size}")
    group = make_group(f"Tablica {size}")
    people = make_members(group, 20)
    roadmap = Roadmap.objects.get(page__path__startswith=group.path)
    states = [state for state, _ in Action.STATES]
    actions = []
    for n in range(size):
        title, description = text_of(chance)
        action = Action(roadmap=roadmap, state=states[n % 6], position=n // 6 + 1, title=title, description=description)
        action.created_by, action.responsible_organisations = chance.choice(people), chance.choice(WHO)
        if chance.random() < 0.7:
            action.term, action.term_precision = date(2027, 1, 31) + timedelta(days=30 * (n % 20)), "month"
            action.horizon = chance.choice(["short", "medium", "long"])
        actions.append(action)
    Action.objects.bulk_create(actions)
    Support.objects.bulk_create(
        Support(action=action, by=user, wording=1)
        for action in actions
        for user in chance.sample(people, chance.randrange(9))
    )
    Comment.objects.bulk_create(
        Comment(action=action, by=chance.choice(people), text="Zgoda.")
        for action in actions
        for _ in range(chance.randrange(4))
    )
    for action in actions:
        index_action(Action, action)
    roadmap.last_event = size
    roadmap.save()
    return roadmap
