"""What the law, the cases and the procedures say, and how to find it."""
