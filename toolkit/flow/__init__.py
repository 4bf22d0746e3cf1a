"""The stages in order, on a round: what the command line, the demo and the tests call. One module a step, each reads as a paragraph.

A stage gives `(result, findings)` and touches nothing that it was handed; what is written to disk is written here, through the round.
"""

from toolkit.flow.auditing import verify_file
from toolkit.flow.intake import Intake, rebuild, take_in
from toolkit.flow.issuing import issue_blanks
from toolkit.flow.outputs import Watch, Written
from toolkit.flow.refreshing import Refreshed, refresh_report, round_of
from toolkit.flow.reporting import FORMATS, write_reports
from toolkit.flow.standing import show_progress
from toolkit.flow.totals import figures, write_consolidations

__all__ = [
    "FORMATS",
    "Intake",
    "Refreshed",
    "Watch",
    "Written",
    "figures",
    "issue_blanks",
    "rebuild",
    "refresh_report",
    "round_of",
    "show_progress",
    "take_in",
    "verify_file",
    "write_consolidations",
    "write_reports",
]
