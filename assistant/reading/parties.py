"""Who quarrels, by name: for the search one name is as good as another, so that none may sway it.

A name is taken for one where it has a party's ending (某某公司, 王某, 陈女士), or comes again and is no word.
"""

import re
from collections.abc import Iterator

import rjieba

from assistant.redaction.surnames import SURNAMES
from knowledge.rarity import Rarity

HAN = "㐀-鿿"
FIRMS = (
    "(?:机械|木器|制衣|服装|电子|纺织|包装|塑胶|模具|五金|印刷|化工|食品|家具|玩具|建材|建设|装饰|装修|劳务|物流|餐饮|贸易|商贸|"
    "科技|实业|农业|置业)?(?:有限公司|公司|集团|厂|店|合作社)|机械|纺织|电子|塑胶|模具|五金|建材|装饰|物流|餐饮|贸易|商贸|科技|实业"
)
FIRM = re.compile(rf"(?=(?P<own>[{HAN}]{{2}})(?P<kind>{FIRMS}))")
LETTERED = re.compile(r"(?<![A-Za-z甲乙丙丁])[A-D甲乙丙丁](?:公司|厂|店)")
PERSON = re.compile(rf"(?:老|小)?[{''.join(sorted(SURNAMES))}](?:某[某甲乙丙]?|先生|女士|大姐|大哥)")
ORDER = "甲乙丙丁戊己庚辛"
STORY = 30  # characters that it takes to tell one
COMMON = 40  # passages of law in which a word occurs that is no name of a firm
AGAIN = 2  # times that a name without a party's ending occurs


def without_names(text: str) -> str:
    """The text with each party's name as 甲, 乙 and so on, in the order in which they come; 她 as 他.

    Only a story: who asks for something in a few words may ask for it by a name.
    """
    if len(text) < STORY:
        return text
    names = dict.fromkeys(name for _, name in sorted(_names(text), key=lambda found: (found[0], -len(found[1]))))
    letters = dict(zip(names, ORDER, strict=False))
    if letters:
        longest = "|".join(re.escape(name) for name in sorted(letters, key=len, reverse=True))
        text = re.sub(longest, lambda found: letters[found.group()], text)
    return text.replace("她", "他")


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Where each name first stands."""
    counts = Rarity.load().counts
    firms: list[str] = []
    for found in FIRM.finditer(text):
        name = found["own"] + found["kind"]
        if text.count(name) >= AGAIN and counts.get(found["own"], 0) < COMMON and not _is_trade(found["own"]):
            firms.append(name)
            yield text.index(name), name
    for match in LETTERED.finditer(text):
        yield text.index(match.group()), match.group()
    words = list(_words(text))
    begins = {start for start, _ in words}
    people = [match.group() for match in PERSON.finditer(text) if match.start() in begins]
    taken = "".join([*firms, *people])
    for start in (start for start, tag in words if tag.startswith("nr")):
        for size in (3, 2):
            name = text[start : start + size]
            if name not in taken and text.count(name) >= AGAIN and _is_no_word(name):
                people.append(name)
                taken += name
    yield from ((text.index(name), name) for name in people)


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Where each word begins, and what kind of word it is."""
    start = 0
    for word, tag in rjieba.tag(text):
        yield start, tag
        start += len(word)


def _is_trade(word: str) -> bool:
    """Whether what stands before 公司 or 厂 says what it does (装修), or nothing (个子)."""
    return rjieba.has_word(word) and any(tag[0] in "vmrqud" or tag == "n" for _, tag in rjieba.tag(word))


def _is_no_word(name: str) -> bool:
    return re.fullmatch(f"[{HAN}]{{2,3}}", name) is not None and not rjieba.has_word(name)
