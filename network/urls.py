from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import account, bulletin, bulletin_office, subscribing

urlpatterns = [
    # for everybody
    path(_("bulletin/"), subscribing.bulletin, name="bulletin"),
    path(_("bulletin/feed/"), bulletin.bulletin_feed, name="bulletin_feed"),
    path(_("bulletin/<int:number>/"), bulletin.bulletin_issue, name="bulletin_issue"),
    path(
        _("bulletin/confirmation/<str:token>/"), subscribing.confirm_subscription, name="confirm_subscription"
    ),
    path(
        _("bulletin/subscription/<str:token>/"),
        subscribing.bulletin_subscription,
        name="bulletin_subscription",
    ),
    path(
        _("bulletin/subscription/<str:token>/language/"),
        subscribing.bulletin_language,
        name="bulletin_language",
    ),
    # one's own
    path(_("account/bulletin/"), account.own_bulletin, name="own_bulletin"),
    # the secretariat
    path(_("secretariat/bulletins/"), bulletin_office.bulletins, name="bulletins"),
    path(_("secretariat/bulletins/add/"), bulletin_office.add_bulletin, name="add_bulletin"),
    path(_("secretariat/bulletins/<int:pk>/"), bulletin_office.compose_bulletin, name="compose_bulletin"),
    path(_("secretariat/bulletins/<int:pk>/edit/"), bulletin_office.edit_bulletin, name="edit_bulletin"),
    path(_("secretariat/bulletins/<int:pk>/new/"), bulletin_office.pick_items, name="pick_items"),
    path(_("secretariat/bulletins/<int:pk>/piece/"), bulletin_office.write_piece, name="write_piece"),
    path(_("secretariat/bulletins/<int:pk>/items/<int:item>/"), bulletin_office.edit_item, name="edit_item"),
    path(
        _("secretariat/bulletins/<int:pk>/items/<int:item>/place/"),
        bulletin_office.move_item,
        name="move_item",
    ),
    path(
        _("secretariat/bulletins/<int:pk>/items/<int:item>/removal/"),
        bulletin_office.remove_item,
        name="remove_item",
    ),
    path(_("secretariat/bulletins/<int:pk>/trial/"), bulletin_office.try_bulletin, name="try_bulletin"),
    path(
        _("secretariat/bulletins/<int:pk>/schedule/"),
        bulletin_office.schedule_bulletin,
        name="schedule_bulletin",
    ),
    path(
        _("secretariat/bulletins/<int:pk>/take-back/"),
        bulletin_office.take_back_bulletin,
        name="take_back_bulletin",
    ),
    path(
        _("secretariat/bulletins/<int:pk>/removal/"), bulletin_office.remove_bulletin, name="remove_bulletin"
    ),
]
