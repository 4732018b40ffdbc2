"""The columns of a deployment log, and the other headings that forces give them.

Without this file the Metropolitan Police's 'location' would not be known to be the place.
"""

from dueregard.findings.roles import ColumnRole, Kind

COLUMNS = (
    ColumnRole(role="date", kind=Kind.DATE, required=True, words="the day of the deployment",
               also=("deployment date", "date of deployment", "day")),
    ColumnRole(role="place", kind=Kind.TEXT, words="where it was",
               also=("location", "deployment location", "site", "borough", "venue")),
    ColumnRole(role="use_case", kind=Kind.TEXT, words="what it was for",
               also=("purpose", "use cases", "reason for deployment")),
    ColumnRole(role="threshold", kind=Kind.NUMBER,
               words="the score at which the system raises an alert",
               also=("alert threshold", "match threshold", "threshold setting", "face match "
                     "threshold", "similarity threshold")),
    ColumnRole(role="watchlist_size", kind=Kind.WHOLE, words="how many faces were looked for",
               also=("watchlist", "size of watchlist", "number on watchlist")),
    ColumnRole(role="faces_seen", kind=Kind.WHOLE,
               words="how many faces the cameras saw, often an estimate",
               also=("faces seen est", "faces seen estimate", "faces seen estimated", "faces",
                     "number of faces seen", "faces scanned", "faces processed")),
    ColumnRole(role="alerts", kind=Kind.WHOLE, required=True,
               words="how many alerts the system raised",
               also=("total alerts", "number of alerts", "alerts total", "alerts generated")),
    ColumnRole(role="true_confirmed", kind=Kind.WHOLE, words="true alerts, confirmed",
               also=("true alerts", "true alerts confirmed", "true alert confirmed",
                     "confirmed true alerts", "correct alerts", "number of true alerts")),
    ColumnRole(role="true_unconfirmed", kind=Kind.WHOLE,
               words="alerts taken as true but not confirmed",
               also=("true alerts unconfirmed", "true alert unconfirmed",
                     "unconfirmed true alerts")),
    ColumnRole(role="false_confirmed", kind=Kind.WHOLE, required=True,
               words="false alerts, confirmed",
               also=("false alerts", "false alerts confirmed", "false alert confirmed",
                     "confirmed false alerts", "incorrect alerts", "number of false alerts")),
    ColumnRole(role="false_unconfirmed", kind=Kind.WHOLE,
               words="alerts taken as false but not confirmed",
               also=("false alerts unconfirmed", "false alert unconfirmed",
                     "unconfirmed false alerts")),
    ColumnRole(role="arrests", kind=Kind.WHOLE, words="arrests that followed an alert",
               also=("arrest", "number of arrests", "total arrests")),
    ColumnRole(role="other_disposal", kind=Kind.WHOLE, words="other outcomes",
               also=("other disposals", "other outcome", "other outcomes")),
    ColumnRole(role="no_action", kind=Kind.WHOLE, words="alerts after which nothing was done",
               also=("no further action", "no actions", "nfa")),
    ColumnRole(role="duration_min", kind=Kind.NUMBER, words="how long it ran, in minutes",
               also=("duration", "duration minutes", "duration mins", "minutes")),
    ColumnRole(role="false_alert_rate_stated", kind=Kind.TEXT,
               words="the share of faces that raised a false alert, as printed by the force",
               also=("false alert rate", "far", "false alert rate percent")),
)
