"""Citations in an agreement, against the registry and invented statutes."""

from datetime import date
from pathlib import Path

import pytest

from assistant.checking import Severity, check
from assistant.lawbook import Lawbook
from knowledge.library import Library
from tests.knowledge.statutes import REGISTRY, import_, library, statutes

TODAY = date(2026, 7, 30)


@pytest.fixture(scope="module")
def lawbook(tmp_path_factory: pytest.TempPathFactory) -> Lawbook:
    folder = tmp_path_factory.mktemp("citing")
    import_(folder / "home", statutes(folder / "laws"))
    opened: Library = library(folder / "home", REGISTRY)
    return Lawbook(lambda: opened, lambda: TODAY)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("依照《样品互助法》第三条，作坊可以借用周转金。", []),
        ("依照《样品互助法》第二条，作坊可以借用周转金，借用不超过九十日。", [("error", "《样品互助法》第三条")]),
        ("依照《样品互助法》第九条，乙方应当付款。", [("error", "")]),
        ("依照《样品商会登记条例》第一条，乙方应当付款。", [("error", "")]),  # repealed
        ("依照《样品海运法》第九条，乙方应当付款。", [("notice", "")]),  # unknown
        ("依照本协议第二条，乙方应当付款。", []),
        ("（2026）粤0000民初567号民事判决书已经生效。", []),  # no library knows a case by its number
    ],
)
def test_each_citation_has_its_verdict(lawbook: Lawbook, sentence: str, found: list[tuple[str, str]]) -> None:
    text = f"和解协议\n一、{sentence}\n二、双方签字后生效。\n"
    told = [one for one in check(text, None, TODAY, lawbook) if one.kind == "citation"]
    assert [(one.severity.value, one.rewrite) for one in told] == found
    assert all(text[one.start : one.end] == one.text and "《" in one.text for one in told)


def test_without_a_library_nothing_is_said_of_citations(tmp_path: Path, lawbook: Lawbook) -> None:
    text = "和解协议\n一、依照《样品互助法》第九条，乙方应当付款。\n二、双方签字后生效。\n"
    assert not [one for one in check(text, None, TODAY) if one.kind == "citation"]
    assert [one.severity for one in check(text, None, TODAY, lawbook) if one.kind == "citation"] == [Severity.ERROR]
