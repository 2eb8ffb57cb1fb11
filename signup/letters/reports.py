"""Letters about reports of unlawful content."""

from .letter import Letter


class Report(Letter):
    kind = "report"
    when = "do biura, gdy ktoś zgłasza treść"
    subject = "Zgłoszenie treści"
    button = "Zobacz treść"

    @staticmethod
    def sample() -> dict:
        return {
            "address": "/dzialania/1/",
            "reason": "narusza prawo",
            "text": "Wzór zgłoszenia.",
            "name": "",
            "email": "",
        }


class ReportReceived(Letter):
    kind = "report_received"
    when = "do osoby, która zgłosiła treść"
    subject = "Otrzymaliśmy zgłoszenie treści"

    @staticmethod
    def sample() -> dict:
        return {"address": "/dzialania/1/"}
