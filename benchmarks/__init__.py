"""Ours beside what a user would pick instead: the same files, the same figures, one run, one table."""
