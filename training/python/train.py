"""Fine-tunes the encoder on questions and messages at once.

python train.py --data DIR --passages FILE --base DIR --out DIR --distress N [--fold K --left-out FILE] [--steps N] [--seed N] [--after FILE.onnx --new LOT,LOT]

With --after training goes on from the weights of that file. What stands in the lots named by --new, which those weights never saw, comes NEW times as often.

--pairs names the lots of messages that are told apart by a little: those come PAIRS times as often.

--without names lots from which nothing is learnt.

With --fold the policies and writers that the file names for it are left out, and the scores of what was left out are written to `fold-K.json`.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

import data as training
from before import go_on_from
from model import Encoder, batch, tokenizer

SCALE = 20.0
QUESTIONS, WRONG = 12, 2
SILENT = 5
REPORTS, OTHERS = 16, 14
AS_MESSAGES = 6
"""Questions on a policy that are shown to the message head as what is no report."""


def main() -> None:
    options = arguments()
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    data = training.load(options.data, options.passages)
    tokens = tokenizer(options.base)
    encoder = Encoder(options.base)
    if options.after:
        go_on_from(encoder, options.after)
    nothing = {"policies": [], "writers": []}
    left_out = nothing if options.fold is None else json.loads(options.left_out.read_text())[options.fold]
    kept, left = split(data, left_out, options.without)
    if options.share < 1:
        kept = thinned(kept, options.share, options.seed)
    print(f"{len(kept[0])} questions, {len(kept[1])} messages; left out {len(left[0])}, {len(left[1])}; lost {data.lost}", flush=True)
    train(encoder, tokens, data, kept, options)
    options.out.mkdir(parents=True, exist_ok=True)
    name = "encoder" if options.fold is None else f"fold-{options.fold}"
    torch.save(encoder.state_dict(), options.out / f"{name}.pt")
    if options.fold is not None:
        figures = judge(encoder, tokens, data, left)
        print(json.dumps(figures), flush=True)
        (options.out / f"{name}.json").write_text(json.dumps(figures, indent=1))


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("data", "passages", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--left-out", type=Path)
    parser.add_argument("--steps", type=int, default=750)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=3e-2)
    parser.add_argument("--distress", type=int, required=True, help="so many messages of the writer's own distress a step")
    parser.add_argument("--after", type=Path)
    for name in ("new", "pairs", "without"):
        parser.add_argument(f"--{name}", type=lambda names: set(names.split(",")), default=set())
    return parser.parse_args()


def split(data, left_out, without):
    """(questions, messages) to learn from, and those that are left out to be judged. Nothing is learnt from the lots `without`."""
    out_p, out_w = set(left_out["policies"]), set(left_out["writers"])
    kept = (
        [q for q in data.questions if q.policy not in out_p and q.lot not in without],
        [m for m in data.messages if m.writer not in out_w and m.lot not in without],
    )
    left = ([q for q in data.questions if q.policy in out_p], [m for m in data.messages if m.writer in out_w])
    return kept, left


def thinned(kept, share, seed):
    """A share of the policies and of the writers, for the curve of a figure against the amount of data."""
    draw = random.Random(seed)
    policies = sorted({q.policy for q in kept[0]})
    writers = sorted({m.writer for m in kept[1]})
    some_p = set(draw.sample(policies, max(1, round(share * len(policies)))))
    some_w = set(draw.sample(writers, max(1, round(share * len(writers)))))
    return ([q for q in kept[0] if q.policy in some_p], [m for m in kept[1] if m.writer in some_w])


def half():
    """Half as many bits where the processor multiplies them at once; elsewhere they would take a third longer than whole ones."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_amx_tile_supported())


@torch.no_grad()
def vectors(encoder, tokens, texts, size=64):
    """(texts, width) and (texts, classes + 1), in the order given; read shortest first, which pads least."""
    encoder.eval()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    seen, said = [None] * len(texts), [None] * len(texts)
    for start in range(0, len(order), size):
        part = order[start : start + size]
        with half():
            vector, logits = encoder(*batch(tokens, [texts[at] for at in part]))
        for at, one, two in zip(part, vector.float(), logits.float()):
            seen[at], said[at] = one, two
    encoder.train()
    return torch.stack(seen), torch.stack(said)


def encoded(encoder, tokens, texts, parts=3):
    """As `encoder` on one batch, in parts of like length: short texts do not pay for the padding of long ones."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    size = math.ceil(len(order) / parts)
    seen, said = [], []
    for start in range(0, len(order), size):
        vector, logits = encoder(*batch(tokens, [texts[at] for at in order[start : start + size]]))
        seen.append(vector)
        said.append(logits)
    back = torch.tensor(order).argsort()
    return torch.cat(seen)[back], torch.cat(said)[back]


class Wrong:
    """The best-ranked wrong passages of each question's own policy."""

    def __init__(self, data, questions):
        self.data = data
        self.questions = questions
        self.rows = {}
        for row, policy in enumerate(data.passage_policy):
            self.rows.setdefault(policy, []).append(row)
        self.best = {}

    def refresh(self, encoder, tokens):
        policies = sorted({q.policy for q in self.questions})
        rows = [row for policy in policies for row in self.rows[policy]]
        passages, _ = vectors(encoder, tokens, [self.data.passages[row] for row in rows])
        where = {row: at for at, row in enumerate(rows)}
        asked, _ = vectors(encoder, tokens, [q.text for q in self.questions])
        for at, question in enumerate(self.questions):
            own = self.rows[question.policy]
            scores = passages[[where[row] for row in own]] @ asked[at]
            ranked = [own[i] for i in scores.argsort(descending=True).tolist()]
            self.best[question.id] = [row for row in ranked if row not in question.answers][:20]

    def some(self, question, count, draw):
        best = self.best[question.id]
        # The nearer a wrong passage, the more often it is shown.
        weights = [1.0 / (3 + at) for at in range(len(best))]
        chosen = set()
        while len(chosen) < min(count, len(best)):
            chosen.add(draw.choices(best, weights)[0])
        return sorted(chosen)


def cycling(items, draw):
    """Every item once in a random order, then again in another."""
    while True:
        order = list(items)
        draw.shuffle(order)
        yield from order


NEW = 3
"""So many times as often is shown what the weights have not seen yet, where training goes on from some that know the rest."""


REMINDED = 3
"""Where none of the messages is new they are only to be remembered: so many times fewer a step, which leaves the time to questions."""


PAIRS = 3
"""In a training of 750 steps a message is shown three times, which is too few for what is put in nearly the same words and means another thing."""


def oftener(items, lots, times):
    return [one for one in items for _ in range(times if one.lot in lots else 1)]


NOISE = 0.2
"""So many of the questions and messages are shown with a slip of the finger: what is typed on a phone is read as well as what is not."""


def typed(text: str, draw) -> str:
    """The text as it is, or with one or two letters swapped, left out or doubled, or without its capitals and full stops."""
    if draw.random() >= NOISE or len(text) < 12:
        return text
    if draw.random() < 0.3:
        return text.lower().replace(".", "").replace(",", "").replace("'", "")
    for _ in range(draw.choice([1, 1, 2])):
        at = draw.randrange(1, len(text) - 2)
        if not text[at : at + 2].isalpha():
            continue
        kind = draw.randrange(3)
        if kind == 0:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif kind == 1:
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + text[at] + text[at:]
    return text


def train(encoder, tokens, data, kept, options) -> None:
    draw = random.Random(options.seed)
    questions, messages = (oftener(some, options.new, NEW) for some in kept)
    messages = oftener(messages, options.pairs, PAIRS)
    answerable = cycling([q for q in questions if q.answers], draw)
    silent = cycling([q for q in questions if not q.answers], draw)
    asked = cycling(questions, draw)
    reports = cycling([m for m in messages if m.kind == "concern"], draw)
    others = cycling([m for m in messages if m.kind == "question"], draw)
    distress = [m for m in messages if m.kind == "distress"]
    distressed = cycling(distress, draw) if distress else None
    fewer = REMINDED if options.new and not any(m.lot in options.new for m in messages) else 1
    wrong = Wrong(data, questions)
    wrong.refresh(encoder, tokens)
    optimiser = torch.optim.AdamW(encoder.parameter_groups(options.rate, options.head_rate), betas=(0.9, 0.98), fused=True)
    warm = max(1, options.steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1.0, (step + 1) / warm)
        * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, max(0, step - warm) / max(1, options.steps - warm))))),
    )
    encoder.train()
    began, sums = time.time(), np.zeros(3)
    for step in range(options.steps):
        # Weights that training goes on from know the wrong ones from the beginning.
        if step == options.steps // 3 and not options.after:
            wrong.refresh(encoder, tokens)
        some = [next(answerable) for _ in range(QUESTIONS)] + [next(silent) for _ in range(SILENT)]
        told = [next(reports) for _ in range(REPORTS // fewer)] + [next(others) for _ in range(OTHERS // fewer)]
        if distressed:
            told += [next(distressed) for _ in range(options.distress // fewer)]
        extra = [next(asked) for _ in range(AS_MESSAGES // fewer)]
        with half():
            ranking = ranking_loss(encoder, tokens, data, some, wrong, draw)
            telling, danger = message_loss(encoder, tokens, told, extra, draw)
        loss = ranking + telling + 0.5 * danger
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        sums += [ranking.item(), telling.item(), danger.item()]
        if (step + 1) % 30 == 0:
            ranked, said, dangerous = sums / 30
            print(f"{step + 1} ranking {ranked:.3f} messages {said:.3f} danger {dangerous:.3f} {time.time() - began:.0f}s", flush=True)
            sums[:] = 0


def ranking_loss(encoder, tokens, data, some, wrong, draw):
    """Softmax over the passages of the batch and "none of these", which is right for a question that its policy leaves open.

    A passage of another policy counts as wrong for an answerable question only: what a silent one could be told there is not known.
    """
    rows, owner = [], []
    for at, question in enumerate(some):
        chosen = wrong.some(question, WRONG, draw)
        if question.answers:
            chosen = [draw.choice(question.answers), *chosen]
        rows += chosen
        owner += [at] * len(chosen)
    order = sorted(set(rows))
    place = {row: at for at, row in enumerate(order)}
    asked, _ = encoded(encoder, tokens, [typed(q.text, draw) for q in some], 1)
    seen, _ = encoded(encoder, tokens, [data.passages[row] for row in order])
    scores = SCALE * asked @ seen.T
    scores = torch.cat([scores, encoder.nothing.expand(len(some), 1)], dim=1)
    allowed = torch.ones_like(scores, dtype=torch.bool)
    right = torch.zeros_like(scores, dtype=torch.bool)
    for at, question in enumerate(some):
        for row in order:
            if row in question.answers:
                right[at, place[row]] = True
            elif not question.answers and data.passage_policy[row] != question.policy:
                allowed[at, place[row]] = False
        if not question.answers:
            right[at, -1] = True
    scores = scores.masked_fill(~allowed, -1e4)
    return (scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1)).mean()


def message_loss(encoder, tokens, told, extra, draw):
    _, logits = encoded(encoder, tokens, [typed(one.text, draw) for one in [*told, *extra]])
    labels = torch.tensor([m.label for m in told] + [0] * len(extra))
    dangers = torch.tensor([float(m.is_danger) for m in told] + [0.0] * len(extra))
    likely = logits[:, :-1].log_softmax(1)
    known = likely.gather(1, labels.clamp(min=0).unsqueeze(1)).squeeze(1)
    # An emergency is a report; on which route, its writer has not said.
    some_route = likely[:, 2:].logsumexp(1)
    telling = -torch.where(labels >= 0, known, some_route).mean()
    return telling, nn.functional.binary_cross_entropy_with_logits(logits[:, -1], dangers)


def judge(encoder, tokens, data, left) -> dict:
    """What left-out policies and writers show, by the encoder alone; a fold may leave out only the one or only the other."""
    questions, messages = left
    return (judge_questions(encoder, tokens, data, questions) if questions else {}) | (judge_messages(encoder, tokens, messages) if messages else {})


def judge_questions(encoder, tokens, data, questions) -> dict:
    wrong = Wrong(data, questions)
    policies = sorted({q.policy for q in questions})
    rows = [row for policy in policies for row in wrong.rows[policy]]
    seen, _ = vectors(encoder, tokens, [data.passages[row] for row in rows])
    where = {row: at for at, row in enumerate(rows)}
    asked, logits = vectors(encoder, tokens, [q.text for q in questions])
    ranks, best, by = [], [], {}
    for at, question in enumerate(questions):
        own = wrong.rows[question.policy]
        scores = seen[[where[row] for row in own]] @ asked[at]
        order = [own[i] for i in scores.argsort(descending=True).tolist()]
        best.append((scores.max().item(), bool(question.answers)))
        if question.answers:
            rank = min(order.index(row) for row in question.answers)
            ranks.append(rank)
            by.setdefault(question.policy, []).append(rank)
    return {
        "first/three/twelve": [round(100 * np.mean([r < n for r in ranks]), 1) for n in (1, 3, 12)],
        "by policy": {p: [round(100 * np.mean([r < n for r in rs])) for n in (1, 3)] for p, rs in by.items()},
        "silence auc": round(auc([s for s, a in best if a], [s for s, a in best if not a]), 3),
        "questions that alarm": round(100 * (1 - logits[:, :-1].softmax(1)[:, 0] > 0.5).float().mean().item(), 1),
    }


def judge_messages(encoder, tokens, messages) -> dict:
    figures: dict = {}
    _, logits = vectors(encoder, tokens, [m.text for m in messages])
    chance = logits[:, :-1].softmax(1)
    report = chance[:, 2:].sum(1).numpy()
    danger = logits[:, -1].sigmoid().numpy()
    is_report = np.array([m.kind == "concern" for m in messages])
    none = np.array([m.kind == "question" for m in messages])
    figures["reports auc"] = round(auc(report[is_report], report[none]), 4)
    figures["found at alarms"] = {
        f"{share}%": round(100 * float((report[is_report] > np.quantile(report[none], 1 - share / 100)).mean()), 1) for share in (2, 4, 10)
    }
    routed = [(m, row) for m, row in zip(messages, chance) if m.kind == "concern" and not m.is_danger]
    figures["route"] = round(100 * np.mean([row[2:].argmax().item() + 2 == m.label for m, row in routed]), 1)
    dangerous = np.array([m.is_danger for m in messages])
    figures["danger auc"] = round(auc(danger[dangerous], danger[~dangerous]), 4)
    distressed = np.array([m.kind == "distress" for m in messages])
    if distressed.any():
        figures["distress"] = round(100 * float((chance.numpy()[distressed].argmax(1) == 1).mean()), 1)
    return figures


def auc(above, below) -> float:
    above, below = np.asarray(above), np.asarray(below)
    if len(above) == 0 or len(below) == 0:
        return float("nan")
    return float((above[:, None] > below[None]).mean() + 0.5 * (above[:, None] == below[None]).mean())


if __name__ == "__main__":
    main()
