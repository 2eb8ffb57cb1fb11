"""The form by which editors copy a page: what cannot be copied so is said beside the field."""

from django.core.validators import MaxLengthValidator
from wagtail.admin.forms.pages import CopyForm as WagtailsCopyForm

from portal.models.addresses import AddressInput

LONGEST = 255  # letters of a title and of a slug


class CopyForm(WagtailsCopyForm):
    """Wagtail's form, for each kind of page with what its kind admits."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("new_title", "new_slug"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))
        self.fields["new_slug"].widget = AddressInput(locale=self.page.locale)
        kind = self.page.specific_class
        if not kind.creatable_subpage_models():
            # what stands below is made anew for each page of the kind
            self.fields.pop("copy_subpages", None)
        if "alias" in kind.refuses:
            self.fields.pop("alias", None)

    def clean(self):
        given = super().clean()
        parent = given.get("new_parent_page") or self.page.get_parent()
        if sentence := self.page.specific_class.slug_taken(given.get("new_slug"), parent):
            self.add_error("new_slug", sentence)
        return given
