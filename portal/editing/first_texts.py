# ruff: noqa: E501 - whole sentences
"""The texts of the fixed pages with which an instance starts: neutral, and the editors' from then on.

What differs between centres (name, address, inspector) is either a block that reads the settings or a sentence
that an editor is expected to complete. Sources: RODO art. 13; ustawa o świadczeniu usług drogą elektroniczną, art. 8;
rozporządzenie (UE) 2022/2065 (akt o usługach cyfrowych), art. 11, 12, 14 i 16.
"""

ABOUT_LEDE = "Pomagamy ludziom i organizacjom robić razem to, czego osobno zrobić się nie da."
ABOUT = [
    ("heading", "Co robimy"),
    (
        "text",
        "<p>Centrum wspiera organizacje pozarządowe, grupy nieformalne i podmioty ekonomii społecznej (PES): "
        "stowarzyszenia, fundacje, spółdzielnie socjalne, koła gospodyń wiejskich. Doradzamy, uczymy, "
        "kojarzymy ze sobą tych, którzy mogą sobie nawzajem pomóc.</p>"
        "<p>Prowadzimy też grupy robocze. Każda z nich zajmuje się jednym obszarem i układa swoją mapę drogową: "
        "listę działań, które mają wzmocnić III sektor, od pierwszej propozycji aż do efektu.</p>",
    ),
    ("heading", "Jak pracują grupy"),
    (
        "text",
        "<ul><li>Udział jest dobrowolny i bezpłatny. Grupy nie mają osobowości prawnej ani składek.</li>"
        "<li>Dołączyć może każda pełnoletnia osoba: z organizacji, z instytucji, z firmy albo po prostu z okolicy.</li>"
        "<li>Członkinie i członkowie proponują działania, dyskutują o nich, wspólnie je opisują i popierają.</li>"
        "<li>To, co uzgodnione, trafia do realizacji. Każda zmiana zostaje w historii i każdy może ją przeczytać.</li>"
        "</ul>",
    ),
    ("heading", "Jak dołączyć"),
    (
        "text",
        '<p>Wystarczy <a href="/deklaracja/">deklaracja udziału</a>. Nie trzeba zakładać konta ani niczego drukować. '
        "Deklarację rozpatruje koordynatorka lub koordynator grupy, a odpowiedź przychodzi e-mailem.</p>",
    ),
    ("heading", "Gdzie nas znaleźć"),
    ("office", None),
]

CONTACT_LEDE = "Pytania o grupy, spotkania i nabory, uwagi do tej strony – piszesz do ludzi, nie do automatu."
CONTACT = [
    ("office", None),
    ("heading", "Jak możemy się porozumieć"),
    (
        "text",
        "<p>Napisz do nas albo przyjdź w godzinach pracy biura. Jeśli wygodniejszy jest inny sposób, na przykład "
        "spotkanie z tłumaczką lub tłumaczem polskiego języka migowego, prosimy o wiadomość kilka dni wcześniej.</p>"
        '<p>O tym, jak dostępne są nasza strona i nasz budynek, mówi <a href="/deklaracja-dostepnosci/">deklaracja '
        "dostępności</a>.</p>",
    ),
]

PARTNERS_LEDE = "Grupy robocze nie powstałyby bez tych, którzy je współtworzą, goszczą i wspierają."
PARTNERS = [
    ("partners", None),
    ("heading", "Chcesz działać z nami?"),
    (
        "text",
        "<p>Szukamy organizacji, instytucji i firm, które mogą dać salę, wiedzę, czas albo rozgłos. "
        'Zapraszamy do <a href="/kontakt/">kontaktu</a>.</p>',
    ),
]

TERMS_LEDE = "Zasady korzystania z serwisu: krótko i bez drobnego druku."
TERMS = [
    ("heading", "Kto prowadzi serwis"),
    ("text", "<p>Serwis Drogowskaz prowadzi centrum, którego dane podajemy poniżej.</p>"),
    ("office", None),
    ("heading", "Co serwis umożliwia"),
    (
        "text",
        "<ol><li><strong>Czytanie</strong> – wszystkie treści publiczne są dostępne bez konta i bezpłatnie.</li>"
        "<li><strong>Deklaracja udziału</strong> – formularz, którym można zgłosić się do grupy roboczej w czasie "
        "naboru.</li>"
        "<li><strong>Konto</strong> – powstaje, gdy deklaracja zostanie przyjęta. Loguje się do niego jednorazowym kodem "
        "wysyłanym e-mailem; nikt nie ma hasła.</li>"
        "<li><strong>Mapa drogowa</strong> – członkinie i członkowie grupy proponują działania, popierają je, zmieniają "
        "i komentują.</li></ol>",
    ),
    ("heading", "Czego potrzeba"),
    (
        "text",
        "<p>Wystarczą urządzenie z dostępem do internetu, przeglądarka (Chrome i Edge od wersji 109, "
        "Firefox od 115, Safari od 15.4) i – dla osób z kontem – adres e-mail. "
        "Serwis działa także bez JavaScriptu. Deklarację i logowanie umożliwiają pliki cookies niezbędne do działania, "
        'opisane w <a href="/polityka-prywatnosci/">polityce prywatności</a>.</p>',
    ),
    ("heading", "Jak korzystamy z serwisu"),
    (
        "text",
        "<ul><li>Nie wolno umieszczać treści bezprawnych: naruszających prawo, dobra osobiste lub cudze prawa autorskie, "
        "obrażających, ani danych osób, które się na to nie zgodziły.</li>"
        "<li>Treści bezprawne usuwamy lub ukrywamy i zostawiamy w tym miejscu informację. Decydują ludzie, nie automat. "
        "Osoba, która zamieściła treść, dowiaduje się, dlaczego została usunięta, i może się odwołać do biura.</li>"
        "<li>Opisy działań i komentarze członkiń i członków są publiczne. Imiona i nazwiska pokazujemy tylko za zgodą "
        "tych osób.</li></ul>",
    ),
    ("heading", "Jak zgłosić treść"),
    (
        "text",
        "<p>Treść, która łamie prawo, można zgłosić "
        '<a href="/zgloszenie/">formularzem „Zgłoś treść”</a>; link do niego jest na dole każdej strony. '
        "Konto nie jest potrzebne. Kto poda adres e-mail, dostanie potwierdzenie, a po sprawdzeniu – decyzję "
        "z uzasadnieniem, od której może się odwołać.</p>"
        "<p>W sprawach treści można też napisać do biura, po polsku. Ten sam adres jest punktem kontaktowym dla "
        "organów państw członkowskich Unii Europejskiej i Komisji.</p>",
    ),
    ("heading", "Początek i koniec"),
    (
        "text",
        "<p>Z czytania korzysta się od wejścia na stronę do jej zamknięcia. Konto zaczyna działać z przyjęciem deklaracji. "
        "Z grupy można wystąpić w każdej chwili, bez podawania przyczyn, i w każdej chwili można zażądać usunięcia konta. "
        "Za poważne lub powtarzające się łamanie zasad członkostwo może zostać zawieszone; powód podajemy na piśmie.</p>",
    ),
    ("heading", "Reklamacje"),
    (
        "text",
        "<p>Jeżeli coś działa źle, prosimy o e-mail do biura z krótkim opisem. Odpowiadamy w ciągu 14 dni na adres, "
        "z którego przyszła wiadomość.</p>",
    ),
]

PRIVACY_LEDE = "Zbieramy tylko to, bez czego grupy nie mogłyby pracować. Tu mówimy, co to jest, po co i na jak długo."
PRIVACY = [
    ("heading", "1. Kto jest administratorem danych"),
    (
        "text",
        "<p>Administratorem danych osobowych jest centrum prowadzące ten serwis. Jego nazwa, siedziba i dane kontaktowe:"
        "</p>",
    ),
    ("office", None),
    ("heading", "2. Inspektor ochrony danych"),
    (
        "text",
        "<p>W sprawach danych osobowych prosimy pisać na adres biura. Jeżeli administrator wyznaczy inspektora ochrony "
        "danych, jego dane kontaktowe podamy w tym miejscu.</p>",
    ),
    ("heading", "3. Po co i na jakiej podstawie"),
    (
        "text",
        "<ul><li><strong>Rozpatrzenie deklaracji i prowadzenie grupy roboczej</strong> (imię, nazwisko, adres e-mail, "
        "wybrane grupy i to, co osoba sama dopisze) – art. 6 ust. 1 lit. b RODO: działania na żądanie tej osoby i udział "
        "w grupie na przyjętych zasadach.</li>"
        "<li><strong>Imię, nazwisko i organizacja na publicznej liście członkiń i członków, wizerunek utrwalony na "
        "spotkaniach</strong> – art. 6 ust. 1 lit. a RODO: osobna zgoda na każdy z tych celów.</li>"
        "<li><strong>Potrzeby związane z dostępnością</strong> – zgoda wyrażona przez ich podanie; służą tylko "
        "przygotowaniu spotkania.</li>"
        "<li><strong>Rozpatrzenie zgłoszenia treści</strong> (to, co osoba w nim napisze, oraz – jeśli je poda – imię, "
        "nazwisko i adres e-mail) – art. 6 ust. 1 lit. c RODO: obowiązek wynikający z art. 16 rozporządzenia (UE) "
        "2022/2065, aktu o usługach cyfrowych. Zgłoszenie czytają tylko osoby z biura; autorce lub autorowi treści nie "
        "mówimy, kto je wysłał.</li>"
        "<li><strong>Bezpieczeństwo serwisu</strong> (czas ostatniego logowania, dziennik tego, kto z biura oglądał "
        "deklaracje) – art. 6 ust. 1 lit. f RODO: uzasadniony interes, jakim jest ochrona kont i danych.</li></ul>",
    ),
    ("heading", "4. Komu przekazujemy dane"),
    (
        "text",
        "<p>Firmom, które na nasze zlecenie utrzymują serwer i pocztę, oraz partnerowi, z którym prowadzimy grupy, "
        "w zakresie potrzebnym do organizacji spotkań. Nikomu danych nie sprzedajemy.</p>",
    ),
    ("heading", "5. Przekazywanie poza Europejski Obszar Gospodarczy"),
    ("text", "<p>Nie przekazujemy danych poza Europejski Obszar Gospodarczy.</p>"),
    ("heading", "6. Jak długo przechowujemy dane"),
    (
        "text",
        "<ul><li>deklaracja bez potwierdzonego adresu – 7 dni;</li>"
        "<li>deklaracja nieprzyjęta lub wycofana – 30 dni od zakończenia naboru;</li>"
        "<li>skan przyjętej deklaracji – 30 dni od przyjęcia, chyba że zasady projektu wymagają papieru;</li>"
        "<li>dane członkini lub członka – 12 miesięcy od końca członkostwa;</li>"
        "<li>potrzeby związane z dostępnością – do dnia po pierwszym spotkaniu grupy, która przyjęła deklarację;</li>"
        "<li>zgłoszenie treści i odpowiedź na nie – 12 miesięcy od zakończenia sprawy;</li>"
        "<li>czas ostatniego logowania i dziennik wglądu w deklaracje – 6 miesięcy; innego dziennika logowań nie "
        "prowadzimy;</li>"
        "<li>wysłane wiadomości – 30 dni, bez treści;</li>"
        "<li>sesja logowania – najwyżej 14 dni.</li></ul>",
    ),
    ("heading", "7. Jakie prawa przysługują"),
    (
        "text",
        "<p>Każda osoba może żądać dostępu do swoich danych, ich sprostowania, usunięcia, ograniczenia przetwarzania "
        "i przeniesienia, a także wnieść sprzeciw wobec przetwarzania opartego na uzasadnionym interesie. Kto ma konto, "
        'robi to w „<a href="/konto/moje-dane/">Moich danych</a>”; wystarczy też wiadomość do biura. Odpowiadamy w ciągu '
        "miesiąca.</p>",
    ),
    ("heading", "8. Cofnięcie zgody"),
    (
        "text",
        "<p>Każdą zgodę można cofnąć w dowolnym momencie. Nie wpływa to na zgodność z prawem tego, co zrobiono przed "
        "jej cofnięciem.</p>",
    ),
    ("heading", "9. Skarga"),
    (
        "text",
        "<p>Można złożyć skargę do Prezesa Urzędu Ochrony Danych Osobowych (ul. Stanisława Moniuszki 1A, 00-014 "
        "Warszawa), który czuwa nad przestrzeganiem RODO. "
        'Aktualny adres podaje <a href="https://uodo.gov.pl/">strona Urzędu Ochrony Danych Osobowych</a>.</p>',
    ),
    ("heading", "10. Czy trzeba podać dane"),
    (
        "text",
        "<p>Podanie danych jest dobrowolne, ale bez imienia, nazwiska i adresu e-mail nie można wziąć udziału w pracach "
        "grupy. Zgody są nieobowiązkowe i niczego nie warunkują. Treść można zgłosić bez podpisu.</p>",
    ),
    ("heading", "11. Decyzje automatyczne"),
    (
        "text",
        "<p>Nie podejmujemy decyzji w sposób zautomatyzowany i nie profilujemy. Deklaracje rozpatrują ludzie.</p>",
    ),
    ("heading", "Pliki cookies"),
    (
        "text",
        "<p>Używamy wyłącznie plików cookies niezbędnych do działania serwisu, dlatego nie pytamy o zgodę. "
        "Nie korzystamy z reklam, statystyk ani treści z innych serwisów. W szyfrowanym połączeniu nazwy czterech "
        "pierwszych zaczynają się od „__Host-”: nie może ich wtedy ustawić żadna inna strona.</p>"
        "<ul><li><strong>sessionid</strong> – pamięta, że osoba się loguje lub jest zalogowana; powstaje przy logowaniu i znika po "
        "wylogowaniu, najpóźniej po 14 dniach.</li>"
        "<li><strong>csrftoken</strong> – chroni formularze przed wysłaniem z obcej strony; powstaje, gdy "
        "otwiera się stronę z formularzem, i znika po roku.</li>"
        "<li><strong>urzadzenie</strong> – pamięta, że na tym urządzeniu ktoś się już logował, żeby kod do logowania "
        "przyszedł tu także wtedy, gdy ktoś obcy prosi o wiele kodów na ten sam adres; powstaje przy logowaniu "
        "i znika po roku.</li>"
        "<li><strong>messages</strong> – przenosi krótki komunikat na następną stronę, na przykład „Deklaracja została "
        "wysłana”; znika po jego pokazaniu, najpóźniej z zamknięciem przeglądarki.</li>"
        "<li><strong>wyslano</strong> – po wysłaniu deklaracji pamięta przez 15 minut, na jaki adres poszedł link; widzi to "
        "tylko strona „Sprawdź skrzynkę”.</li>"
        "<li><strong>wagtail_sidebar_collapsed</strong> – tylko w panelu redakcji: pamięta, czy menu jest zwinięte; "
        "znika z zamknięciem przeglądarki.</li></ul>"
        "<p>Kto zaznaczy „Zachowaj szkic na tym urządzeniu”, zostawia odpowiedzi z formularza deklaracji w pamięci "
        "swojej przeglądarki (<strong>szkic-deklaracji</strong>). Nie trafiają do nas; znikają po wysłaniu "
        "deklaracji, po naciśnięciu „Usuń szkic”, a przy następnym otwarciu formularza także po 24 godzinach.</p>"
        "<p>Po wysłaniu deklaracji odpowiedzi czekają przez 15 minut w pamięci tej jednej karty przeglądarki "
        "(<strong>wyslana-deklaracja</strong>), żeby dało się poprawić adres z literówką. Znikają z jej zamknięciem.</p>"
        "<p>Kto pisze na mapie drogowej, nie traci tekstu, gdy zerwie się połączenie albo zamknie karta: do zapisania "
        "czeka w pamięci przeglądarki tej osoby (<strong>tekst:…</strong>). Nie trafia do nas; znika po zapisaniu, "
        "po naciśnięciu „Odrzuć”, po wylogowaniu, najpóźniej po 14 dniach.</p>"
        "<p>Wysyłany formularz czeka w pamięci tej jednej karty przeglądarki do następnej strony "
        "(<strong>wyslane</strong>), a gdy sesja wygasła, do powrotu po zalogowaniu (<strong>czeka</strong>).</p>",
    ),
]

# slug, title, in the menu, lede, body
TEXTS = [
    ("o-centrum", "O centrum", False, ABOUT_LEDE, ABOUT),
    ("kontakt", "Kontakt", True, CONTACT_LEDE, CONTACT),
    ("partnerzy", "Partnerzy", False, PARTNERS_LEDE, PARTNERS),
    ("regulamin", "Regulamin", False, TERMS_LEDE, TERMS),
    ("polityka-prywatnosci", "Polityka prywatności", False, PRIVACY_LEDE, PRIVACY),
]
