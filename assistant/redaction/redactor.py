"""The placeholders of one request."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from assistant.redaction import labelled, names, numbers
from assistant.redaction.addresses import ADDRESS
from assistant.redaction.spans import LEFT, NO_SUM, RIGHT, Finder, Span, narrowed, taken

# What an earlier one finds, no later one sees.
FINDERS: tuple[Finder, ...] = (
    *(numbers.MAIL, numbers.IDENTITY, numbers.CREDIT),
    *(labelled.IDENTITY, labelled.PASSPORT, labelled.PERMIT, labelled.WECHAT, labelled.QQ),
    *(numbers.CARD, labelled.ACCOUNT, numbers.OLD_IDENTITY, numbers.MOBILE, numbers.LANDLINE, numbers.PLATE),
    *(ADDRESS, names.NAME),
)
PLACEHOLDER = re.compile("〔[^〔〕]*〕")


@dataclass
class Redactor:
    """Placeholders of one request; the same value always gets the same one."""

    _placeholders: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)  # value as `_bare` has it → kind
    _words: set[str] = field(default_factory=set)  # those that are words besides

    def redact(self, text: str, *, echoed: bool = False) -> str:
        """The text with each personal datum replaced by 〔kind n〕; what was found so far goes wherever it stands.

        A name that is a word besides stays where nothing announces it, except in a text that is ``echoed``: written
        from texts that were redacted before.
        """
        found: list[tuple[Span, str]] = []
        rest = narrowed(text)
        for finder in FINDERS:
            spans = list(finder.find(rest))
            found += [(span, finder.kind) for span in spans]
            rest = taken(rest, spans)
        for (start, end), kind in found:
            value = _bare(text[start:end])
            self._known[value] = kind
            if kind == names.NAME.kind and names.familiar(value):
                self._words.add(value)
        found += self._again(rest, self._known if echoed else self._known.keys() - self._words)
        typed = set(PLACEHOLDER.findall(text))
        pieces: list[str] = []
        end = 0
        for (start, stop), kind in sorted(found):
            pieces += [text[end:start], self._placeholder(kind, text[start:stop], typed)]
            end = stop
        return "".join([*pieces, text[end:]])

    def _again(self, text: str, values: Collection[str]) -> list[tuple[Span, str]]:
        """Where these values, which were found before, stand without what showed them to be personal."""
        if not values:
            return []
        longest_first = sorted(values, key=len, reverse=True)
        return [
            (match.span(), self._known[_bare(match.group())])
            for match in re.finditer("|".join(map(_whole, longest_first)), text)
        ]

    def _placeholder(self, kind: str, value: str, typed: set[str]) -> str:
        while value not in self._placeholders:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            placeholder = f"〔{kind}{self._counts[kind]}〕"
            if placeholder not in typed:  # by the user: restoring it would put a number in its place
                self._placeholders[value] = placeholder
        return self._placeholders[value]

    def restore(self, text: str) -> str:
        """The text with this request's placeholders turned back."""
        values = {placeholder: value for value, placeholder in self._placeholders.items()}
        return PLACEHOLDER.sub(lambda match: values.get(match.group(), match.group()), text)

    def restorable(self, text: str) -> tuple[str, str]:
        """(the part that can be restored now, the tail that may be half a placeholder)."""
        start = text.rfind("〔")
        if start == -1 or "〕" in text[start:]:
            return text, ""
        return text[:start], text[start:]


def _bare(value: str) -> str:
    """The value in narrow characters, without the blanks and dashes that part it."""
    return re.sub("[ -]", "", narrowed(value))


def _whole(value: str) -> str:
    """A pattern for a bare value, however it is parted, that is no part of a longer number or word, and no sum."""
    before = LEFT if re.match("[0-9A-Za-z]", value) else ""
    behind = RIGHT + NO_SUM if re.search(r"[0-9A-Za-z]\Z", value) else ""
    parted = "[ -]?".join(map(re.escape, value))
    return f"{before}{parted}{behind}"
