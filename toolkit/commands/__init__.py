"""One file a verb: arguments in, exit code out. The only room that prints."""
