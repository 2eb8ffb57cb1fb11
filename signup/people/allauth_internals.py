"""What we lean on inside allauth, and what would replace it: the first place to look at when allauth is upgraded."""

from django.forms import Form
from django.views import View

from signup.models import User


def user_found(form: Form) -> User | None:
    """Whose address was typed into the form that asks for a code; None for an address that nobody has.

    Leans on what `RequestLoginCodeForm` keeps for its view (since 0.63); asking the database once more would take its
    time only for some, which tells who has an account.
    """
    return form._user


def process_of(view: View) -> object:
    """The sign-in that is under way in allauth's view of codes: `user`, `state["email"]`, `abort()`.

    Leans on what `ConfirmLoginCodeView` keeps for itself (since 65.10); there is no public way to it.
    """
    return view._process


def is_asked_to_resend(view: View) -> bool:
    """Whether the button was that of a new code; leans on the same view, which alone knows if it has one."""
    return view._action == "resend"
