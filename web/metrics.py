"""Counts for Prometheus: by route and status, without anything that somebody typed."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second number for each count, that nobody asked for

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15, 60, 180)  # of an answer: a page, a model's answer
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


class Metrics:
    """The counts of one application."""

    def __init__(self) -> None:
        """All zero."""
        self._registry = CollectorRegistry()
        place = ("method", "route", "status")
        self._requests = Counter("shukun_requests", "Requests answered", place, registry=self._registry)
        self._seconds = Histogram(
            "shukun_request_seconds",
            "Seconds from a request to the end of its answer",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self.streams = Gauge("shukun_streams_open", "Answers being streamed now", registry=self._registry)
        self._refused = Counter(
            "shukun_requests_refused", "Requests that no route saw, by reason", ("reason",), registry=self._registry
        )
        self._outcomes = Counter(
            "shukun_outcomes", "What came of questions: answer, refusal …", ("outcome",), registry=self._registry
        )
        self._feedback = Counter(
            "shukun_feedback", "Answers that readers called helpful or not", ("helpful",), registry=self._registry
        )
        self._reasons = Counter(
            "shukun_feedback_reasons", "Why, as readers chose", ("reason",), registry=self._registry
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method if method in METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def refused(self, reason: str) -> None:
        """Count one request that was turned away."""
        self._refused.labels(reason).inc()

    def outcome(self, name: str) -> None:
        """Count what came of a question: an outcome's name, or failed."""
        self._outcomes.labels(name).inc()

    def feedback(self, *, helpful: bool) -> None:
        """Count one opinion on an answer."""
        self._feedback.labels("yes" if helpful else "no").inc()

    def reason(self, name: str) -> None:
        """Count one reason for such an opinion."""
        self._reasons.labels(name).inc()

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)
