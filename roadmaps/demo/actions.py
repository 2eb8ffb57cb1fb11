"""The 24 actions of the demo: where each has got to, and what was said on the way.

Each: title, description, state, number of supports, extra fields, comments (address, kind, text).
A term is ("day", days from now), ("month", months from now) or ("quarter", the next such quarter).
The steps in between (third support, agreement, start, result) are made by `roadmaps.demo.boards` with the
same verbs that members use, so that the history is a real one.
"""

AGREED_AT = "Ustalone na spotkaniu grupy, bez głosów sprzeciwu."

ROZWOJ = [
    (
        "Wspólne biuro dla małych organizacji",
        "Udostępniamy salę, drukarkę i adres do korespondencji organizacjom, których nie stać na własny lokal.",
        "in_progress",
        8,
        {
            "responsible": ["anna"],
            "goal": "Mała organizacja ma gdzie odebrać pocztę i spotkać się z mieszkańcami.",
            "audience": "stowarzyszenia i grupy nieformalne bez własnego lokalu",
            "responsible_organisations": "Stowarzyszenie „Przykład”",
            "term": ("quarter", 2),
            "resources": "lokal 40 m², drukarka, dwa biurka",
            "indicator": "10 organizacji korzysta z biura w każdym miesiącu",
        },
        [
            ("anna", "comment", "Popieram, nasze stowarzyszenie może dać salę."),
            ("tomasz", "question", "Kto policzy koszty?"),
            ("anna", "update", "Mamy trzy kosztorysy, przyniosę je na spotkanie."),
        ],
    ),
    (
        "Dyżury księgowe raz w miesiącu",
        "Doradczyni finansowa odpowiada na pytania o sprawozdania, dotacje i składki. "
        "Zapisy telefoniczne i przez formularz.",
        "in_progress",
        7,
        {
            "responsible_organisations": "Fundacja Demo",
            "term": ("month", 4),
            "audience": "skarbniczki i skarbnicy organizacji",
            "indicator": "60 porad w roku",
        },
        [("bartek", "update", "Pierwszy dyżur za nami: przyszło pięć organizacji.")],
    ),
    (
        "Mapa radomskich organizacji",
        "Lista organizacji z obszarem działania, kontaktem i potrzebami, aktualizowana dwa razy w roku.",
        "agreed",
        6,
        {
            "responsible_organisations": "Fundacja Demo",
            "term": ("quarter", 3),
            "goal": "Wiadomo, kto co robi i czego szuka.",
        },
        [("zofia", "comment", "Warto od razu pytać o to, czym organizacja może się podzielić.")],
    ),
    (
        "Fundusz mikrograntów sąsiedzkich",
        "Małe kwoty na pierwszy projekt grup nieformalnych, z opieką doświadczonego stowarzyszenia.",
        "discussed",
        5,
        {"audience": "sąsiadki i sąsiedzi, którzy chcą zrobić coś razem"},
        [
            ("agnieszka", "question", "Czy grupa bez konta w banku też może złożyć wniosek?"),
            ("piotr", "comment", "Może, jeśli opiekuje się nią stowarzyszenie. Tak robią inne miasta."),
        ],
    ),
    (
        "Szkolenie „Pierwszy wniosek”",
        "Cztery spotkania, po których każda grupa ma gotowy opis projektu i budżet.",
        "done",
        6,
        {
            "responsible_organisations": "Stowarzyszenie „Przykład”",
            "term": ("month", -1),
            "outcome": "Przeszkolono 14 osób z dziewięciu organizacji. Cztery wnioski są już złożone.",
        },
        [("krzysztof", "comment", "Dziękujemy! Prosimy o drugą edycję jesienią.")],
    ),
    (
        "Wzory dokumentów dla stowarzyszeń",
        "Statut, uchwały, umowa wolontariacka i lista obecności w dostępnych plikach do pobrania.",
        "proposed",
        2,
        {"resources": "przegląd prawny: 10 godzin"},
        [("teresa", "comment", "Pliki niech będą w formacie, który otworzy się na każdym komputerze.")],
    ),
    (
        "Stały zespół do rozmów z miastem",
        "Przedstawicielki i przedstawiciele organizacji spotykają się z urzędem co kwartał "
        "według uzgodnionego porządku.",
        "proposed",
        2,
        {},
        [],
    ),
    (
        "Wypożyczalnia sprzętu",
        "Namiot, nagłośnienie i rzutnik krążą między organizacjami według wspólnego kalendarza.",
        "proposed",
        1,
        {"resources": "namiot 3 × 3 m, nagłośnienie, rzutnik"},
        [("bartek", "question", "Kto odpowiada, gdy coś się zepsuje?")],
    ),
]

EDUKACJA = [
    (
        "Lekcje o wolontariacie w szkołach",
        "Wolontariuszki i wolontariusze opowiadają uczniom, od czego zacząć i jak łączyć pomoc z nauką.",
        "in_progress",
        10,
        {
            "responsible": ["barbara"],
            "responsible_organisations": "Szkoła Wzorcowa nr 0",
            "term": ("month", 6),
            "goal": "Każda klasa ósma spotyka się raz w roku z osobą, która pomaga innym.",
            "audience": "uczennice i uczniowie klas ósmych",
            "indicator": "20 lekcji w roku szkolnym",
        },
        [
            ("barbara", "update", "Umówione są pierwsze trzy szkoły."),
            ("ewa", "comment", "Możemy przygotować krótkie filmy z napisami."),
        ],
    ),
    (
        "Radomski Tydzień Wolontariatu",
        "Siedem dni otwartych drzwi w organizacjach, zakończonych wspólnym podziękowaniem.",
        "agreed",
        9,
        {"responsible_organisations": "Stowarzyszenie „Przykład”", "term": ("quarter", 4)},
        [("halina", "comment", "Podziękowanie zróbmy w bibliotece, tam jest podjazd.")],
    ),
    (
        "Spacery po dzielnicach z pytaniem „co poprawić?”",
        "Mieszkańcy zapisują uwagi na mapie, a grupa przekazuje je radom osiedli.",
        "discussed",
        7,
        {"audience": "mieszkanki i mieszkańcy osiedli", "indicator": "cztery spacery w roku"},
        [
            ("celina", "comment", "Proponuję zacząć od jednej dzielnicy."),
            ("jozef", "comment", "Zgadzam się, najlepiej od tej z najkrótszą trasą i ławkami po drodze."),
            ("agnieszka", "question", "Czy uwagi będzie można dopisać także przez internet?"),
        ],
    ),
    (
        "Punkt informacji obywatelskiej w bibliotece",
        "Raz w tygodniu dyżur: jak złożyć petycję, wniosek do budżetu obywatelskiego, uwagę do planu.",
        "in_progress",
        8,
        {
            "responsible_organisations": "Biblioteka Wzorcowa, Filia nr 4",
            "term": ("day", 100),
            "indicator": "30 odwiedzin miesięcznie",
        },
        [("zofia", "update", "Dyżury w środy od 15.00 do 18.00.")],
    ),
    (
        "Młodzieżowa rada projektów",
        "Uczniowie wybierają i prowadzą trzy własne inicjatywy w roku.",
        "proposed",
        2,
        {"responsible_organisations": "Fundacja Demo"},
        [("barbara", "comment", "Samorządy uczniowskie są chętne, trzeba tylko opiekunki lub opiekuna.")],
    ),
    (
        "Poradnik „Jak zebrać sąsiadów”",
        "Krótki tekst napisany prostym językiem, także w wersji do druku.",
        "done",
        8,
        {
            "responsible_organisations": "Spółdzielnia Socjalna „Wzór”",
            "term": ("month", -2),
            "outcome": "Poradnik ma 12 stron. Wydrukowano 300 egzemplarzy, są w filiach biblioteki.",
        },
        [],
    ),
    (
        "Bank dobrych przykładów",
        "Zbieramy opisy działań prospołecznych z miasta i regionu, z kosztami i błędami, których warto uniknąć.",
        "proposed",
        1,
        {},
        [],
    ),
    (
        "Debaty przy wspólnym stole",
        "Cztery rozmowy w roku o sprawach miasta, z tłumaczeniem na polski język migowy.",
        "discussed",
        5,
        {"partners": "biblioteki, domy kultury", "resources": "tłumaczenie PJM: cztery spotkania"},
        [("celina", "question", "Kto wybiera tematy?"), ("ewa", "comment", "Zbierzmy je na spacerach.")],
    ),
]

KOOPERACJA = [
    (
        "Śniadania międzysektorowe",
        "Co dwa miesiące organizacje, firmy i instytucje przedstawiają po jednej potrzebie i jednej propozycji.",
        "in_progress",
        8,
        {
            "responsible": ["pawel"],
            "responsible_organisations": "Fundacja Demo",
            "term": ("quarter", 4),
            "indicator": "sześć śniadań w roku",
        },
        [("pawel", "update", "Następne śniadanie odbędzie się w urzędzie.")],
    ),
    (
        "Katalog usług przedsiębiorstw społecznych",
        "Opis produktów i usług, z których mogą korzystać urzędy, szkoły i firmy.",
        "agreed",
        6,
        {"responsible_organisations": "Spółdzielnia Socjalna „Wzór”", "term": ("quarter", 2)},
        [],
    ),
    (
        "Zamówienia ze społecznym celem",
        "Warsztat dla urzędników o klauzulach społecznych i dobrych umowach.",
        "in_progress",
        7,
        {
            "responsible_organisations": "Spółdzielnia Socjalna „Wzór”",
            "term": ("month", 3),
            "audience": "osoby, które przygotowują zamówienia w urzędach",
            "goal": "Co najmniej dwa zamówienia z klauzulą społeczną w roku.",
        },
        [("ewa", "update", "Program warsztatu jest gotowy, szukamy terminu.")],
    ),
    (
        "Partnerstwo na rzecz seniorów",
        "Ośrodek pomocy, spółdzielnia socjalna i kluby seniora planują wspólną ofertę dowozu i opieki.",
        "discussed",
        5,
        {"audience": "osoby starsze i ich rodziny"},
        [
            ("halina", "comment", "Najpierw zapytajmy same kluby, kiedy dowóz jest najbardziej potrzebny."),
            ("teresa", "comment", "Mamy jeden samochód z podjazdem na dwa popołudnia w tygodniu."),
        ],
    ),
    (
        "Giełda wolontariatu pracowniczego",
        "Firmy zgłaszają godziny i umiejętności, organizacje zgłaszają zadania.",
        "proposed",
        2,
        {"partners": "lokalne firmy"},
        [("marek", "comment", "U nas można wykorzystać cztery godziny w kwartale.")],
    ),
    (
        "Wspólny kalendarz wydarzeń",
        "Jeden kalendarz, aby imprezy nie nakładały się na siebie i mogły się wzajemnie wspierać.",
        "discussed",
        6,
        {"indicator": "50 wydarzeń w kalendarzu po trzech miesiącach"},
        [("krzysztof", "question", "Kto będzie go pilnować, gdy skończy się zapał?")],
    ),
    (
        "Umowa o współpracy krok po kroku",
        "Wzór porozumienia partnerskiego z podziałem zadań, kosztów i odpowiedzialności.",
        "proposed",
        1,
        {},
        [],
    ),
    (
        "Wizyta studyjna w sąsiednim mieście",
        "Poznajemy działające partnerstwo lokalne i przywozimy trzy pomysły do wdrożenia.",
        "dropped",
        2,
        {"reason": "Partner odwołał zaproszenie. Wrócimy do tego, gdy będzie nowy termin."},
        [("piotr", "comment", "Szkoda, ale autokar i tak był za drogi.")],
    ),
]

ACTIONS = [ROZWOJ, EDUKACJA, KOOPERACJA]
