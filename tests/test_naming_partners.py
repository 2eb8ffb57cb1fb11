"""Partners and funders are named, with their logos where they have any."""

import io
import re

from django.core.files.images import ImageFile

from portal.models import Partner, Picture, PictureRendition
from tests import pictures
from tests.pictures import drawn

send = pictures.send


def test_a_partner_has_its_logo_beside_its_name_and_the_name_alone_without_one(
    client, home, send, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        logo = Picture.objects.create(title="Znak", file=ImageFile(io.BytesIO(drawn(size=(900, 300))), name="znak.png"))
        Partner.objects.create(name="Stowarzyszenie Razem", role="partner", logo=logo)
        Partner.objects.create(name="Biblioteka", role="partner")
    made = PictureRendition.objects.count()
    page = client.get("/partnerzy/").content.decode()
    assert PictureRendition.objects.count() == made == 2
    items = re.findall(r"<li>(.*?)</li>", page[page.index('class="partners"') :], re.S)[:2]
    assert all(
        f"<h2>{name}</h2>" in item for name, item in zip(("Stowarzyszenie Razem", "Biblioteka"), items, strict=True)
    )
    (shown,) = re.findall(r"<img [^>]*>", items[0])
    assert all(said in shown for said in ('width="480"', 'height="160"', 'alt=""')) and "<img" not in items[1]
    with django_capture_on_commit_callbacks(execute=True):
        send("znak.png", drawn(size=(600, 600)), to=logo)
    made = PictureRendition.objects.count()
    assert 'width="160"' in client.get("/partnerzy/").content.decode()
    assert PictureRendition.objects.count() == made


def test_logos_of_funders_stand_at_the_foot_of_every_page(client, home, pages_made_anew):
    logo = Picture.objects.create(title="Znak", file=ImageFile(io.BytesIO(drawn(size=(300, 100))), name="znak.png"))
    Partner.objects.create(name="Fundusz Przykładowy", role="fundator", logo=logo, in_footer=True)
    Partner.objects.create(name="Bez znaku", role="fundator", in_footer=True)
    Partner.objects.create(name="Tylko partner", role="partner", logo=logo)
    for address in ("/", "/kontakt/", "/szukaj/"):
        foot = client.get(address).text.partition("<footer")[2]
        assert foot.count('class="logo"') == 1
        assert 'alt="Fundusz Przykładowy"' in foot
        assert "Bez znaku" not in foot and "Tylko partner" not in foot
