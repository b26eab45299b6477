"""Learning with the extra: the child encodes what is in the base, the server only what it is asked."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.live.learning.trainer import ChildTrainer
from knowledge.base import KnowledgeBase
from knowledge.entry import Visibility
from knowledge.matching.encoder import use
from knowledge.matching.encoder.semantic_extra import EncoderFiles, SemanticExtra
from knowledge.matching.training.trained_model import TrainedModel
from knowledge.people.audience import Audience
from tests.knowledge.matching.encoder.encoding import Letters

DESK = Audience(("desk",), Visibility.CUSTOMER)
KEYS = "entries:\n" + "".join(
    f"  - {{question: Where is the {thing}?, also: [I lost the {thing}], answer: Under the mat., id: {thing}}}\n"
    for thing in ("key", "lamp", "cat", "ladder", "bicycle")
)
MORE = "  - {question: Where is the umbrella?, answer: Behind the door., id: umbrella}\n"
HERE = EncoderFiles()
QUESTIONS = ("the cat is lost", "my bike has been nicked", "wo ist mein Fahrrad", "where is the cat", "what is love")


class Asked:
    """The encoder of the server, that notes every text."""

    def __init__(self, encoder):
        self._encoder = encoder
        self.name, self.dimensions, self.languages = encoder.name, encoder.dimensions, encoder.languages
        self.english = encoder.english
        self.asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        return self._encoder.encode(texts)


@pytest.fixture(scope="module")
def model():
    return use.load()


@pytest.fixture
def content(tmp_path):
    (tmp_path / "content" / "desk").mkdir(parents=True)
    (tmp_path / "content" / "desk" / "faq.yaml").write_text(KEYS)
    return tmp_path / "content"


@pytest.fixture
def opened(content, tmp_path, model):
    """Yield a start of the server: its knowledge base, its trainer and its encoder."""
    trainers = []

    def start(encoder=model, source=HERE):
        asked, trainer = Asked(encoder), ChildTrainer(tmp_path / "learned")
        trainers.append(trainer)
        extra = SemanticExtra(asked, None, pytest.fail, source)
        return KnowledgeBase.open(content, extra=extra, trainer=trainer), trainer, asked

    yield start
    for trainer in trainers:
        trainer.close()


def in_place(content, model):
    return KnowledgeBase.open(content, extra=SemanticExtra(model, None, pytest.fail)).view(DESK)


def answers(view):
    return [view.ask(question).as_dict() for question in QUESTIONS]


def trained(view):
    """Return all that was learned, to the bit."""
    learned = TrainedModel(view.own_weights, view._classifier.weights).artifact
    return {name: array.tobytes() for name, array in learned.arrays.items()}, learned.facts


def kept(tmp_path):
    return sorted(path.name.partition("-")[0] for path in (tmp_path / "learned").iterdir())


def test_the_child_learns_what_is_learned_in_place_and_the_server_encodes_questions_only(
    opened, content, tmp_path, model
):
    base, _, encoder = opened()
    view = base.view(DESK)
    assert encoder.asked == []
    assert kept(tmp_path) == ["encoded", "model"]
    assert trained(view) == trained(in_place(content, model))
    assert answers(view) == answers(in_place(content, model))
    assert len(encoder.asked) == len(QUESTIONS)


def test_a_restart_with_nothing_changed_learns_and_encodes_nothing_and_answers_the_same(opened):
    before = answers(opened()[0].view(DESK))
    base, trainer, encoder = opened()
    view = base.view(DESK)
    assert (trainer.child.process_id, encoder.asked) == (None, [])
    assert answers(view) == before


def test_another_encoder_makes_artefacts_of_its_own(opened, tmp_path):
    opened()[0].view(DESK)
    opened(Letters(), source=None)[0].view(DESK)
    assert kept(tmp_path) == ["encoded", "encoded", "model", "model"]


def test_a_save_is_answered_by_what_was_learned_before_until_its_lessons_are_there(opened, content, model):
    before, _, encoder = opened()
    old = before.view(DESK)
    (content / "desk" / "faq.yaml").write_text(KEYS + MORE)
    after = KnowledgeBase.open(content, before)
    quick = after.view(DESK)
    assert after.untrained == (DESK,)
    assert quick.weights == old.weights
    assert quick.ask("Where is the umbrella?").best.entry.id == "umbrella"
    after.train(DESK)
    assert after.untrained == ()
    assert answers(after.view(DESK)) == answers(in_place(content, model))
    assert len(encoder.asked) == 1 + len(QUESTIONS)


@pytest.mark.parametrize(
    ("renamed", "source", "told"),
    [
        ("another model", HERE, "another model is in use until Spot is started again"),
        (use.NAME, EncoderFiles(Path("no.onnx")), "SPOT_SEMANTIC_VOCABULARY"),
    ],
)
def test_where_the_child_cannot_encode_the_server_does_and_says_so_once(
    opened, content, model, monkeypatch, renamed, source, told
):
    monkeypatch.setattr(model, "name", renamed)
    base, _, encoder = opened(source=source)
    with capture_logs() as logged:
        view = base.view(DESK)
    assert [told in each["why"] for each in logged] == [True]
    assert "Where is the umbrella" not in str(logged)
    assert encoder.asked != []
    assert answers(view) == answers(in_place(content, model))
