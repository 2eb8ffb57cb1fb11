"""A new instance starts with its fixed pages."""

from portal import first_pages
from portal.models import ContentPage, HomePage


def test_a_new_instance_has_home_and_fixed_pages(home):
    assert HomePage.objects.count() == 1
    addresses = {page.url for page in home.get_descendants().live()}
    assert {"/kontakt/", "/regulamin/", "/polityka-prywatnosci/", "/o-centrum/", "/partnerzy/", "/nabory/"} <= addresses


def test_laying_again_changes_nothing(home):
    ContentPage.objects.get(slug="regulamin").delete()
    first_pages.lay()
    assert not ContentPage.objects.filter(slug="regulamin").exists()


def test_publishing_a_group_makes_its_roadmap_once(group):
    from roadmaps.models import Roadmap

    group.save_revision().publish()
    assert Roadmap.objects.count() == 1
