"""HTTP in, HTML and server-sent events out; no legal logic."""
