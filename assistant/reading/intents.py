"""What kind of request a message is: learned from messages written for each kind; greetings by their words."""

import re
from enum import StrEnum

from knowledge.classifier import Classifier


class Intent(StrEnum):
    """What is wanted."""

    MECHANISM = "mechanism"
    PROCEDURE = "procedure"
    CASE = "case"
    CALCULATION = "calculation"
    DRAFTING = "drafting"
    WORDING_CHECK = "wording_check"
    CITATION_CHECK = "citation_check"
    SMALL_TALK = "small_talk"
    OUT_OF_SCOPE = "out_of_scope"


GREETING = re.compile(
    r"^[^，。]{0,6}(?:你好|您好|在吗|在不在|有人吗|嗨|哈喽|hello|谢谢|多谢|感谢|辛苦|再见|拜拜)[^？?，]{0,8}[？?。!！]?$"
    r"|(?:你|您|此系统|这个系统|本系统|机器人).{0,8}(?:是谁|是什么|叫什么|能做什么|会什么|能干|能帮.{0,4}什么|开发|真人|人工|机器|AI|收费|收钱)",
    re.IGNORECASE,
)
SMALL_TALK = 0.25  # chance from which a message is taken for small talk


def intent_of(text: str) -> Intent:
    """The kind of request; never OUT_OF_SCOPE, which screening and retrieval find out."""
    if GREETING.search(text) or Classifier.load("screening").chances(text)["small_talk"] > SMALL_TALK:
        return Intent.SMALL_TALK
    return Intent(Classifier.load("intents").label(text))
