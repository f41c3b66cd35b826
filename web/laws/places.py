"""Where the pages of the law browser are, and what they have in common."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from knowledge.law import ArticleNumber, Law
from knowledge.library import Library
from knowledge.registry import version_in_force

IMPORT = "shukun import 法规文件夹/"
BAD_DAY = "“{}”不是日期，请写成 2026-03-01 这样。"
LONGEST_ASKED = 100  # characters of what is looked for, as a page repeats it
LONGEST_NUMBER = 9  # digits of a page's number


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Day:
    """The day whose law is asked for. ``asked`` is what was written ("": today), ``problem`` why it was not taken."""

    on: str
    today: str
    asked: str = ""
    problem: str | None = None

    @property
    def other(self) -> str:
        """The day as part of an address, "" for today."""
        return "" if self.on == self.today else self.on


def day_of(asked: str, today: str) -> Day:
    """The day that was written, else today."""
    asked = asked.strip()[:LONGEST_ASKED]
    if not asked:
        return Day(today, today)
    try:
        return Day(date.fromisoformat(asked).isoformat(), today, asked)
    except ValueError:
        return Day(today, today, asked, BAD_DAY.format(asked))


def law_url(law: str, number: ArticleNumber | None = None, on: str = "") -> str:
    """The page of a law, or of an article of it as it is law on a day ("": today)."""
    address = f"/laws/{quote(law, safe='')}" + (f"/{quote(str(number))}" if number else "")
    return f"{address}?{urlencode({'on': on})}" if on else address


def text_url(law: str, date: str, number: ArticleNumber | None = None, sheet: int = 0) -> str:
    """Where a text of a law opens, at an article or a sheet if one is given."""
    asked = f"?{urlencode({'at': str(number)})}#at" if number else f"?page={sheet}" if sheet else ""
    return f"/records/{quote(f'{law}@{date}')}{asked}"


def compare_url(law: str, old: str, new: str, page: int = 1) -> str:
    """Two versions of a law side by side."""
    query = {"from": old, "to": new} | ({"page": str(page)} if page > 1 else {})
    return f"/laws/{quote(law, safe='')}/compare?{urlencode(query)}"


def search_url(query: str, on: str = "", kind: str = "", page: int = 1, everything: bool = False) -> str:
    """The list of laws, narrowed down."""
    asked = {"q": query, "on": on, "kind": kind, "page": str(page) if page > 1 else "", "all": "1" * everything}
    kept = {key: value for key, value in asked.items() if value}
    return f"/laws?{urlencode(kept)}" if kept else "/laws"


def page_number(written: str) -> int:
    """The page that is asked for; the first where that is no number."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < LONGEST_NUMBER else 1


def state_of(law: Law, on: str) -> str:
    """What a law is on a day, in a line."""
    if law.repeal and law.repeal.on <= on:
        return f"已于{law.repeal.on}废止"
    version = version_in_force(law, on)
    if version:
        since = f"自{version.effective}起" if version.effective else "施行日期未登记"
        return f"{version.date}文本，{since}{version.doubt}"
    if law.versions:
        first = law.versions[0]
        return f"{first.date}文本，要到{first.effective or first.date}才施行"
    return "登记在册，没有版本资料"


def named_law(library: Library, name: str) -> tuple[Law, ...]:
    """The laws that a name may mean: the one whose official name it is, or all that bear it."""
    official = library.registry.law(name)
    return (official,) if official else library.registry.named(name)
