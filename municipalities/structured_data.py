"""A town in schema.org's words: what it is, where, and since when it has been a member."""

from coalition.structured_data import absolute, organization

from .picture import address_of


def town(municipality, membership):
    address = absolute(municipality.get_absolute_url())
    province = {"@type": "AdministrativeArea", "name": municipality.province.name}
    place = {"@type": "City", "name": municipality.name, "containedInPlace": province}
    if municipality.latitude is not None and municipality.longitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(municipality.latitude),
            "longitude": float(municipality.longitude),
        }
    said = {
        "@type": "GovernmentOrganization",
        "@id": address + "#municipality",
        "name": municipality.name,
        "mainEntityOfPage": address,
        "areaServed": place,
        "image": absolute(address_of(municipality)),
    }
    other = {municipality.name_en, municipality.name_fr, *municipality.former_names} - {
        municipality.name,
        "",
        None,
    }
    if other:
        said["alternateName"] = sorted(other)
    if municipality.website:
        said["url"] = municipality.website
    if membership.status != membership.Status.ENDED:
        said["memberOf"] = {"@type": "ProgramMembership", "hostingOrganization": organization()}
        if since := membership.joined_on or membership.joined_year:
            said["memberOf"]["validFrom"] = str(since)
    return said
