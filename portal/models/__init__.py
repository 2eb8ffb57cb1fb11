from .base import SitePage
from .centre import Centre
from .findable import Findable, FindableWord
from .groups import GroupIndexPage, WorkingGroupPage
from .meetings import MeetingIndexPage, MeetingPage
from .news import NewsIndexPage, NewsPage
from .pages import ContentPage, HomePage
from .pictures import Picture, PictureRendition

__all__ = [
    "Centre",
    "ContentPage",
    "Findable",
    "FindableWord",
    "GroupIndexPage",
    "HomePage",
    "MeetingIndexPage",
    "MeetingPage",
    "NewsIndexPage",
    "NewsPage",
    "Picture",
    "PictureRendition",
    "SitePage",
    "WorkingGroupPage",
]
