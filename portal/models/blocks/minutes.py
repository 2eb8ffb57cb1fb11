"""The minutes (protokół) of a meeting. Public and without a list of names: people are counted, roles are named.
No block here has a chooser, so that coordinators can write them too.
"""

from wagtail import blocks

MINUTES_FEATURES = ["bold", "italic", "ol", "ul"]
MINUTES = [
    (
        "facts",
        blocks.StructBlock(
            [
                ("number", blocks.CharBlock(label="Numer protokołu", required=False, max_length=40)),
                ("chair", blocks.CharBlock(label="Kto prowadził", required=False, max_length=120, help_text="Rola.")),
                (
                    "taker",
                    blocks.CharBlock(label="Kto protokołował", required=False, max_length=120, help_text="Rola."),
                ),
                ("present", blocks.IntegerBlock(label="Liczba obecnych", required=False, min_value=0)),
                ("guests", blocks.IntegerBlock(label="W tym gości", required=False, min_value=0)),
            ],
            label="Kto i ile osób",
            icon="group",
            template="portal/minutes.html#facts",
            description="Numer, role i liczby; bez listy nazwisk.",
            preview_value={"number": "1/2027", "chair": "koordynatorka grupy", "present": 14, "guests": 2},
        ),
    ),
    (
        "course",
        blocks.StructBlock(
            [
                (
                    "heading",
                    blocks.CharBlock(label="Punkt porządku", max_length=160, help_text="np. Ad 1. Zasady pracy"),
                ),
                ("text", blocks.RichTextBlock(label="Przebieg", features=MINUTES_FEATURES)),
            ],
            label="Przebieg punktu",
            icon="list-ul",
            template="portal/minutes.html#course",
            description="Co omówiono w jednym punkcie porządku.",
            preview_value={"heading": "Ad 1. Zasady pracy", "text": "<p>Ustalono, jak często się spotykamy.</p>"},
        ),
    ),
    (
        "decision",
        blocks.StructBlock(
            [
                ("text", blocks.TextBlock(label="Ustalenie", rows=2)),
                ("number", blocks.CharBlock(label="Numer", required=False, max_length=40)),
                ("votes_for", blocks.IntegerBlock(label="Za", required=False, min_value=0)),
                ("votes_against", blocks.IntegerBlock(label="Przeciw", required=False, min_value=0)),
                ("abstained", blocks.IntegerBlock(label="Wstrzymało się", required=False, min_value=0)),
            ],
            label="Ustalenie albo uchwała",
            icon="tick",
            template="portal/minutes.html#decision",
            description="Decyzja z liczbą głosów; bez głosów: przez aklamację.",
            preview_value={"text": "Grupa spotyka się raz w miesiącu.", "votes_for": 12, "abstained": 2},
        ),
    ),
    (
        "task",
        blocks.StructBlock(
            [
                ("what", blocks.CharBlock(label="Co", max_length=200)),
                (
                    "who",
                    blocks.CharBlock(label="Kto", required=False, max_length=120, help_text="Rola albo organizacja."),
                ),
                ("until", blocks.DateBlock(label="Do kiedy", required=False)),
            ],
            label="Zadanie",
            icon="clipboard-list",
            template="portal/minutes.html#task",
            description="Co, kto i do kiedy.",
            preview_value={"what": "Zaprosić bibliotekę do współpracy", "who": "koordynatorka grupy"},
        ),
    ),
    (
        "next",
        blocks.CharBlock(
            label="Następne spotkanie",
            icon="date",
            max_length=200,
            template="portal/minutes.html#next",
            description="Termin i miejsce, jeśli je ustalono.",
            preview_value="wtorek 12 października, godz. 17.00, biblioteka",
        ),
    ),
]
