"""The chat as pages, as pieces that a script puts in place, and as files."""
