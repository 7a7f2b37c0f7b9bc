"""The training data as the encoder sees it: questions with their passages, and messages with their labels.

Formats: ../README.md. Passages come from the product's own reader (`training/passages.ts`), so that training and answering
see the same text.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

ROUTES = ["dsl", "senior-manager", "headteacher", "chair-of-governors", "dpo"]
"""The routes that the message head tells apart. `emergency` is not one: it is danger, whatever the route."""

CLASSES = ["none", "distress", *ROUTES]


@dataclass
class Question:
    id: str
    policy: str
    text: str
    answers: list[int]
    """Rows of the passages that hold the evidence; empty for a question on which the policy is silent."""
    lot: str
    """The folder that it stands in."""


@dataclass
class Message:
    id: str
    writer: str
    text: str
    kind: str
    route: str | None
    lot: str

    @property
    def is_danger(self) -> bool:
        return self.route == "emergency"

    @property
    def label(self) -> int:
        """The row in CLASSES; -1 for an emergency, which is a report on a route that nobody has said."""
        if self.kind == "question":
            return 0
        if self.kind == "distress":
            return 1
        return -1 if self.is_danger else CLASSES.index(self.route)


@dataclass
class Data:
    passages: list[str] = field(default_factory=list)
    passage_policy: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Answerable questions whose evidence stands in no passage: left out, and named."""


def plain(text: str) -> str:
    """White space, what parts the cells of a row, and the shapes of quotation marks apart, as evidence is compared."""
    for typed, same in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(typed, same)
    return re.sub(r"[\s|]+", " ", text).strip().lower()


def lines(path: Path):
    with path.open(encoding="utf8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def load(folder: Path, passages: Path) -> Data:
    data = Data()
    rows: dict[str, list[tuple[int, str]]] = {}
    for row, line in enumerate(lines(passages)):
        data.passages.append(line["encoded"])
        data.passage_policy.append(line["policy"])
        held = plain(" ".join([*line["leadIns"], line["text"]]))
        rows.setdefault(line["policy"], []).append((row, held, plain(line["text"])))
    for path in sorted(folder.glob("**/cases.jsonl")):
        for case in lines(path):
            answers = holding(rows.get(case["policy"], []), case.get("evidence") or [])
            if case["kind"] == "answerable" and not answers:
                data.lost.append(case["id"])
                continue
            data.questions.append(Question(case["id"], case["policy"], case["question"], answers, path.parent.name))
    for path in sorted(folder.glob("**/messages.jsonl")):
        for one in lines(path):
            writer = f"{path.parent.name}:{one['writer']}"
            data.messages.append(Message(one["id"], writer, one["text"], one["kind"], one["route"], path.parent.name))
    return data


def holding(rows, evidence: list[str]) -> list[int]:
    """Passages with the evidence in their own words; where none has it, with their lead-in, or without its clause number."""
    wanted = [plain(phrase) for phrase in evidence]
    own = [row for row, _, text in rows if any(phrase in text for phrase in wanted)]
    if own:
        return own
    wanted += [re.sub(r"^(?:\(?[\divxa-z.]{1,6}\)?[.)]?)\s", "", phrase) for phrase in wanted]
    return [row for row, held, _ in rows if any(phrase in held for phrase in wanted)]
