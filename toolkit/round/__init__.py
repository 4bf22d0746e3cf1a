"""A round on disk: one form, one period, one tree of units, as a folder."""

from toolkit.round.opened import Round, create_round, open_round, read_programme_form

__all__ = ["Round", "create_round", "open_round", "read_programme_form"]
