from .attachments import Attachment
from .base import SitePage
from .centre import Centre
from .edition import Edition
from .findable import Findable, FindableWord
from .groups import GroupIndexPage, WorkingGroupPage
from .meetings import MeetingIndexPage, MeetingPage
from .news import NewsIndexPage, NewsPage
from .pages import ContentPage, HomePage
from .pictures import Picture, PictureRendition
from .sent_form import SentForm
from .snippets import AlertBanner, ContactPerson, Partner

__all__ = [
    "AlertBanner",
    "Attachment",
    "Centre",
    "ContactPerson",
    "ContentPage",
    "Edition",
    "Findable",
    "FindableWord",
    "GroupIndexPage",
    "HomePage",
    "MeetingIndexPage",
    "MeetingPage",
    "NewsIndexPage",
    "NewsPage",
    "Partner",
    "Picture",
    "PictureRendition",
    "SentForm",
    "SitePage",
    "WorkingGroupPage",
]
