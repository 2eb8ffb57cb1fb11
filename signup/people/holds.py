"""Why a page may not be deleted: what people declared and where they belong hangs on it (slot `holds`)."""

from wagtail.models import Page

from signup.models import Correction, Declaration, DeclarationChoice, Invitation, Membership, Note


def holds(page: Page) -> str:
    """What of people hangs on the page or below it, as the rest of a sentence."""
    below = page.path
    rows = [Membership, DeclarationChoice, Invitation, Correction, Note]
    if any(model.objects.filter(group__path__startswith=below).exists() for model in rows):
        return (
            "niesie pracę ludzi: członkostwa, deklaracje albo zaproszenia. Zamiast tego wycofaj ją z publikacji, "
            "a grupę, która skończyła pracę, oznacz jako zakończoną."
        )
    if Declaration.objects.filter(call__path__startswith=below).exists():
        return "złożono w tym naborze deklaracje. Zamiast tego wycofaj ją z publikacji."
    return ""
