"""The chain: screen → understand → retrieve → compose → ground."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, get_args

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.composing import Composer
from assistant.context import Found, articles_of, common_ways, gather
from assistant.errors import AssistantError, ModelError
from assistant.events import Checked, Consulted, Event, Failed, Finished, Noticed, Sentence, SourcesFound, TextDelta
from assistant.grounding import Ground, Grounder, ground
from assistant.messages import Answer, Citation, Outcome, Question, Refusal, Reply, Seconds
from assistant.outline import headings_for
from assistant.reading.parties import without_names
from assistant.reading.with_model import ModelReader
from assistant.screening import screen
from assistant.screening.learned import is_dispute
from assistant.sentences import join
from assistant.tools.toolbox import Toolbox
from assistant.understanding import Understood, understand
from knowledge.errors import KnowledgeError
from knowledge.records import Hit, Kind
from knowledge.retriever import hit_of

NO_MODEL = "没有配置语言模型：这份答复由检索到的资料原句整理而成，没有改写。"
ARRANGED = "已改为直接整理检索到的资料原句。"
BEFORE_COURT = "诉前"  # the stage that is taken for granted in a dispute of which nothing else is told


class Assistant:
    """Answers questions from one open index. Safe to use from several tasks at once."""

    def __init__(self, toolbox: Toolbox, composers: Sequence[Composer], reader: ModelReader | None = None) -> None:
        """``composers`` in order of preference; the last one needs no outside service. ``reader`` reads what follows up
        earlier turns; None: the rules alone do.
        """
        self.retriever = toolbox.retriever
        self.lawbook = toolbox.lawbook
        self.toolbox = toolbox
        self._composers = composers
        self._reader = reader
        self.chain: Runnable[Question, Found | Outcome] = (
            RunnableLambda(screen) | RunnableLambda(self._understand) | RunnableLambda(_unless_decided(self._retrieve))
        )

    async def ask(self, question: Question) -> AsyncGenerator[Event]:
        """Stream the events of one question; ends with `Finished` or `Failed` and raises neither error tree."""
        started = time.perf_counter()
        try:
            # What streams stays outside of the chain, which would leave its generators open where it is interrupted.
            async with aclosing(self._compose_and_ground(await self.chain.ainvoke(question))) as events:
                async for event in events:
                    if isinstance(event, Finished):
                        seconds = replace(event.reply.seconds, total=time.perf_counter() - started)
                        yield Finished(replace(event.reply, seconds=seconds))
                    else:
                        yield event
        except (AssistantError, KnowledgeError) as error:
            yield Failed(str(error))

    async def _understand(self, decided: Question | Outcome) -> Understood | Outcome:
        if not isinstance(decided, Question):
            return decided
        reading = await self._reader.read(decided) if self._reader and decided.turns else None
        return await asyncio.to_thread(understand, decided, self.toolbox, reading)

    def _retrieve(self, understood: Understood) -> Found | Refusal:
        started = time.perf_counter()
        question, box, facts = understood.question, self.toolbox, understood.dispute.facts
        named = self.lawbook.named(question.text)
        sums, remarks = box.sums(understood.dispute.asked)
        routes = () if understood.only_sums else box.routes(facts)
        if understood.only_sums and sums:
            hits = box.rules_of(sums)
        else:
            # What an article says needs no search; only what is asked besides does.
            query = without_names(understood.query.replace(question.text, named.rest))
            hits = self._search(understood, query, named.hits)
        evidence = (*named.hits, *sums, *(routes if hits else ()), *hits)
        notices = (*named.notices, *remarks)
        if not evidence:
            return self._refusal(notices)
        return Found(
            question,
            without_names(understood.query),
            evidence,
            time.perf_counter() - started,
            notices,
            len(named.hits),
            box.in_words(facts),
            understood.intent,
        )

    def _search(self, understood: Understood, query: str, known: Sequence[Hit]) -> tuple[Hit, ...]:
        """The sections and articles that an answer needs; ``known`` are there already.

        Where a dispute about money is told that is not in court, the ways that are always open are among them.
        """
        role, facts = understood.question.role, understood.dispute.facts
        documents = self.retriever.invoke(query, asker=role.value) if query.strip() else []
        store = self.retriever.store
        found = [hit_of(document) for document in documents]
        ours = [hit for hit in found if hit.passage.record_id in store.entries]
        undecided = facts.get("stage", BEFORE_COURT) == BEFORE_COURT and facts.get("title") is not True
        early = undecided and is_dispute(without_names(understood.question.text))
        common = common_ways(str(facts.get("claim", ""))) if early else ()
        texts = articles_of(found, {hit.passage.id for hit in known})
        return (*gather(ours, store, role, understood.intent, common), *texts)

    def _refusal(self, notices: Sequence[str] = ()) -> Refusal:
        entries = self.retriever.store.entries.values()
        counts = "、".join(
            f"{kind.label}{count}份" for kind in Kind if (count := sum(entry.kind is kind for entry in entries))
        )
        return Refusal(
            "".join(f"{notice}\n" for notice in notices)
            + f"我的资料里没有能回答这个问题的内容。已检索本库全部资料（{counts}），没有一份达到相关的标准。\n"
            "这里收录的是企业债务、执行、破产、信用修复和欠薪方面的机制与案例。"
            "请写明谁欠谁、欠什么、到了哪一步；如果是别的事，请向法院的诉讼服务窗口或者当地的法律援助机构咨询。"
        )

    async def _compose_and_ground(self, decided: Found | Outcome) -> AsyncGenerator[Event]:
        if not isinstance(decided, Found):
            yield Finished(Reply(decided))
            return
        yield SourcesFound(decided.hits)
        async with aclosing(self._answer(decided)) as events:
            async for event in events:
                yield event

    async def _answer(self, found: Found) -> AsyncGenerator[Event]:
        """Let the composers try in turn; the first draft of which a sentence stands is the answer."""
        started = time.perf_counter()
        self.lawbook.ready()
        notices = list(found.notices)
        for remark in found.notices:
            yield Noticed(remark)
        if all(composer.model is None for composer in self._composers):
            notices.append(NO_MODEL)
            yield Noticed(NO_MODEL)
        headings = headings_for(found.question.role, found.intent) | {hit.passage.title for hit in found.hits}
        for composer in self._composers:
            sentences: list[Sentence] = []
            citations: list[Citation] = []
            consulted: list[Hit] = []
            checked = Checked(0)
            fault = None
            told = replace(_told(found), check=self.lawbook.verdicts)
            grounder = Grounder(composer.offered(found), headings, told, composer.repair(found), composer.repairs)
            try:
                async with aclosing(ground(composer.draft(found), grounder)) as events:
                    async for event in events:
                        match event:
                            case TextDelta(sentence, fresh):
                                sentences.append(sentence)
                                citations += fresh
                            case Consulted(hits):
                                consulted += hits
                            case Checked():
                                checked = event
                        yield event
            except ModelError as error:
                fault = str(error)
            notice = _notice(fault, checked, stands=bool(sentences)) if composer.model else None
            if notice:
                notices.append(notice)
                yield Noticed(notice)
            if sentences:
                text = join(sentences)
                answer = Answer(
                    text,
                    tuple(citations),
                    tuple(notices),
                    self.lawbook.verdicts(text, [one.passage for one in citations]),
                )
                seconds = Seconds(retrieve=found.seconds, compose=time.perf_counter() - started)
                hits = (*found.hits, *consulted)
                yield Finished(Reply(answer, hits, composer.model, composer.prompt_digest, seconds))
                return
        yield Finished(Reply(self._refusal(found.notices), found.hits))


def _told(found: Found) -> Ground:
    """What the asker's own words and the calculations allow an answer to say besides its passages."""
    question = found.question
    words = "\n".join([*(turn.question for turn in question.turns), question.text])
    worked = tuple(hit.passage for hit in found.hits if hit.passage.kind is Kind.CALCULATION)
    return Ground(words, worked)


def _notice(fault: str | None, checked: Checked, stands: bool) -> str | None:
    """What the user should know about a model's draft: a fault, nothing at all, or sentences that did not stand."""
    why = "，".join(f"{count}句{flaw.value}" for flaw, count in checked.dropped)
    if fault:
        return f"{fault}。" + ("以上内容到中断处为止。" if stands else ARRANGED)
    if not stands:
        cause = f"语言模型写的{checked.lost}句都没有通过核对（{why}），已全部删去" if why else "语言模型没有写出内容"
        return f"{cause}。{ARRANGED}"
    return f"有{checked.lost}句没有通过核对，已删去（{why}）。" if why else None


def _unless_decided(step: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The step, passing on what an earlier step has already decided."""

    def run(value: Any) -> Any:
        return value if isinstance(value, get_args(Outcome)) else step(value)

    return run
