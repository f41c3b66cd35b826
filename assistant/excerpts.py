"""An article in its own words, short enough to read."""

from knowledge.lexical import tokens

LONGEST = 260  # characters of an article that are quoted whole


def word_for_word(source: str, locator: str, article: str, about: str) -> str:
    """``source`` and ``locator`` with the article in quotation marks, on one line.

    Of a long article only the lines (款, 项) that share most with ``about`` are quoted; …… stands for those left out.
    """
    return f"{source}{locator}：“{_excerpt(article.splitlines(), about)}”"


def _excerpt(lines: list[str], about: str) -> str:
    if sum(map(len, lines)) <= LONGEST:
        return "".join(lines)
    wanted = set(tokens(about))
    kept: set[int] = set()
    room = LONGEST
    for place in sorted(range(len(lines)), key=lambda place: -len(wanted & set(tokens(lines[place])))):
        if not kept or len(lines[place]) <= room:
            kept.add(place)
            room -= len(lines[place])
    text, last = "", -1
    for place in sorted(kept):
        text += ("……" if place > last + 1 else "") + lines[place]
        last = place
    return text + ("……" if last < len(lines) - 1 else "")
