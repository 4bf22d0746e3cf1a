"""The records that pass between stages: frozen, standard library only.

A module a concept; import from the module that owns the word (`from toolkit.model.form import Form`).
"""
