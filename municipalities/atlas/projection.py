"""Where a place stands on the map of Canada: Statistics Canada's Lambert conformal conic projection, on a sphere.

The map is drawn in units of UNIT metres, x to the right and y downwards from the corner at LEFT, TOP.
"""

from math import cos, log, pi, radians, sin, tan

PARALLELS = radians(49), radians(77)
ORIGIN = radians(63.390675)
MERIDIAN = -91.866667  # degrees
EARTH = 6_371_008.8  # mean radius in metres
UNIT = 540
LEFT, TOP = -2_540_000, 2_270_000  # metres from the origin, east and north
WIDTH, HEIGHT = 10_000, 8_600


def _slope(latitude):
    return tan(pi / 4 + latitude / 2)


_CONE = log(cos(PARALLELS[0]) / cos(PARALLELS[1])) / log(_slope(PARALLELS[1]) / _slope(PARALLELS[0]))
_SCALE = EARTH * cos(PARALLELS[0]) * _slope(PARALLELS[0]) ** _CONE / _CONE
_AT_ORIGIN = _SCALE / _slope(ORIGIN) ** _CONE


def project(longitude, latitude):
    """(x, y) on the drawing of a place in degrees, east and north."""
    distance = _SCALE / _slope(radians(latitude)) ** _CONE
    angle = _CONE * radians(longitude - MERIDIAN)
    east, north = distance * sin(angle), _AT_ORIGIN - distance * cos(angle)
    return (east - LEFT) / UNIT, (TOP - north) / UNIT
