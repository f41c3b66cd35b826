"""What known questions say of new ones: votes, priors and names, whatever the version of the law."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from knowledge.candidates import Query
from knowledge.embedding import StaticEmbeddings
from knowledge.engine import Engine, Ranked
from knowledge.experience import Experience, Links
from knowledge.features import FEATURES
from knowledge.names import article_name, law_of
from knowledge.passage_index import Document, PassageIndex
from knowledge.ranking import Scorer
from knowledge.wording import mark

AID, TOOLS = "中华人民共和国样品互助法", "样品器具办法"
REPLY = "最高人民法院关于适用《中华人民共和国样品互助法》的解释"
KEYS = (
    f"{AID}@2019-03-01#第二条",
    f"{AID}@2023-05-01#第二条",
    f"{AID}@2023-05-01#第三条",
    f"{REPLY}@2024-02-02#第一条",
    f"{TOOLS}@2020-01-01#第一条",
    f"{TOOLS}@2020-01-01#第一条之一",
    "mechanism-live#是什么",
)
TEXTS = ("互助金应当归还", "互助金应当在三十日内归还", "会员可以申请", "会员包括作坊", "风箱每月擦油", "石磨", "查封")
QUESTIONS = ("钱到手后几天还", "什么人能申请", "风箱谁来保养", "活封怎么申请", "另一个问题")
ANSWERS = (
    ("样品互助法第二条",),
    ("样品互助法第三条", "样品互助法第二条"),
    ("样品器具办法第一条",),
    ("mechanism-live",),
    (),
)
WEIGHTS = (2.0, 1.0, 0.0, 1.0, 1.0)


def known(vectors: npt.NDArray[np.float32], answers: Sequence[Sequence[str]], weights: Sequence[float]) -> Experience:
    return Experience(
        vectors=vectors,
        answers=answers,
        weights=np.array(weights, dtype=np.float32),
        ours=np.ones(len(weights), dtype=np.float32),
    )


@pytest.fixture(scope="module")
def experience(embedder: StaticEmbeddings) -> Experience:
    return known(np.asarray(embedder.embed_documents(list(QUESTIONS)), dtype=np.float32), ANSWERS, WEIGHTS)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Iterator[PassageIndex]:
    documents = [
        Document(key, text, key.partition("#")[0].partition("@")[0], len(text))
        for key, text in zip(KEYS, TEXTS, strict=True)
    ]
    index = PassageIndex.build(tmp_path_factory.mktemp("experience") / "index", documents, embedder)
    yield index
    index.close()


def level() -> Scorer:
    """All passages are alike to it."""
    nothing = np.zeros(len(FEATURES), dtype=np.float32)
    unit = np.zeros(1, dtype=np.float32)
    return Scorer(nothing, nothing + 1, nothing[:, None], unit, unit, slope=1.0, intercept=0.0)


@pytest.fixture(scope="module")
def ask(embedder: StaticEmbeddings) -> "Ask":
    return Ask(embedder)


class Ask:
    """Ranks all passages of an index for a question."""

    def __init__(self, embedder: StaticEmbeddings) -> None:
        self._embedder = embedder

    def query(self, question: str) -> Query:
        vector = np.asarray(self._embedder.embed_query(question), dtype=np.float32)
        return Query(question, vector, vector)

    def __call__(
        self, index: PassageIndex, experience: Experience, question: str, links: Links | None = None
    ) -> Ranked:
        return Engine(index, experience, level()).rank(self.query(question), links=links)


def column(ranked: Ranked, name: str) -> list[float]:
    """A feature of all the passages in the order of `KEYS`."""
    assert ranked.found.rows.tolist() == list(range(len(KEYS)))
    values: list[float] = ranked.features[:, FEATURES.index(name)].tolist()
    return values


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (f"{AID}@2019-03-01#第二条", "样品互助法第二条"),
        (f"{AID}@2023-05-01#第二条", "样品互助法第二条"),
        (f"《{AID}》第二条", "样品互助法第二条"),
        (f"{AID}第二条", "样品互助法第二条"),
        (f"{AID}@2023-05-01#第二条之一", "样品互助法第二条之一"),
        (f"{REPLY}@2024-02-02#第一条", "最高人民法院关于适用样品互助法的解释第一条"),
        (f"《{REPLY}》第一条", "最高人民法院关于适用样品互助法的解释第一条"),
        ("样品规定（一）@2024-02-02#第一条", "样品规定(一)第一条"),
    ],
)
def test_an_article_has_one_name_in_all_its_versions(key: str, name: str) -> None:
    assert article_name(key) == article_name(name) == name
    assert law_of(name) == name[: name.rindex("第")]


def test_what_is_no_article_is_its_own_law() -> None:
    assert law_of("mechanism-live") == "mechanism-live"
    assert law_of("样品互助法第二条之一") == law_of("样品互助法第二百零五条") == "样品互助法"
    assert law_of("关于第三条的办法第二条") == "关于第三条的办法"


def test_saved_and_loaded_is_the_same(experience: Experience, ask: Ask, tmp_path: Path) -> None:
    experience.save(tmp_path / "some" / "experience")
    loaded = Experience.load(tmp_path / "some" / "experience")
    assert [list(row) for row in loaded.answers] == [list(row) for row in ANSWERS]
    assert loaded.weights.tolist() == list(WEIGHTS)
    assert loaded.ours.tolist() == experience.ours.tolist()
    assert (loaded.names, loaded.laws) == (experience.names, experience.laws)
    assert np.abs(loaded.vectors - experience.vectors).max() < 5e-3
    assert loaded.marks == experience.marks
    for question in QUESTIONS:
        vector = ask.query(question).vector
        assert loaded.recall(vector).by_name == pytest.approx(experience.recall(vector).by_name, abs=1e-2)


def test_nothing_known(index: PassageIndex, ask: Ask, experience: Experience, tmp_path: Path) -> None:
    dimensions = experience.vectors.shape[1]
    for nothing in (Experience.none(dimensions), experience.without(range(len(QUESTIONS)))):
        nothing.save(tmp_path / "none")
        for one in (nothing, Experience.load(tmp_path / "none")):
            assert (one.names, one.laws) == ({}, {})
            ranked = ask(index, one, QUESTIONS[0])
            assert np.isfinite(ranked.features).all()
            assert column(ranked, "asked") == [0.0] * len(KEYS)
            for name in ("prior", "group_prior", "group_asked"):
                assert len(set(column(ranked, name))) == 1, name


def test_without_some_questions(experience: Experience) -> None:
    fewer = experience.without([1, 3, 3])
    assert [list(row) for row in fewer.answers] == [list(ANSWERS[one]) for one in (0, 2, 4)]
    assert fewer.weights.tolist() == [WEIGHTS[one] for one in (0, 2, 4)]
    assert np.array_equal(fewer.vectors, experience.vectors[[0, 2, 4]])
    assert set(fewer.names) == {"样品互助法第二条", "样品器具办法第一条"}
    assert len(experience.answers) == len(QUESTIONS)  # the other is as it was
    assert [list(row) for row in experience.without([]).answers] == [list(row) for row in ANSWERS]


def test_counts_are_weighted(experience: Experience) -> None:
    by_name, by_law, total = experience.counts()
    assert {name: float(by_name[number]) for name, number in experience.names.items()} == {
        "样品互助法第二条": 3.0,
        "样品互助法第三条": 1.0,
        "样品器具办法第一条": 0.0,
        "mechanism-live": 1.0,
    }
    # A question that two articles of one law answer counts once for the law.
    laws = {law: float(by_law[number]) for law, number in experience.laws.items()}
    assert laws == {"样品互助法": 3.0, "样品器具办法": 0.0, "mechanism-live": 1.0}
    assert total == sum(WEIGHTS)


def test_votes_are_shares_that_fall_with_distance() -> None:
    """Three questions at 0, 60 and 90 degrees of a new one; likeness counts, weights do not."""
    vectors = np.array([[1, 0], [0.5, 3**0.5 / 2], [0, 1]], dtype=np.float32)
    three = known(vectors, [("甲法第一条", "甲法第二条"), ("乙法第一条",), ("甲法第二条",)], [0, 1, 1])
    found = three.recall(np.array([1, 0], dtype=np.float32))
    shares = {name: float(found.by_name[number]) for name, number in three.names.items()}
    laws = {law: float(found.by_law[number]) for law, number in three.laws.items()}
    assert shares["甲法第一条"] > 0.9
    assert shares["甲法第二条"] == pytest.approx(laws["甲法"])
    assert shares["甲法第一条"] < shares["甲法第二条"] < 1
    assert shares["乙法第一条"] + laws["甲法"] == pytest.approx(1)
    assert all(0 <= share <= 1 + 1e-6 for share in [*shares.values(), *laws.values()])


def test_whether_the_nearest_are_of_our_field() -> None:
    vectors = np.array([[1, 0], [0.5, 3**0.5 / 2], [0, 1]], dtype=np.float32)
    three = replace(known(vectors, [(), (), ()], [1, 1, 1]), ours=np.array([0, 1, 1], dtype=np.float32))
    near, far = (three.recall(np.array(vector, dtype=np.float32)) for vector in ([1, 0], [0, 1]))
    assert (near.closest_ours, near.closest_other) == (0.5, 1)
    assert (far.closest_ours, far.closest_other) == (1, 0)
    assert 0 < near.ours < 0.1
    assert 0.9 < far.ours <= 1
    none = Experience.none(2).recall(vectors[0])
    assert (none.ours, none.closest_ours, none.closest_other) == (0, 0, 0)


def test_only_the_nearest_questions_vote() -> None:
    """A thousand other questions, less alike than the first few, do not outvote them."""
    angles = np.radians([*np.linspace(0, 5, 40), *[40.0] * 1000])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    many = known(vectors, [*[("甲法第一条",)] * 40, *[("乙法第一条",)] * 1000], [1.0] * 1040)
    found = many.recall(np.array([1, 0], dtype=np.float32))
    assert found.by_name.tolist() == pytest.approx([1, 0])


def test_all_versions_of_an_article_have_its_prior_and_its_votes(
    index: PassageIndex, experience: Experience, ask: Ask
) -> None:
    ranked = ask(index, experience, QUESTIONS[0])
    for name in ("prior", "asked", "group_prior", "group_asked"):
        values = column(ranked, name)
        assert values[0] == values[1], name
    prior, group_prior, asked = (column(ranked, name) for name in ("prior", "group_prior", "asked"))
    assert prior[0] > prior[2] > prior[3] == prior[4] == prior[5]  # asked three times, once, and never
    assert group_prior[0] == group_prior[2] > group_prior[3] == group_prior[4]
    assert asked[0] > asked[2] > 0
    assert asked[4] > 0  # it counts in no prior, but its likeness does
    assert asked[3] == asked[5] == 0
    assert max(asked) <= 1 + 1e-6
    group_asked = column(ranked, "group_asked")
    assert group_asked[0] == group_asked[2] > group_asked[4] > group_asked[3]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("样品互助法怎么说", {0, 1, 2}),
        ("《中华人民共和国样品互助法》第二条", {0, 1, 2}),
        ("样品器具办法第一条之一", {4, 5}),
        ("互助法怎么说", set()),
        ("最高人民法院关于适用样品互助法的解释", {0, 1, 2, 3}),
        (f"《{REPLY}》第一条是什么意思", {0, 1, 2, 3}),
        ("样品规定", set()),
    ],
)
def test_laws_that_a_question_names(
    index: PassageIndex, experience: Experience, ask: Ask, question: str, rows: set[int]
) -> None:
    named = column(ask(index, experience, question), "named")
    assert {row for row, value in enumerate(named) if value} == rows


def test_links_become_features(index: PassageIndex, experience: Experience, ask: Ask) -> None:
    groups = np.array([group == "mechanism-live" for group in index.groups], dtype=np.float32)
    links = Links(records={0: 0.75, 5: 0.25}, passages={5: 0.5}, named=groups)
    ranked = ask(index, experience, "样品互助法", links)
    assert column(ranked, "linked") == [0.75, 0, 0, 0, 0, 0.25, 0]
    assert column(ranked, "linked_passage") == [0, 0, 0, 0, 0, 0.5, 0]
    assert column(ranked, "named") == [0, 0, 0, 0, 0, 0, 1]


def test_equal_scores_keep_the_order_of_rows(index: PassageIndex, experience: Experience, ask: Ask) -> None:
    for question in QUESTIONS:
        ranked = ask(index, experience, question)
        assert ranked.rows.tolist() == list(range(len(KEYS)))
        assert set(ranked.chances.tolist()) == {0.5}


def test_better_scores_come_first(index: PassageIndex, experience: Experience, ask: Ask) -> None:
    """A scorer of one feature: the order is that of the feature, and equal ones keep that of the rows."""
    scorer = level()
    scorer.hidden[FEATURES.index("asked")] = 1
    scorer.out[:] = 1
    ranked = Engine(index, experience, scorer).rank(ask.query(QUESTIONS[0]))
    asked = column(ranked, "asked")
    assert ranked.rows.tolist() == sorted(range(len(KEYS)), key=lambda row: (-asked[row], row))
    assert (np.diff(ranked.chances) <= 0).all()
    assert ((ranked.chances >= 0) & (ranked.chances <= 1)).all()


def test_the_shipped_one_is_of_the_shipped_model(embedder: StaticEmbeddings) -> None:
    shipped = Experience.load()
    assert shipped.vectors.shape == (len(shipped.answers), len(embedder.embed_query("")))
    assert len(shipped.weights) == len(shipped.answers)
    assert (shipped.weights >= 0).all()
    norms = np.linalg.norm(shipped.vectors, axis=1)
    assert ((norms < 1e-3) | (np.abs(norms - 1) < 2e-3)).all()
    assert set(shipped.marks) <= set(shipped.names)
    assert len(shipped.marks) > len(shipped.names) / 2


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbeddings) -> Iterator[PassageIndex]:
    """A law whose second article became its third, and whose second is a new one."""
    old = "会员归还互助金的期限为三十日，从领取之日起算，逾期的按日加收。"
    new = "互助会可以设分会，分会的负责人由会员大会选出，任期三年。"
    documents = [
        Document(f"{AID}@{day}#{number}", text, AID, len(text), mark=mark(text))
        for day, number, text in (
            ("2019-03-01", "第二条", old),
            ("2023-05-01", "第二条", new),
            ("2023-05-01", "第三条", old.replace("，逾期的按日加收", "；逾期的按日加收")),
            ("2023-05-01", "第四条", "短"),
        )
    ]
    index = PassageIndex.build(tmp_path_factory.mktemp("revised") / "index", documents, embedder)
    yield index
    index.close()


def test_an_article_is_known_again_under_its_new_number(revised: PassageIndex, ask: Ask) -> None:
    question = ask.query("领了钱几天还")
    one = Experience(
        question.vector[None],
        [("样品互助法@2019-03-01#第二条",)],
        np.ones(1, dtype=np.float32),
        np.ones(1, dtype=np.float32),
        {"样品互助法@2019-03-01#第二条": int(revised.facts.mark[0])},
    )
    ranked = Engine(revised, one, level()).rank(question)
    asked = ranked.features[:, FEATURES.index("asked")].tolist()
    assert asked == pytest.approx([1, 0, 1, 0])


def test_without_words_an_article_goes_by_its_number(revised: PassageIndex, ask: Ask) -> None:
    question = ask.query("领了钱几天还")
    numbered = known(question.vector[None], [("样品互助法第二条", "样品互助法第四条")], [1])
    ranked = Engine(revised, numbered, level()).rank(question)
    assert ranked.features[:, FEATURES.index("asked")].tolist() == pytest.approx([1, 1, 0, 1])
