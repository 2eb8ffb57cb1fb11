"""What the people of the demo did in the last days: help offered, words exchanged, a duplicate, links."""

# days ago, title, who, verb, what
LAST_DAYS = [
    (6.9, "Wspólne biuro dla małych organizacji", "anna", "pledge", ("room", "Sala na 20 osób w środy i piątki")),
    (6.8, "Wspólne biuro dla małych organizacji", "tomasz", "pledge", ("skill", "Policzę koszty lokalu i prądu")),
    (6.7, "Wspólne biuro dla małych organizacji", "bartek", "pledge", ("time", "Dwie godziny dyżuru w tygodniu")),
    (
        6.6,
        "Wspólne biuro dla małych organizacji",
        "bartek",
        "answer",
        (
            "Kto policzy koszty?",
            "Razem z @Teresa Modelowa zebraliśmy ceny z trzech lokali. Pokażemy je na spotkaniu.",
        ),
    ),
    (6.5, "Wspólne biuro dla małych organizacji", "koordynator", "pin", "Mamy trzy kosztorysy"),
    (
        6.4,
        "Fundusz mikrograntów sąsiedzkich",
        "krzysztof",
        "object",
        ("Bez stałej opieki księgowej małe grupy nie rozliczą tych pieniędzy. Najpierw dyżury, potem fundusz."),
    ),
    (6.3, "Fundusz mikrograntów sąsiedzkich", "zofia", "pledge", ("time", "Pomogę trzem grupom napisać wnioski")),
    (
        6.2,
        "Fundusz mikrograntów sąsiedzkich",
        "zofia",
        "revise",
        {
            "goal": "Dziesięć grup nieformalnych w roku robi swój pierwszy projekt i umie go rozliczyć.",
            "term": ("quarter", 3),
        },
    ),
    (
        6.1,
        "Spacery po dzielnicach z pytaniem „co poprawić?”",
        "barbara",
        "answer",
        (
            "Czy uwagi będzie można dopisać także przez internet?",
            "Tak, na mapie w internecie. @Celina Próbna ma już wzór.",
        ),
    ),
    (6, "Spacery po dzielnicach z pytaniem „co poprawić?”", "halina", "pledge", ("other", "Kamizelki i dwa megafony")),
    (5.9, "Lekcje o wolontariacie w szkołach", "ewa", "pledge", ("skill", "Zmontuję krótkie filmy z napisami")),
    (5.8, "Lekcje o wolontariacie w szkołach", "koordynator", "pin", "Umówione są pierwsze trzy szkoły."),
    (5.7, "Debaty przy wspólnym stole", "jozef", "object", "Cztery debaty w roku to za dużo na nasze siły. Dwie."),
    (5.6, "Partnerstwo na rzecz seniorów", "teresa", "pledge", ("other", "Samochód z podjazdem w dwa popołudnia")),
    (5.5, "Śniadania międzysektorowe", "marek", "pledge", ("room", "Stołówka firmy na 30 osób")),
]
# proposed once more by somebody who had not seen the first one: group, title, description, who, who supports it
TWICE = (
    3,
    "Kalendarz imprez organizacji",
    "Jedno miejsce, w którym widać, kto i kiedy coś robi, żeby terminy się nie pokrywały.",
    "marek",
    ["marek", "halina"],
    "Wspólny kalendarz wydarzeń",
)
# from action to action, also across groups: who, title, what it depends on, what it is related to
LINKS = [
    (
        "bartek",
        "Fundusz mikrograntów sąsiedzkich",
        ["Dyżury księgowe raz w miesiącu"],
        ["Szkolenie „Pierwszy wniosek”"],
    ),
    ("anna", "Wzory dokumentów dla stowarzyszeń", [], ["Umowa o współpracy krok po kroku"]),
    ("anna", "Giełda wolontariatu pracowniczego", [], ["Lekcje o wolontariacie w szkołach"]),
    ("bartek", "Bank dobrych przykładów", ["Mapa radomskich organizacji"], []),
]
