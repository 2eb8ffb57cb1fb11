"""All addresses that write on a board, and numbers that are keys of nothing."""

HUGE = ["0", "2147483648", "9223372036854775807", "9223372036854775808", "1" * 40, "1" * 4000]


def writes(action, comment=1, number=1):
    """{address: what its form sends} of all that is done to an action."""
    one, said = f"/dzialania/{action}", f"/dzialania/{action}/komentarze/{comment}"
    return {
        f"{one}/glos/": {"cast": "1"},
        f"{one}/glos/wersja/": {"answer": "confirm", "seen": "1"},
        f"{one}/pomoc/": {"kind": "time", "text": "Godzina"},
        f"{one}/zastrzezenie/": {"reason": "Za drogo"},
        f"{one}/edycja/": {"base": "1", "title": "Inny tytuł"},
        f"{one}/historia/{number}/przywroc/": {"base": "1", "pole": "title"},
        f"{one}/historia/{number}/cofnij/": {},
        f"{one}/ukryj/": {"reason": "Obraża"},
        f"{one}/pokaz/": {},
        f"{one}/usun-tresc/": {"phrase": "Opis", "reason": "Dane"},
        f"{one}/przenies/": {"to": "discussed"},
        f"{one}/zaniechaj/": {"reason": "Nie ma komu"},
        f"{one}/polacz/": {"drugie": "1"},
        f"{one}/rozlacz/": {},
        f"{one}/komentarze/": {"text": "Tak", "kind": "comment"},
        f"{said}/odpowiedz/": {"text": "Tak"},
        f"{said}/popraw/": {"text": "Tak", "kind": "comment"},
        f"{said}/usun/": {},
        f"{said}/ukryj/": {"reason": "Obraża"},
        f"{said}/przypnij/": {"cast": "1"},
    }
