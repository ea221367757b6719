"""The book about the coalition, what readers say of pages, and the desk where the secretariat keeps all that."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import book, desk, desk_opinions, desk_pages, opinions

urlpatterns = [
    path(_("about/"), book.named, {"key": "about"}, name="about"),
    path(_("about/accessibility/"), book.named, {"key": "accessibility"}, name="accessibility"),
    path(_("about/privacy/"), book.named, {"key": "privacy"}, name="privacy"),
    path(_("about/credits/"), book.named, {"key": "credits"}, name="credits"),
    path(_("about/<slug:slug>/"), book.page, name="page"),
    path(_("opinion/"), opinions.give_opinion, name="give_opinion"),
    path(_("opinion/thanks/"), opinions.thanks, name="opinion_thanks"),
    # the secretariat
    path(_("secretariat/content/"), desk.desk, name="desk"),
    path(_("secretariat/content/pages/add/"), desk_pages.add_page, name="add_page"),
    path(_("secretariat/content/pages/<int:pk>/"), desk_pages.desk_page, name="desk_page"),
    path(_("secretariat/content/pages/<int:pk>/edit/"), desk_pages.edit_page, name="edit_page"),
    path(_("secretariat/content/pages/<int:pk>/publication/"), desk_pages.publish_page, name="publish_page"),
    path(_("secretariat/content/pages/<int:pk>/return/"), desk_pages.take_back_page, name="take_back_page"),
    path(_("secretariat/content/pages/<int:pk>/removal/"), desk_pages.discard_page, name="discard_page"),
    path(_("secretariat/content/pages/<int:pk>/withdrawal/"), desk_pages.withdraw_page, name="withdraw_page"),
    path(_("secretariat/content/pages/<int:pk>/place/"), desk_pages.move_page, name="move_page"),
    path(
        _("secretariat/content/pages/<int:pk>/versions/<int:number>/"),
        desk_pages.page_version,
        name="page_version",
    ),
    path(
        _("secretariat/content/pages/<int:pk>/versions/<int:number>/restoration/"),
        desk_pages.restore_page,
        name="restore_page",
    ),
    path(_("secretariat/content/notices/add/"), desk.add_notice, name="add_notice"),
    path(_("secretariat/content/notices/<int:pk>/"), desk.edit_notice, name="edit_notice"),
    path(_("secretariat/content/notices/<int:pk>/removal/"), desk.remove_notice, name="remove_notice"),
    path(_("secretariat/content/features/add/"), desk.add_feature, name="add_feature"),
    path(_("secretariat/content/features/<int:pk>/"), desk.edit_feature, name="edit_feature"),
    path(_("secretariat/content/features/<int:pk>/removal/"), desk.remove_feature, name="remove_feature"),
    path(_("secretariat/content/links/"), desk.broken_links, name="broken_links"),
    path(_("secretariat/content/opinions/"), desk_opinions.opinions, name="opinions"),
    path(
        _("secretariat/content/opinions/<int:pk>/answer/"),
        desk_opinions.answer_opinion,
        name="answer_opinion",
    ),
    path(
        _("secretariat/content/opinions/<int:pk>/aside/"),
        desk_opinions.set_opinion_aside,
        name="set_opinion_aside",
    ),
    path(
        _("secretariat/content/opinions/<int:pk>/reopening/"),
        desk_opinions.reopen_opinion,
        name="reopen_opinion",
    ),
]
