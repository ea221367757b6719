from django.urls import path
from django.utils.translation import gettext_lazy as _

from .views import account, bulletin, bulletin_office, events, events_office, registering, subscribing

urlpatterns = [
    # for everybody
    path(_("bulletin/"), subscribing.bulletin, name="bulletin"),
    path(_("bulletin/feed/"), bulletin.bulletin_feed, name="bulletin_feed"),
    path(_("bulletin/<int:number>/"), bulletin.bulletin_issue, name="bulletin_issue"),
    path(
        _("bulletin/confirmation/<str:token>/"), subscribing.confirm_subscription, name="confirm_subscription"
    ),
    path(
        _("bulletin/subscription/<slug:token>/"),
        subscribing.bulletin_subscription,
        name="bulletin_subscription",
    ),
    path(
        _("bulletin/subscription/<slug:token>/language/"),
        subscribing.bulletin_language,
        name="bulletin_language",
    ),
    path(_("events/"), events.events, name="events"),
    path(_("events/feed/"), events.events_feed, name="events_feed"),
    path(_("events/calendar.ics"), events.events_calendar, name="events_calendar"),
    path(_("events/registrations/<slug:token>/"), registering.event_registration, name="event_registration"),
    path(
        _("events/registrations/<slug:token>/confirmation/"),
        registering.confirm_registration,
        name="confirm_registration",
    ),
    path(_("events/registrations/<slug:token>/leave/"), registering.leave_event, name="leave_event"),
    path(_("events/<slug:slug>/"), events.event, name="event"),
    path(_("events/<slug:slug>/event.ics"), events.event_calendar, name="event_calendar"),
    path(_("events/<slug:slug>/registration/"), registering.register_for_event, name="register_for_event"),
    path(_("calendar/<slug:token>.ics"), events.followed_calendar, name="personal_calendar"),
    # one's own
    path(_("events/<slug:slug>/participation/"), registering.join_event, name="join_event"),
    path(_("account/calendar/"), account.own_calendar, name="own_calendar"),
    path(_("account/calendar/address/"), account.renew_calendar, name="renew_calendar"),
    path(_("account/calendar/address/removal/"), account.close_calendar, name="close_calendar"),
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
    path(_("secretariat/events/"), events_office.secretariat_events, name="secretariat_events"),
    path(_("secretariat/events/add/"), events_office.add_event, name="add_event"),
    path(_("secretariat/events/<int:pk>/"), events_office.secretariat_event, name="secretariat_event"),
    path(_("secretariat/events/<int:pk>/edit/"), events_office.edit_event, name="edit_event"),
    path(_("secretariat/events/<int:pk>/publication/"), events_office.publish_event, name="publish_event"),
    path(_("secretariat/events/<int:pk>/cancellation/"), events_office.cancel_event, name="cancel_event"),
    path(_("secretariat/events/<int:pk>/removal/"), events_office.remove_event, name="remove_event"),
    path(
        _("secretariat/events/<int:pk>/registrations/"),
        events_office.event_registrations,
        name="event_registrations",
    ),
    path(
        _("secretariat/events/<int:pk>/registrations/attendance/"),
        events_office.mark_attendance,
        name="mark_attendance",
    ),
    path(
        _("secretariat/events/<int:pk>/registrations.csv"),
        events_office.event_registrations_csv,
        name="event_registrations_csv",
    ),
]
