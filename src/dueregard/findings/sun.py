"""When the sun sets and when it is dark, computed here and without a network.

Without this file a test of what officers could see would need a service of somebody else's, which
would learn where and when people were stopped.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Depression of the sun's middle below the horizon, in degrees. Sunset: 34 minutes of arc for
# refraction and 16 for half the sun; civil dusk: 6 degrees.
SUNSET, CIVIL_DUSK = 50 / 60, 6.0
_DAY_2000 = np.datetime64("2000-01-01T12:00", "m")
_MINUTES_A_DAY = 1440.0


def setting(days: NDArray[np.datetime64], latitude: Array, longitude: Array, *,
            depression: float) -> Array:
    """Minutes after midnight UTC when the sun is so far below the horizon in the evening.

    `days` are dates, `latitude` and `longitude` degrees north and east, `depression` degrees; all
    of one shape. Not a number where the sun is never so low on that day. May be above 1440.
    Formula: noon + 4·H minutes, cos H = (cos z)/(cos phi cos delta) - tan phi tan delta, with
    declination and equation of time at that moment (three rounds). Right to about half a minute
    from 1901 to 2099. It knows no hills, clouds or street lights.
    Source: J. Meeus, Astronomical Algorithms (2nd ed. 1998), chapters 25 and 28, in the form of the
    solar calculator of NOAA; depressions as HM Nautical Almanac Office defines them
    (Astronomical Information Sheet 7).

    >>> day = np.array(["2015-12-12"], dtype="datetime64[D]")
    >>> float(setting(day, np.array([51.5]), np.array([-0.13]), depression=CIVIL_DUSK)[0]) // 1
    991.0
    """
    phi, zenith = np.radians(latitude), np.radians(90 + depression)
    minutes = np.full(np.shape(days), 1080.0) - 4 * longitude
    for _ in range(3):
        declination, equation = _sun(days, minutes)
        noon = 720 - 4 * longitude - equation
        cosine = (np.cos(zenith) / (np.cos(phi) * np.cos(declination))
                  - np.tan(phi) * np.tan(declination))
        angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        minutes = noon + 4 * angle
    return np.where(np.abs(cosine) <= 1, minutes, np.nan)


def _sun(days: NDArray[np.datetime64], minutes: Array) -> tuple[Array, Array]:
    """Declination in radians and the equation of time in minutes."""
    whole = (days.astype("datetime64[m]") - _DAY_2000).astype(np.float64)
    century = (whole + minutes) / _MINUTES_A_DAY / 36525
    mean = np.radians((280.46646 + century * (36000.76983 + 0.0003032 * century)) % 360)
    anomaly = np.radians(357.52911 + century * (35999.05029 - 0.0001537 * century))
    eccentric = 0.016708634 - century * (0.000042037 + 0.0000001267 * century)
    centre = np.radians(
        np.sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century))
        + np.sin(2 * anomaly) * (0.019993 - 0.000101 * century)
        + np.sin(3 * anomaly) * 0.000289)
    node = np.radians(125.04 - 1934.136 * century)
    apparent = mean + centre - np.radians(0.00569 + 0.00478 * np.sin(node))
    seconds = 21.448 - century * (46.815 + century * (0.00059 - 0.001813 * century))
    tilt = np.radians(23 + (26 + seconds / 60) / 60 + 0.00256 * np.cos(node))
    y = np.tan(tilt / 2)**2
    equation = 4 * np.degrees(
        y * np.sin(2 * mean) - 2 * eccentric * np.sin(anomaly)
        + 4 * eccentric * y * np.sin(anomaly) * np.cos(2 * mean)
        - 0.5 * y * y * np.sin(4 * mean) - 1.25 * eccentric**2 * np.sin(2 * anomaly))
    return np.arcsin(np.sin(tilt) * np.sin(apparent)), equation
