"""How much one address may ask for: requests and questions a minute, and answers at once.

Kept in memory, for one process, and bounded: whoever comes under many addresses drives out other addresses' counts,
and is thereby more generous to them, never the memory's ruin. Libraries for this (slowapi, limits) keep every address
until it expires and a thread to do so; one rule of ten lines needs neither.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from assistant.settings import Settings

MINUTE = 60.0  # seconds; as many requests as a minute allows may come at once
MOST_ADDRESSES = 20_000  # of which something is remembered
PREFIX = 64  # bits of an IPv6 address: the rest is chosen by the machine that has it
UNLIMITED = frozenset({"/healthz", "/livez", "/readyz", "/metrics"})
STATIC = "/static/"
ASKING = frozenset({"/ask", "/api/ask", "/api/v1/ask", "/api/v1/ask/stream", "/v1/chat/completions"})
TOO_MANY = "这个网络地址的请求太多，请过{}秒再试。同一地址的人共用一个上限，可请管理员调高。"
TOO_MANY_AT_ONCE = "这个网络地址同时在等的答复太多，请等其中几个答完再问。"
RETRY_AT_ONCE = 5  # seconds: about as long as an answer takes


@dataclass
class Excess(Exception):
    """More than is allowed. ``reason`` is a word for the metrics, ``seconds`` when to come again."""

    reason: str
    message: str
    seconds: int


def address_of(host: str | None) -> str | None:
    """What counts as one address: an IPv4 address, or the network of an IPv6 address. None for what is no address, as
    behind a Unix socket: nobody there can be told from another, and nothing is limited.
    """
    try:
        address = ip_address(host or "")
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address.packed, PREFIX), strict=False))
    return str(address)


class Rate:
    """So many a minute for each key (the generic cell rate algorithm: one number a key)."""

    def __init__(self, per_minute: int) -> None:
        """0: as many as one likes."""
        self._gap = MINUTE / per_minute if per_minute else 0.0
        self._full: OrderedDict[str, float] = OrderedDict()  # until when what was taken counts

    def take(self, key: str, now: float) -> float:
        """Take one; seconds to wait where there is none left, 0 where it was taken."""
        if not self._gap:
            return 0.0
        full = max(self._full.get(key, 0.0), now) + self._gap
        if full - now > MINUTE:
            return full - now - MINUTE
        self._full[key] = full
        self._full.move_to_end(key)
        if len(self._full) > MOST_ADDRESSES:
            self._full.popitem(last=False)
        return 0.0


class Limits:
    """The limits of one process."""

    def __init__(self, settings: Settings) -> None:
        """As the settings have them."""
        self._requests = Rate(settings.requests_per_minute)
        self._asks = Rate(settings.asks_per_minute)
        self._most_at_once = settings.asks_at_once
        self._at_once: Counter[str] = Counter()

    @contextmanager
    def within(self, host: str | None, method: str, path: str, now: float) -> Iterator[None]:
        """While a request is answered; raises Excess before it begins. ``now`` are seconds of a clock that only runs
        forward.
        """
        address = address_of(host)
        if address is None or path in UNLIMITED or path.startswith(STATIC):
            yield
            return
        asks = method == "POST" and path in ASKING
        if wait := self._requests.take(address, now):
            raise _excess("requests", wait)
        if not asks:
            yield
            return
        if self._most_at_once and self._at_once[address] >= self._most_at_once:
            raise Excess("asks_at_once", TOO_MANY_AT_ONCE, RETRY_AT_ONCE)
        if wait := self._asks.take(address, now):
            raise _excess("asks", wait)
        self._at_once[address] += 1
        try:
            yield
        finally:
            self._at_once[address] -= 1
            if not self._at_once[address]:
                del self._at_once[address]


def _excess(reason: str, wait: float) -> Excess:
    seconds = max(1, ceil(wait))
    return Excess(reason, TOO_MANY.format(seconds), seconds)
