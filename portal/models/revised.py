"""Pages that people write who have no permission for pages: by verbs, which keep every version and who made it."""

from collections.abc import Iterable
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from portal.rules.refusals import Refused

# what people write of every page
WRITTEN = {"title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at"}


class EditConflict(Exception):
    """Somebody saved the page after this person had begun; `latest` is the page as it is now."""

    def __init__(self, latest):
        super().__init__("Ktoś zapisał tę stronę po otwarciu formularza.")
        self.latest = latest


class KeepsRevisions:
    """Mixed into a page type."""

    @property
    def newest(self) -> Self:
        """The page as its newest revision has it, published or not."""
        return self.get_latest_revision_as_object() if self.latest_revision_id else self

    @transaction.atomic
    def revise(self, by: AbstractUser, *, base: int | None = None, publish: bool = False, **changes: object) -> Self:
        """Write these fields as a revision by that person, and publish them if asked; returns the page.

        Published are these fields and nothing else: what an editor prepares in other fields of a live page stays
        a draft, laid anew on top. Refuses what is locked and invalid values (ValidationError); raises EditConflict
        when `base`, the revision that the person began with (0: there was none yet), is no longer the newest.
        """
        live = type(self).objects.select_for_update().get(pk=self.pk)
        draft = live.newest
        if base is not None and base != (live.latest_revision_id or 0):
            raise EditConflict(draft)
        if sentence := live.closed_because():
            raise Refused(sentence)
        draft.take(changes)
        if not publish:
            draft.save_revision(user=by, log_action=True)
            return draft
        pending = None
        if live.live:
            live.take(changes)
            pending = draft if live.content() != draft.content() else None
        else:
            live = draft
        scheduled = live.revisions.filter(approved_go_live_at__isnull=False).first()
        live.save_revision(user=by, log_action=True).publish(user=by, skip_permission_checks=True)
        if pending:
            pending = type(self).objects.get(pk=self.pk).with_content_json(pending.serializable_data())
            # unfinished work may be invalid; and Wagtail has forgotten when it was to be published
            pending.save_revision(user=by, clean=False, approved_go_live_at=scheduled and scheduled.approved_go_live_at)
        return type(self).objects.get(pk=self.pk)

    @classmethod
    @transaction.atomic
    def write(
        cls, by: AbstractUser, parent: Page, *, groups: Iterable[Page], publish: bool = False, **fields: object
    ) -> Self:
        """A new page of these fields below `parent`, as a draft unless it is to be published."""
        page = cls(live=False, owner=by)
        page.take(fields)
        page.groups = groups
        page = parent.add_child(instance=page)
        revision = page.save_revision(user=by, log_action=True)
        if publish:
            revision.publish(user=by, skip_permission_checks=True)
        return cls.objects.get(pk=page.pk)

    def may_be_discarded_by(self, by: AbstractUser) -> bool:
        """Whether this person began it and it was never public, so that nobody misses it."""
        return not self.live and self.first_published_at is None and self.owner_id == by.pk

    @transaction.atomic
    def discard(self, by: AbstractUser) -> None:
        """Delete a draft; refuses for what others began or what readers knew."""
        draft = type(self).objects.select_for_update().get(pk=self.pk)
        if sentence := draft.closed_because():
            raise Refused(sentence)
        if not draft.may_be_discarded_by(by):
            raise Refused("Usunąć można tylko własny szkic, którego nikt jeszcze nie ogłosił.")
        DeletePageAction(draft, user=by).execute(skip_permission_checks=True)

    def take(self, changes: dict) -> None:
        for name, value in changes.items():
            setattr(self, name, value)

    def content(self) -> dict:
        """What people wrote of it, without what Wagtail keeps about it."""
        own = {field.name for field in [*self._meta.local_fields, *self._meta.local_many_to_many]} - {"page_ptr"}
        return {name: value for name, value in self.serializable_data().items() if name in own | WRITTEN}

    def closed_because(self) -> str:
        """Why nobody may write it now, as a sentence; empty when people may."""
        return "Redakcja zablokowała tę stronę na czas swojej pracy." if self.locked else ""
