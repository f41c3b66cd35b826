"""The page of the chat, and what may be sent to it."""

from dataclasses import dataclass

from assistant.history import Summary
from assistant.labels import STANDING
from knowledge.records import Role
from web.chat.views import TurnView
from web.pages import NOTICE

EXAMPLES = (
    (Role.MEDIATOR, "三名工人申请冻结工厂账户、查封设备，工厂有订单但一封就停产，怎么调解？"),
    (Role.LITIGANT, "公司账户早上被法院冻结了，工资发不出去，我能申请什么？"),
    (Role.JUDGE, "分期履行的和解协议怎么写，才能在违约时直接恢复执行？"),
)


@dataclass(frozen=True, slots=True)
class Editing:
    """A question that is asked anew: the number of its turn, which one it is, and how many others go with it."""

    number: int
    position: int
    following: int


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The one page. ``problem`` is what went wrong with the last request, or with the service; ``find`` what is looked
    for in the earlier conversations, ``name`` what its owner calls this one.
    """

    conversation: str | None
    role: Role
    question: str
    turns: tuple[TurnView, ...]
    conversations: tuple[Summary, ...]
    problem: str | None = None
    find: str = ""
    editing: Editing | None = None
    name: str = ""
    roles: tuple[Role, ...] = tuple(Role)
    examples: tuple[tuple[Role, str], ...] = EXAMPLES
    label: str = STANDING
    notice: str = NOTICE
