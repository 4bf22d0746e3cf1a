"""A round on disk: one form, one period, one tree of units, as a folder."""

from toolkit.round.opened import Round, control_file, create_round, open_round, read_programme_form

__all__ = ["Round", "control_file", "create_round", "open_round", "read_programme_form"]
