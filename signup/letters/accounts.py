"""Letters about accounts: their addresses, their data, the codes that sign in."""

from django.urls import reverse

from .letter import Letter, in_a_week


class AddressCode(Letter):
    kind = "address_code"
    when = "na nowy adres, który ktoś podał w „Moich danych”"
    subject = "Kod do zmiany adresu"
    why = "Piszemy, bo na swoim koncie ktoś podał ten adres jako nowy. Jeśli to nie Ty, kod można zignorować."

    @staticmethod
    def sample() -> dict:
        return {"code": "AB12-CD34"}


class MoveCode(Letter):
    kind = "move_code"
    when = "na dotychczasowy adres, gdy ktoś w „Moich danych” podał nowy"
    subject = "Kod z obecnego adresu"
    why = "Piszemy, bo na koncie z tym adresem ktoś poprosił o jego zmianę."

    @staticmethod
    def sample() -> dict:
        return {"code": "AB12-CD34"}


class AddressTaken(Letter):
    kind = "address_taken"
    when = "gdy nowy adres ma już konto"
    subject = "Ten adres ma już konto"


class AddressChanged(Letter):
    kind = "address_changed"
    when = "na dotychczasowy adres, po zmianie"
    subject = "Adres Twojego konta jest zmieniony"
    why = "Piszemy, bo ten adres należał do konta w naszym serwisie. To ostatnia wiadomość na ten adres."


class AboutErasure(Letter):
    why = "Piszemy, bo z konta o tym adresie przyszła prośba o usunięcie danych."


class ErasureAsked(AboutErasure):
    kind = "erasure_asked"
    when = "po prośbie o usunięcie danych"
    subject = "Otrzymaliśmy prośbę o usunięcie danych"
    button = "Zobacz swoje dane"

    @property
    def address(self) -> str:
        return reverse("my_data")

    @staticmethod
    def sample() -> dict:
        return {"until": in_a_week()}


class ErasureDeclined(AboutErasure):
    kind = "erasure_declined"
    when = "gdy danych nie można usunąć"
    subject = "Odpowiedź na prośbę o usunięcie danych"

    @staticmethod
    def sample() -> dict:
        answer = "To konto jest jedynym kontem administracji."
        return {"answer": answer, "complaint": "ul. Stanisława Moniuszki 1A"}


class Erased(AboutErasure):
    kind = "erased"
    when = "po usunięciu danych, na prośbę osoby"
    subject = "Twoje dane są usunięte"
    why = f"{AboutErasure.why} To ostatnia wiadomość."


class LoginCode(Letter):
    kind = "login_code"
    when = "przy logowaniu"
    subject = "Kod do logowania"
    why = "Piszemy, bo na stronie logowania podano ten adres. Jeśli to nie Ty, kod można zignorować."

    @staticmethod
    def sample() -> dict:
        return {"code": "AB12CD"}
