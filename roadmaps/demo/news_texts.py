"""What the news of the demo say."""

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
