"""The information clause and the consents: how the clause is composed, and how administrators write new versions."""

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from portal.models import Centre
from portal.templatetags.polish import NBSP
from signup.models import ConsentText, DataProtection
from signup.models.consent import NOT_BEFORE_THE_LAST
from signup.people.admin import AdministratorsOnly


def composed_clause() -> str:
    """The clause with all elements of RODO art. 13, as the settings of this instance say it."""
    context = {"centre": Centre.default(), "data": DataProtection.load()}
    return render_to_string("signup/first_clause.txt", context).strip().replace(NBSP, " ")


class WrittenOnce(AdministratorsOnly):
    """Administrators add versions; nobody changes one that people may have read."""

    def user_has_permission(self, user, action):
        return action in ("add", "view") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class NewVersionForm(WagtailAdminModelForm):
    """The next version of one of the texts."""

    class Meta:
        model = ConsentText
        fields = ["kind", "since", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 24})}
        help_texts = {
            "since": "Od tego dnia formularz pokazuje tę wersję. Nabór, który ma wybraną klauzulę, zostaje przy niej.",
            "text": "Zgoda: jedno zdanie. Klauzula: akapity oddzielone pustym wierszem. Zapisanej wersji nie można "
            "zmienić.",
        }

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since < timezone.localdate():
            raise forms.ValidationError("Wersja nie może obowiązywać wstecz: podaj dzisiejszy dzień albo późniejszy.")
        return since

    def clean(self):
        cleaned = super().clean()
        before = ConsentText.objects.filter(kind=cleaned.get("kind")).first()
        if before and cleaned.get("since") and cleaned["since"] < before.since:
            self.add_error("since", NOT_BEFORE_THE_LAST)
        return cleaned


class NewVersionView(CreateView):
    """Begins with the text that is in force, or with the clause as the settings say it."""

    def get_initial(self):
        kind = self.request.GET.get("rodzaj")
        if kind not in dict(ConsentText.KINDS):
            return {}
        newest = ConsentText.objects.filter(kind=kind).first()
        text = composed_clause() if "z-ustawien" in self.request.GET else newest and newest.text
        return {"kind": kind, "text": text or ""}

    def save_instance(self):
        written = ConsentText.write(**self.form.cleaned_data)
        log(instance=written, action="wagtail.create", user=self.request.user)
        return written

    def get_success_buttons(self):
        return []  # what was written is not edited

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        here = reverse("tresci_zgod:add")
        form.fields["kind"].help_text = format_html(
            'Zacznij od obecnej treści: <a href="{0}?rodzaj=clause">klauzuli</a>, <a href="{0}?rodzaj=public_name">'
            'zgody na podanie imienia i nazwiska</a>, <a href="{0}?rodzaj=image">zgody na wizerunek</a>; albo od '
            '<a href="{0}?rodzaj=clause&amp;z-ustawien">klauzuli ułożonej z ustawień</a>.',
            here,
        )
        return form


class ConsentTextViewSet(ModelViewSet):
    """All versions, to read; the next ones, to write."""

    model = ConsentText
    icon = "form"
    menu_label = "Treści zgód"
    menu_name = "tresci-zgod"
    menu_order = 620
    add_to_settings_menu = True
    list_display = ["kind", "version", "since"]
    list_filter = ["kind"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_fields = ["kind", "version", "since", "text"]
    copy_view_enabled = False
    add_view_class = NewVersionView

    def get_form_class(self, for_update=False):
        return NewVersionForm
