from .attachments import Attachment
from .base import SitePage
from .cache_generation import CacheGeneration
from .centre import Centre
from .groups import GroupIndexPage, WorkingGroupPage
from .meetings import MeetingIndexPage, MeetingPage
from .news import NewsIndexPage, NewsPage
from .pages import ContentPage, HomePage
from .pictures import Picture, PictureRendition
from .search_entry import SearchEntry, SearchTerm
from .sent_form import SentForm
from .snippets import AlertBanner, ContactPerson, Partner

__all__ = [
    "AlertBanner",
    "Attachment",
    "CacheGeneration",
    "Centre",
    "ContactPerson",
    "ContentPage",
    "GroupIndexPage",
    "HomePage",
    "MeetingIndexPage",
    "MeetingPage",
    "NewsIndexPage",
    "NewsPage",
    "Partner",
    "Picture",
    "PictureRendition",
    "SearchEntry",
    "SearchTerm",
    "SentForm",
    "SitePage",
    "WorkingGroupPage",
]
