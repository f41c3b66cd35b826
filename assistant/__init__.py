"""From a question to a grounded outcome."""
