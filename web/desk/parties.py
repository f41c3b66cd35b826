"""A party as the parts that a form asks for, and back; nothing that was said of it is lost or worded otherwise."""

from collections.abc import Mapping

from assistant.drafting.parties import ENTERPRISE, PREFIXES, WORDS
from assistant.drafting.parties import PARTS as PIECES

PARTS = (
    ("name", "姓名或者名称"),
    ("more", "其他身份情况"),
    ("said", "证件种类"),
    ("number", "证件号码"),
    ("address", "住址或者住所"),
    ("representative", "法定代表人或者负责人"),
    ("phone", "电话"),
)
CALLED = {
    "address": "住",
    "representative": "法定代表人",
    "phone": "电话",
}  # before a part without a word
ORDER = ("number", *CALLED)
NUMBERS = ("身份证号码", "统一社会信用代码", "护照号码")


def party_raw(parts: Mapping[str, str]) -> dict[str, str] | str:
    """What `assistant.drafting.entries` reads: one line; where there is no name, something that it refuses; or ""."""
    name = parts["name"]
    if not name:
        return {"name": ""} if any(text for key, text in parts.items() if key != "said") else ""
    is_enterprise = parts["representative"] or ENTERPRISE.search(name)
    called = parts["said"] or NUMBERS[1 if is_enterprise else 0]
    number = f"{called}{parts['number']}" if parts["number"] else ""
    return "，".join(filter(None, (name, parts["more"], number, *(_worded(key, parts[key]) for key in CALLED))))


def party_parts(line: str) -> dict[str, str]:
    """The parts of a party in one line. What stands out of order belongs to the part before it; what else is no part is
    ``more``.
    """
    name, *pieces = (piece.strip() for piece in PIECES.split(line))
    parts, last = {"name": name}, ""
    for piece in filter(None, pieces):
        key, word, text = _read(piece)
        if key and (not last or ORDER.index(key) > ORDER.index(last)):
            parts[key], last = text, key
            if key == "number":
                parts["said"] = word
        elif last in CALLED:
            parts[last] += f"，{piece}"
        else:
            parts["more"] = "，".join(filter(None, (parts.get("more"), piece)))
    return parts


def _read(piece: str) -> tuple[str, str, str]:
    """Which part a piece is, the word before it, and the rest; the word is kept where no other would be put there."""
    for key, pattern in PREFIXES.items():
        if match := pattern.match(piece):
            word = max((one for one in WORDS[key] if piece.startswith(one)), key=len)
            return key, word, match[1] if key == "number" or word == CALLED[key] else piece
    return "", "", piece


def _worded(key: str, text: str) -> str:
    return text if not text or text.startswith(WORDS[key]) else f"{CALLED[key]}{text}"
