"""Links between actions, also of different groups: „zależy od” and „powiązane”."""

from django.db.models import Case, CharField, Exists, Model, OuterRef, QuerySet, Value, When

from portal.models.base import restricted_paths
from portal.models.groups import numbered_groups
from portal.rules.polish_order import InPolishOrder
from portal.serving.cached import shows
from portal.templatetags.polish import quoted
from roadmaps.rules import topics
from roadmaps.rules.permissions import Refused


class Linking:
    """The rules of links. They are written with the text (`write`)."""

    # how the verbs work

    def _check_links(self, changes):
        """Refuse new links to itself, to what not everybody may read, and dependencies that run in a circle."""
        for name in ("related", "depends_on"):
            if name not in changes:
                continue
            before = set(getattr(self, name).values_list("pk", flat=True)) if self.pk else set()
            added = {getattr(one, "pk", one) for one in changes[name]} - before
            # before anything is said of them
            if len(open_to_all(type(self).objects.filter(pk__in=added))) < len(added):
                raise Refused("Łączyć można tylko z działaniami, które wszyscy mogą przeczytać.")
            if added and self.pk:
                self._check_added(name, added)

    def _check_added(self, name, added):
        if self.pk in added:
            raise Refused("Działanie nie może być połączone samo ze sobą.")
        if name != "depends_on":
            return
        # boards have a lock each, and a circle may run across them: whoever adds a dependency holds this one, too
        roadmaps = type(self.roadmap).objects.order_by("pk")
        roadmaps.select_for_update(no_key=True).first()
        if closing := self._that_waits_for_this(added):
            title = type(self).objects.get(pk=closing).title
            raise Refused(f"Tak powstałoby koło: działanie {quoted(title)} czeka już na to działanie.")

    def _that_waits_for_this(self, added):
        """The key of one of the actions that depends on this one, directly or through others; None without any."""
        edges = type(self).depends_on.through.objects
        for first in sorted(added):
            seen, ahead = set(), {first}
            while ahead:
                seen |= ahead
                ahead = set(edges.filter(from_action__in=ahead).values_list("to_action", flat=True)) - seen
                if self.pk in ahead:
                    return first
        return None


def open_to_all(actions: QuerySet) -> list[Model]:
    """A list of those of a queryset of actions that everybody may read; their roadmaps know their groups. One query
    for the actions, besides what every page knows."""
    groups, shut, boards, found = numbered_groups(), restricted_paths(), {}, []
    for action in actions.select_related("roadmap__page"):
        shows(topics.board(action.roadmap_id))
        if action.hidden_reason:
            continue
        roadmap = boards.setdefault(action.roadmap_id, action.roadmap)
        page = roadmap.page
        group = next((group for group in groups if page.path.startswith(group.path)), None)
        if group and page.live and not any(page.path.startswith(path) for path in shut):
            roadmap.group = group
            action.roadmap = roadmap
            found.append(action)
    return found


def links(action: Model) -> list[tuple[str, list[Model]]]:
    """[(name, actions)]: what it depends on, what waits for it, what is related to it, as everybody may see them."""
    depends, related = (getattr(type(action), name).through.objects for name in ("depends_on", "related"))
    this, other = (
        {"from_action": action, "to_action": OuterRef("pk")},
        {"from_action": OuterRef("pk"), "to_action": action},
    )
    kinds = {
        "Zależy od": Exists(depends.filter(**this)),
        "Na to czekają": Exists(depends.filter(**other)),
        "Powiązane": Exists(related.filter(**this)) | Exists(related.filter(**other)),
    }
    which = Case(*(When(linked, then=Value(name)) for name, linked in kinds.items()), output_field=CharField())
    found = open_to_all(type(action).objects.annotate(link=which).exclude(link=None).order_by(InPolishOrder("title")))
    named = [(name, [one for one in found if one.link == name]) for name in kinds]
    return [(name, others) for name, others in named if others]
