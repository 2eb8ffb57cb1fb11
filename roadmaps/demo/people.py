"""The people of the demo: the administrator, the editor, the coordinator, members by their declarations."""

from datetime import datetime, timedelta

from anyascii import anyascii
from django.contrib.auth.models import Group

from portal.editing.first_pages import EDITORS
from portal.models import WorkingGroupPage
from roadmaps.demo import people_texts
from roadmaps.demo.moments import warsaw
from signup.models import Consent, ConsentText, Declaration, DeclarationCallPage, Membership, User
from signup.models.accounts import open_account

ADMINISTRATOR = "admin@example.org"


class People:
    """Makes accounts, and memberships by declarations."""

    def accounts(self) -> None:
        self.admin = open_account(
            ADMINISTRATOR, first_name="Adam", last_name="Demonowicz", is_staff=True, is_superuser=True
        )
        editor = open_account("redakcja@example.org", first_name="Renata", last_name="Wzorcowa")
        editor.groups.add(Group.objects.get(name=EDITORS))

    def memberships(self) -> None:
        """The coordinator is named by the administrator; everybody else sends a declaration in the call of 2018."""
        call = self.call_2018
        for index, (name, first, last, groups, coordinates, org, kind, named) in enumerate(people_texts.PEOPLE):
            with_button = name in {"koordynator", "anna", "bartek", "celina"}
            address = f"{name}@example.org" if with_button else f"{name}.{anyascii(last).lower()}@example.org"
            chosen = [self.group[number] for number in groups]
            if coordinates:
                coordinator = self.people[name] = open_account(address, first_name=first, last_name=last)
                since = warsaw("2018-01-16 09:00")
                for group in chosen:
                    Membership.objects.create(user=coordinator, group=group, role="coordinator", since=since)
                Consent.objects.create(text=ConsentText.newest("public_name"), user=coordinator, given_at=since)
                continue
            sent = warsaw("2017-12-19 10:12") + timedelta(days=1.7 * index, minutes=37 * index)
            declaration = self.declare(call, first, last, address, org, kind, "", chosen, named, sent)
            for group in chosen:
                declaration.accept(coordinator, group, at=warsaw("2018-01-18 12:00") + timedelta(minutes=11 * index))
            self.people[name] = User.objects.get(email=address)

    def waiting_declarations(self) -> None:
        for first, last, name, org, kind, role, groups, days in people_texts.WAITING:
            self.declare(
                self.call_now,
                first,
                last,
                f"{name}@example.org",
                org,
                kind,
                role,
                [self.group[number] for number in groups],
                False,
                self.now - timedelta(days=days, hours=3),
            )

    def declare(
        self,
        call: DeclarationCallPage,
        first: str,
        last: str,
        address: str,
        org: str,
        kind: str,
        role: str,
        groups: list[WorkingGroupPage],
        named: bool,
        at: datetime,
    ) -> Declaration:
        """A declaration sent and confirmed a few minutes later."""
        declaration = Declaration.objects.send(
            call,
            given_name=first,
            family_name=last,
            email=address,
            capacity="representative" if org else "own",
            org_name=org,
            org_kind=kind,
            org_role=(role or "członkini, członek") if org else "",
            groups=groups,
            consents=["public_name"] if named else [],
            at=at,
        )
        declaration.confirm(at=at + timedelta(minutes=7))
        return declaration
