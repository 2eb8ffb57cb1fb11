"""What the meetings of the demo were and will be about, and the minutes of one."""

DIRECTIONS = "Autobusy 7 i 9 do przystanku Przykładowa, wejście od podwórza, parter."
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
