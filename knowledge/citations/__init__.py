"""Citations in free text: find them, resolve each to one law or none, check what they are cited for."""
