"""Sets that are judged by hand, and what measures the assistant on them: ``make eval``."""
