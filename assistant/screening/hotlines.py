"""The numbers that are given out, each with what was read of it. ``verified``: its issuer's own text was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hotline:
    """A telephone number. ``source`` is the text that supports it; statutes name the services, but no numbers."""

    number: str
    name: str
    source: str
    verified: bool


ORDER = "国务院办公厅《关于进一步优化地方政务服务便民热线的指导意见》，新华社2021-01-06报道"
POLICE = Hotline("110", "报警电话", "上海市民政局2021-06-22；" + ORDER, verified=True)
FIRE = Hotline("119", "火警电话", ORDER + "；消防法（2021-04-29）第四十四条规定立即报警，没有写号码", verified=False)
AMBULANCE = Hotline("120", "急救电话", ORDER, verified=False)
MIND = Hotline(
    "12356", "全国统一心理援助热线", "国家卫生健康委2024-12-25通知、2025-12-26发布会，新闻转载", verified=False
)
YOUTH = Hotline(
    "12355", "青少年服务热线", "海南省服务台的报道；未成年人保护法（2024-04-26）第九十七条没有写号码", verified=False
)
CITIZENS = Hotline("12345", "政务服务便民热线", ORDER + "；上海市民政局2021-06-22（未成年人保护）", verified=False)
WOMEN = Hotline(
    "12338",
    "妇女维权热线",
    "广东省妇联、云南省妇联的报道；妇女权益保障法（2022-10-30）第七十六条没有写号码",
    verified=False,
)
HOTLINES = (POLICE, FIRE, AMBULANCE, MIND, YOUTH, CITIZENS, WOMEN)
CAUTION = "号码以当地公布的为准。"


def with_caution(text: str) -> str:
    """The text, and the caution when a number in it is not verified."""
    doubtful = any(line.number in text for line in HOTLINES if not line.verified)
    return f"{text}\n{CAUTION}" if doubtful else text
