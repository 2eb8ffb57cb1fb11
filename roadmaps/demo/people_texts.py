"""Who is in the demo, and by which calls they came. Facts are those of the call of 2018; people are invented."""

# address before @, first name, last name, groups by number, coordinator, organisation, kind, agrees to be named
PEOPLE = [
    ("koordynator", "Maria", "Wzorcowa", (1, 2, 3), True, "", "", True),
    ("anna", "Anna", "Przykładowa", (1, 2, 3), False, "Stowarzyszenie „Przykład”", "stowarzyszenie", True),
    ("bartek", "Bartek", "Testowy", (1, 2, 3), False, "Fundacja Demo", "fundacja", True),
    ("celina", "Celina", "Próbna", (2,), False, "", "", False),
    ("piotr", "Piotr", "Demonowicz", (1, 3), False, "Fundacja Demo", "fundacja", True),
    ("ewa", "Ewa", "Próbna", (2, 3), False, "Spółdzielnia Socjalna „Wzór”", "spoldzielnia_socjalna", True),
    ("zofia", "Zofia", "Szablonowa", (1, 2), False, "Koło Gospodyń Wiejskich „Makieta”", "kgw", True),
    ("tomasz", "Tomasz", "Wzorowski", (1,), False, "Stowarzyszenie „Przykład”", "stowarzyszenie", False),
    ("halina", "Halina", "Makietowa", (2, 3), False, "", "", True),
    ("krzysztof", "Krzysztof", "Szkicowy", (1, 3), False, "", "", False),
    ("barbara", "Barbara", "Przykładna", (2,), False, "Szkoła Wzorcowa nr 0", "instytucja_publiczna", True),
    ("marek", "Marek", "Zmyślony", (3,), False, "Firma Demo", "firma", False),
    ("agnieszka", "Agnieszka", "Fikcyjna", (1, 2), False, "", "", False),
    ("jozef", "Józef", "Pokazowy", (2,), False, "", "", True),
    ("teresa", "Teresa", "Modelowa", (1, 2, 3), False, "Spółdzielnia Socjalna „Wzór”", "spoldzielnia_socjalna", False),
    ("pawel", "Paweł", "Próbkowski", (3,), False, "Urząd Przykładowy", "instytucja_publiczna", True),
]

# declarations that wait on the desk: name, address, organisation, kind, role, groups, days ago
WAITING = [
    ("Jan", "Testowy", "jan.testowy", "Koło Gospodyń Wiejskich „Nad Mleczną”", "kgw", "skarbnik", (1, 2), 4),
    ("Danuta", "Wzornikowa", "danuta.wzornikowa", "", "", "", (2,), 3),
    (
        "Grażyna",
        "Szablonowska",
        "grazyna.szablonowska",
        "Fundacja Demo",
        "fundacja",
        "koordynatorka projektów",
        (3,),
        1,
    ),
]

CALL_2018 = {
    "slug": "grupy-robocze-2018",
    "title": "Nabór do grup roboczych 2018",
    "opens": "2017-12-18",
    "closes": "2018-01-15",
    "first_meeting": "pierwsza połowa lutego 2018 r.",
    "lede": "Zapraszamy przedstawicielki i przedstawicieli organizacji pozarządowych, lokalne liderki i liderów "
    "oraz wszystkie zainteresowane osoby.",
    "body": [
        (
            "text",
            "<p>Deklarację udziału trzeba było wydrukować, podpisać i przesłać jako skan do 15 stycznia 2018 r. "
            "Do trzech grup przyjęliśmy wszystkie osoby, które zgłosiły się na czas.</p>",
        )
    ],
}

CALL_NOW = {
    "slug": "nabor-uzupelniajacy",
    "title": "Nabór uzupełniający do grup roboczych",
    "first_meeting": "terminy są w zakładce „Spotkania”",
    "lede": "Grupy pracują i mają jeszcze wolne miejsca przy stole. Doświadczenie nie jest potrzebne, "
    "wystarczą dwie godziny w miesiącu i chęć rozmowy.",
    "body": [
        (
            "text",
            "<p>Można wybrać jedną grupę albo kilka. Decyzję każdej z nich wyślemy osobno, zwykle w ciągu dwóch "
            "tygodni.</p>",
        )
    ],
}
