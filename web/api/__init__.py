"""What the assistant does as JSON under /api/v1, with the shapes of the command line's ``--json``."""
