"""An event in schema.org's words, for search engines."""

from coalition.structured_data import absolute, organization, script

STATUS = {"published": "EventScheduled", "cancelled": "EventCancelled"}
SPOKEN = {"en": ["en"], "fr": ["fr"]}


def facts(gathering):
    """A script of data, as HTML."""
    zone = gathering.time_zone
    said = {
        "@type": "Event",
        "name": gathering.title,
        "description": gathering.summary,
        "url": absolute(gathering.get_absolute_url()),
        "startDate": gathering.starts_at.astimezone(zone).isoformat(timespec="minutes"),
        "endDate": gathering.ends_at.astimezone(zone).isoformat(timespec="minutes"),
        "eventStatus": f"https://schema.org/{STATUS[gathering.status]}",
        "eventAttendanceMode": f"https://schema.org/{_mode(gathering)}",
        "location": _places(gathering),
        "inLanguage": [f"{code}-CA" for code in SPOKEN.get(gathering.spoken, ["en", "fr"])],
        "organizer": organization(),
        "isAccessibleForFree": True,
    }
    if gathering.capacity:
        said["maximumAttendeeCapacity"] = gathering.capacity
    return script(said)


def _mode(gathering):
    if gathering.place and gathering.link:
        return "MixedEventAttendanceMode"
    return "OfflineEventAttendanceMode" if gathering.place else "OnlineEventAttendanceMode"


def _places(gathering):
    found = []
    if gathering.place:
        country = {"@type": "PostalAddress", "addressCountry": "CA"}
        found.append({"@type": "Place", "name": gathering.place, "address": country})
    if gathering.link or not found:
        link = gathering.link or absolute(gathering.get_absolute_url())
        found.append({"@type": "VirtualLocation", "url": link})
    return found
