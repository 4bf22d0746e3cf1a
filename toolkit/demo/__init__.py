"""The demonstration: a ready round from `samples/`, played as it would go in an office."""
