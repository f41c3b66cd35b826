"""An article in its own words, short enough to read."""

from knowledge.lexical import tokens

LONGEST = 260  # characters of an article that are quoted whole where nothing else is said


def word_for_word(source: str, locator: str, article: str, about: str, longest: int = LONGEST) -> str:
    """``source`` and ``locator`` with the article in quotation marks, on one line.

    Of an article of more than ``longest`` characters only the lines (款, 项) that share most with ``about`` are quoted;
    …… stands for those left out.
    """
    return f"{source}{locator}：“{_excerpt(article.splitlines(), about, longest)}”"


def _excerpt(lines: list[str], about: str, longest: int) -> str:
    if sum(map(len, lines)) <= longest:
        return "".join(lines)
    wanted = set(tokens(about))
    kept: set[int] = set()
    room = longest
    for place in sorted(range(len(lines)), key=lambda place: -len(wanted & set(tokens(lines[place])))):
        if not kept or len(lines[place]) <= room:
            kept.add(place)
            room -= len(lines[place])
    text, last = "", -1
    for place in sorted(kept):
        text += ("……" if place > last + 1 else "") + lines[place]
        last = place
    return text + ("……" if last < len(lines) - 1 else "")
