from .base import SitePage
from .centre import Centre
from .groups import GroupIndexPage, WorkingGroupPage
from .meetings import MeetingIndexPage, MeetingPage
from .news import NewsIndexPage, NewsPage
from .pages import ContentPage, HomePage
from .pictures import Picture, PictureRendition
from .texts import PageText

__all__ = [
    "Centre",
    "ContentPage",
    "GroupIndexPage",
    "HomePage",
    "MeetingIndexPage",
    "MeetingPage",
    "NewsIndexPage",
    "NewsPage",
    "PageText",
    "Picture",
    "PictureRendition",
    "SitePage",
    "WorkingGroupPage",
]
