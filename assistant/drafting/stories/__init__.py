"""Values for a form from a story as people tell it: 我叫马晓东，去年9月借给周国平20万元…

Nothing is invented: a value stands in the story, or follows from what does by a sum that is told; what is said in two
ways is not chosen. Rules read alone here; `with_model` lets a language model add to them.
"""

from datetime import date

from assistant.drafting.stories.reading import read_by_rules, story_of
from assistant.drafting.stories.story import Conflict, Found, RawValue, Story
from assistant.drafting.stories.told import Told
from knowledge.forms import Form

__all__ = ["Conflict", "Found", "RawValue", "Story", "values_of"]


def values_of(story: str, form: Form, today: date) -> Story:
    """What a story says for a form; days such as 昨天 count from ``today``."""
    told = Told(story, form, today)
    return story_of(told, read_by_rules(told))
