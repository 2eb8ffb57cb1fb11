"""What a declaration says, on the screen and on paper."""

# the statements, and the optional consents, whose newest version (`ConsentText`) replaces the words
STATEMENTS = {
    "stmt_voluntary": "Deklaruję dobrowolny udział w pracach grupy i akceptuję zasady jej pracy",
    "stmt_adult": "Mam ukończone 18 lat",
    "stmt_clause": "Znam treść klauzuli informacyjnej",
    "consent_public_name": (
        "Zgadzam się na podanie mojego imienia, nazwiska i organizacji na publicznej liście członków"
    ),
    "consent_image": "Zgadzam się na publikację wizerunku utrwalonego podczas spotkań",
}
