"""What the pages of the demo say. Facts are those of the call of 2018; people and places are invented."""

CENTRE = {
    "name": "Centrum Inkubacji i Rozwoju PES w Radomiu",
    "short_name": "Centrum",
    "about": "Portal grup roboczych: po co są, jak dołączyć i co robią organizacje pozarządowe z Radomia i okolic.",
    "street": "ul. Przykładowa 1",
    "postal_code": "26-600",
    "city": "Radom",
    "email": "biuro@example.org",
    "hours": "poniedziałek–piątek, 8.00–16.00",
    "contact_role": "Koordynatorka grup roboczych",
    "contact_email": "grupy@example.org",
    "footer_note": "Treści, osoby i terminy w tej wersji są pokazowe.",
    "accessibility_status": "zgodna",
    "accessibility_building": (
        "Wejście bez progu od ul. Przykładowej, drzwi o szerokości 100 cm.\n"
        "Sala warsztatowa i toaleta dostosowana są na parterze. W sali działa pętla indukcyjna.\n"
        "Można wejść z psem asystującym. Tłumacza PJM zapewniamy po zgłoszeniu 3 dni wcześniej."
    ),
}

PARTNERS = [
    {
        "name": "Związek Stowarzyszeń Koalicja Organizacji Pozarządowych w Radomiu",
        "role": "współgospodarz grup roboczych",
        "text": "Federacja zaprasza do grup razem z Centrum i pomaga im spotykać się z innymi sektorami.",
        "url": "",
    },
    {
        "name": "Stowarzyszenie „Przykład”",
        "role": "gospodarz sali warsztatowej",
        "text": "Udostępnia salę i sprzęt na spotkania grup.",
        "url": "",
    },
]

WITH_A_LOGO = "Stowarzyszenie „Przykład”"

CONTACT = {
    "role": "Koordynatorka grup roboczych",
    "email": "grupy@example.org",
    "hours": "od poniedziałku do czwartku, 9.00–15.00",
}

DRAWING_ALT = "Rysunek: trzy linie, niebieska, różowa i zielona, rozchodzą się z jednego przystanku"
DIRECTIONS = "Autobusy 7 i 9 do przystanku Przykładowa, wejście od podwórza, parter."
WAY_IN_WORDS = """Droga do sali warsztatowej, ul. Przykładowa 1

1. Od przystanku Przykładowa (autobusy 7 i 9) proszę iść chodnikiem w stronę parku, około 150 metrów.
2. Po prawej stronie jest brama z żółtą tablicą. Za bramą droga jest utwardzona i płaska.
3. Wejście jest od podwórza, bez schodów; drzwi mają 95 cm szerokości i otwierają się na zewnątrz.
4. Sala jest na parterze, pierwsze drzwi po lewej. Toaleta dostępna dla osób na wózku jest naprzeciwko.
"""
SHEET = [
    "Czego potrzebujemy?",
    "– sali w środku tygodnia",
    "– kogoś od wniosków",
    "– lekcji w szkołach",
    "– wspólnego kalendarza",
    "– rozmów na dzielnicach",
    "– prostych wzorów umów",
]
FILES = [
    # title, name, not accessible
    ("Droga do sali opisana słowami", "droga-do-sali.txt", False),
    ("Kartka z potrzebami z pierwszego spotkania (skan)", "kartka-z-potrzebami.pdf", True),
]
MINUTES_OF = "pierwsze-spotkanie-edukacja-obywatelska"
MINUTES = [
    (
        "facts",
        {
            "number": "P/1/2018",
            "chair": "koordynatorka grupy",
            "taker": "przedstawicielka Stowarzyszenia „Przykład”",
            "present": 14,
            "guests": 2,
        },
    ),
    (
        "course",
        {
            "heading": "Ad 1. Przywitanie i poznanie się",
            "text": "<p>Osoby uczestniczące przedstawiły organizacje i powiedziały, czego oczekują od grupy. "
            "Najczęściej wracały: wolontariat w szkołach i rozmowy z mieszkańcami dzielnic.</p>",
        },
    ),
    (
        "decision",
        {
            "text": "Grupa spotyka się w pierwszy wtorek miesiąca o godz. 17.00.",
            "number": "U/EDU/1/2018",
            "votes_for": 12,
            "votes_against": 0,
            "abstained": 2,
        },
    ),
    (
        "task",
        {
            "what": "Zebrać listę szkół, które chcą przyjąć wolontariuszki i wolontariuszy",
            "who": "Fundacja Demo",
            "until": "2018-02-28",
        },
    ),
    ("next", "6 marca 2018 r., godz. 17.00, sala warsztatowa"),
]

HOME = {
    "heading": "Wspólnie wytyczamy drogę dla III sektora w Radomiu",
    "lede": "Grupy robocze zbierają propozycje, dyskutują o nich i prowadzą je do celu. "
    "Może dołączyć każda osoba: z organizacji, z sąsiedztwa, z urzędu.",
    "groups_heading": "Grupy robocze",
    "groups_lede": "Wyrosły z dwóch spotkań „Lunch obywatelski”. Każda ma własną mapę drogową: "
    "od propozycji do zrealizowanych działań.",
}

ABOUT = {
    "lede": "Centrum pomaga zakładać i rozwijać podmioty ekonomii społecznej (PES): stowarzyszenia, fundacje, "
    "spółdzielnie socjalne i koła gospodyń wiejskich.",
    "body": [
        (
            "text",
            "<p>W 2017 roku zaprosiliśmy lokalne liderki i liderów na dwa spotkania pod nazwą „Lunch obywatelski”. "
            "Przy jednym stole usiadły osoby z organizacji, urzędów i firm. Rozmawialiśmy o tym, nad czym warto "
            "pracować razem, zamiast każdy osobno.</p>"
            "<p>Z tych rozmów wyrosły trzy grupy robocze. Prowadzimy je razem ze Związkiem Stowarzyszeń Koalicja "
            "Organizacji Pozarządowych w Radomiu. Grupy są nieformalne i dobrowolne.</p>",
        ),
        ("heading", "Co robią grupy"),
        (
            "text",
            "<p>Każda grupa pracuje nad mapą drogową, czyli uporządkowaną listą działań. Działania mają:</p>"
            "<ul><li>wspierać III sektor,</li><li>budować współpracę z partnerami z innych sektorów,</li>"
            "<li>przybliżać mieszkankom i mieszkańcom życie obywatelskie.</li></ul>"
            "<p>Propozycję może dodać każda osoba z grupy. Inni ją uzupełniają i popierają, a postęp prac widać "
            "publicznie.</p>",
        ),
        ("heading", "Kto może dołączyć"),
        (
            "text",
            "<p>Zapraszamy przedstawicielki i przedstawicieli organizacji pozarządowych, lokalne liderki i liderów "
            "oraz wszystkie zainteresowane osoby. Wystarczy wysłać deklarację udziału w czasie naboru.</p>",
        ),
    ],
}

GROUPS = [
    {
        "slug": "rozwoj-iii-sektora",
        "title": "Rozwój III sektora",
        "purpose": "Szukamy rozwiązań, które wzmacniają organizacje pozarządowe, grupy nieformalne, "
        "ruchy miejskie i inicjatywy rozwoju lokalnego.",
        "body": [
            (
                "text",
                "<p>Pytamy małe organizacje, czego im brakuje na co dzień, i sprawdzamy, co da się zrobić wspólnie: "
                "od adresu do korespondencji po stałe rozmowy z miastem.</p>",
            )
        ],
    },
    {
        "slug": "edukacja-obywatelska",
        "title": "Edukacja obywatelska",
        "purpose": "Zmieniamy lokalne postawy wobec życia publicznego: uczymy wolontariatu, wspieramy sąsiedzkie "
        "inicjatywy, zachęcamy do działań prospołecznych.",
        "body": [
            (
                "text",
                "<p>Idziemy tam, gdzie są ludzie: do szkół, bibliotek i na podwórka. Zaczynamy od małych rzeczy, "
                "które można powtórzyć w następnej dzielnicy.</p>",
            )
        ],
    },
    {
        "slug": "rozwoj-sieci-kooperacji",
        "title": "Rozwój sieci kooperacji",
        "purpose": "Łączymy sektory: budujemy lokalne partnerstwa instytucji publicznych, przedsiębiorstw społecznych, "
        "organizacji, firm oraz liderek i liderów.",
        "body": [
            (
                "text",
                "<p>Zaczynamy od wspólnego śniadania i jednej potrzeby. Kończymy na umowie, w której każda strona wie, "
                "co wnosi i za co odpowiada.</p>",
            )
        ],
    },
]

# slug, title, when, hours, groups, lead, agenda, body
PAST_MEETINGS = [
    (
        "lunch-obywatelski-1",
        "Pierwszy „Lunch obywatelski”",
        "2017-10-12 12:30",
        2,
        (),
        "Liderki i liderzy z trzech sektorów przy jednym stole.",
        "Przywitanie\nCo nas łączy, co nas boli\nMapa potrzeb na jednym arkuszu\nWspólny posiłek",
        "<p>Spotkało się ponad dwadzieścia osób. Spisaliśmy czterdzieści potrzeb i pogrupowaliśmy je w dziewięć "
        "tematów. Najczęściej wracały: miejsce do pracy, wolontariat i współpraca z urzędem.</p>",
    ),
    (
        "lunch-obywatelski-2",
        "Drugi „Lunch obywatelski”",
        "2017-11-23 12:30",
        2,
        (),
        "Wybór obszarów, nad którymi warto pracować razem.",
        "Przypomnienie potrzeb\nGłosowanie kropkami\nTrzy obszary wspólnej pracy\nJak zorganizować grupy",
        "<p>Z dziewięciu tematów wyłoniły się trzy obszary: rozwój III sektora, edukacja obywatelska i rozwój sieci "
        "kooperacji. Ustaliliśmy, że grupy będą nieformalne i otwarte, a ich wynikiem będą mapy drogowe działań.</p>",
    ),
    (
        "pierwsze-spotkanie-edukacja-obywatelska",
        "Pierwsze spotkanie grupy roboczej „Edukacja obywatelska”",
        "2018-02-06 17:00",
        2,
        (2,),
        "Przywitanie, zasady pracy, pierwsze propozycje działań.",
        None,
        "",
    ),
    (
        "pierwsze-spotkanie-rozwoj-iii-sektora",
        "Pierwsze spotkanie grupy roboczej „Rozwój III sektora”",
        "2018-02-07 17:00",
        2,
        (1,),
        "Najważniejsze potrzeby organizacji.",
        None,
        "",
    ),
    (
        "pierwsze-spotkanie-rozwoj-sieci-kooperacji",
        "Pierwsze spotkanie grupy roboczej „Rozwój sieci kooperacji”",
        "2018-02-08 16:30",
        2,
        (3,),
        "Kto z kim już współpracuje, a kto chciałby zacząć.",
        None,
        "",
    ),
]

FIRST_AGENDA = (
    "Przywitanie i poznanie się\nZasady pracy grupy\nNajważniejsze potrzeby\nPierwsze propozycje działań\n"
    "Termin następnego spotkania"
)

# slug, title, in how many days at least, weekday (Monday is 0), hour, minute, groups, lead, agenda
NEXT_MEETINGS = [
    (
        "edukacja-obywatelska-co-poprawic",
        "Spotkanie grupy „Edukacja obywatelska”: wybieramy dzielnicę na pierwszy spacer",
        5,
        1,
        17,
        0,
        (2,),
        "Trasa, zaproszenia i podział ról przed spacerem „co poprawić?”.",
        "Przywitanie\nWybór dzielnicy i trasy\nKto zaprasza, kto notuje\nTermin następnego spotkania",
    ),
    (
        "rozwoj-iii-sektora-wspolne-biuro",
        "Spotkanie grupy „Rozwój III sektora”: wspólne biuro krok po kroku",
        9,
        2,
        17,
        0,
        (1,),
        "Przegląd lokali i lista organizacji, które chcą z nich korzystać.",
        "Przywitanie\nTrzy lokale, trzy kosztorysy\nRegulamin korzystania\nZadania do następnego spotkania",
    ),
    (
        "rozwoj-sieci-kooperacji-kalendarz",
        "Spotkanie grupy „Rozwój sieci kooperacji”: jeden kalendarz wydarzeń",
        11,
        3,
        16,
        30,
        (3,),
        "Jak zebrać terminy od instytucji i organizacji, żeby imprezy się nie nakładały.",
        "Przywitanie\nCo już mają biblioteki i domy kultury\nKto wpisuje, kto sprawdza\nSprawy różne",
    ),
    (
        "wspolne-spotkanie-trzech-grup",
        "Wspólne spotkanie trzech grup: co łączy nasze mapy drogowe i gdzie możemy sobie pomóc",
        25,
        3,
        16,
        30,
        (1, 2, 3),
        "Po spotkaniu poczęstunek; tłumaczenie na polski język migowy.",
        "Przywitanie\nTrzy mapy na jednej ścianie\nWspólne działania\nPodsumowanie i poczęstunek",
    ),
]

PLACE = "Sala warsztatowa, ul. Przykładowa 1, 26-600 Radom"
PLACE_ACCESS = "Wejście bez progu, pętla indukcyjna, dostosowana toaleta."

# slug, title, date (or days ago), groups, lead, body
NEWS = [
    (
        "trzy-obszary-po-lunchu-obywatelskim",
        "Po drugim „Lunchu obywatelskim”: trzy obszary wspólnej pracy",
        "2017-11-27",
        (),
        "Liderki i liderzy wskazali, nad czym warto pracować razem. Z tych rozmów powstaną grupy robocze.",
        "<p>Dziewięć tematów, kilkadziesiąt kropek na arkuszu i jedna długa rozmowa przy kawie. Najwięcej głosów "
        "zebrały: rozwój III sektora, edukacja obywatelska i rozwój sieci kooperacji.</p>"
        "<p>Grupy będą nieformalne i dobrowolne. Ich zadaniem jest wypracowanie map drogowych, czyli list działań, "
        "które wspierają organizacje, budują współpracę między sektorami i uczą obywatelskości.</p>",
    ),
    (
        "ruszyl-nabor-do-grup-roboczych",
        "Ruszył nabór do grup roboczych",
        "2017-12-18",
        (1, 2, 3),
        "Do 15 stycznia 2018 r. czekamy na deklaracje udziału w trzech grupach.",
        "<p>Centrum razem ze Związkiem Stowarzyszeń Koalicja Organizacji Pozarządowych w Radomiu zaprasza "
        "przedstawicielki i przedstawicieli organizacji, lokalne liderki i liderów oraz wszystkie zainteresowane "
        "osoby.</p><p>Pierwsze spotkania planujemy na pierwszą połowę lutego 2018 r.</p>",
    ),
    (
        "zostaly-trzy-dni-na-przeslanie-deklaracji",
        "Zostały trzy dni na przesłanie deklaracji",
        "2018-01-12",
        (1, 2, 3),
        "Czekamy do poniedziałku, do końca dnia. Deklarację można też przynieść na papierze do biura.",
        "<p>Nie trzeba należeć do organizacji. Wystarczy wybrać grupę, podpisać deklarację i przesłać jej skan "
        "albo zostawić ją w biurze przy ul. Przykładowej 1.</p>",
    ),
    (
        "znamy-terminy-pierwszych-spotkan",
        "Znamy terminy pierwszych spotkań",
        "2018-01-22",
        (1, 2, 3),
        "Każda grupa spotka się w pierwszej połowie lutego. Wszystkie spotkania odbędą się w sali warsztatowej.",
        "<ul><li>„Edukacja obywatelska”: 6 lutego, godz. 17.00</li>"
        "<li>„Rozwój III sektora”: 7 lutego, godz. 17.00</li>"
        "<li>„Rozwój sieci kooperacji”: 8 lutego, godz. 16.30</li></ul>"
        "<p>Na pierwszym spotkaniu poznamy się, ustalimy zasady pracy i zbierzemy pierwsze propozycje działań.</p>",
    ),
    (
        "protokol-ze-spotkania-rozwoj-sieci-kooperacji",
        "Protokół ze spotkania grupy „Rozwój sieci kooperacji”",
        24,
        (3,),
        "Pięć ustaleń, trzy zadania i jedna sprawa, która wraca na następne spotkanie.",
        "<p>Grupa ustaliła, że śniadania międzysektorowe odbywają się co dwa miesiące, zawsze w innej siedzibie. "
        "Na każdym jedna organizacja, jedna firma i jedna instytucja przedstawiają po jednej potrzebie i jednej "
        "propozycji.</p><p>Wraca sprawa wspólnego kalendarza wydarzeń: trzeba znaleźć osobę, która będzie go "
        "pilnować.</p>",
    ),
    (
        "rusza-nabor-uzupelniajacy",
        "Rusza nabór uzupełniający do trzech grup",
        9,
        (1, 2, 3),
        "Deklarację można wypełnić na telefonie w pięć minut. Nie trzeba drukować ani skanować.",
        "<p>Grupy mają za sobą pierwsze zrealizowane działania i potrzebują kolejnych rąk. Szukamy zwłaszcza osób, "
        "które znają szkoły, rady osiedli i małe firmy.</p>"
        "<p>Po wysłaniu deklaracji przyjdzie wiadomość z linkiem do potwierdzenia. Decyzję każdej wybranej grupy "
        "wyślemy osobno.</p>",
    ),
]
