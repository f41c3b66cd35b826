"""The placeholders of one request."""

import re
from dataclasses import dataclass, field

from assistant.redaction import labelled, names, numbers
from assistant.redaction.addresses import ADDRESS
from assistant.redaction.spans import Finder, Span, narrowed, taken

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
    _names: set[str] = field(default_factory=set)

    def redact(self, text: str) -> str:
        """The text with each personal datum replaced by 〔kind n〕; names announced so far go wherever they stand."""
        found: list[tuple[Span, str]] = []
        rest = narrowed(text)
        for finder in FINDERS:
            spans = list(finder.find(rest))
            found += [(span, finder.kind) for span in spans]
            rest = taken(rest, spans)
        self._names |= {
            name
            for (start, end), kind in found
            if kind == names.NAME.kind and not names.familiar(name := text[start:end])
        }
        found += [(span, names.NAME.kind) for span in self._named_again(rest)]
        typed = set(PLACEHOLDER.findall(text))
        pieces: list[str] = []
        end = 0
        for (start, stop), kind in sorted(found):
            pieces += [text[end:start], self._placeholder(kind, text[start:stop], typed)]
            end = stop
        return "".join([*pieces, text[end:]])

    def _named_again(self, text: str) -> list[Span]:
        if not self._names:
            return []
        longest_first = sorted(self._names, key=len, reverse=True)
        return [match.span() for match in re.finditer("|".join(map(re.escape, longest_first)), text)]

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
