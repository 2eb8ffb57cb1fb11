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
