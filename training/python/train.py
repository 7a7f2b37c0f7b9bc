"""Fine-tunes the encoder on questions and messages at once.

python train.py --data DIR --passages FILE --base DIR --out FILE --distress N [--fold K --left-out FILE] [--steps N] [--seed N] [--after FILE --new LOT,LOT]
    [--layers 0,2,4,7,9,11] [--teacher FILE] [--rounds-from STEP] [--times N]

With --after training goes on from the weights of that file, and of those from the layers named by --layers. What stands in the lots named by --new, which those
weights never saw, comes NEW times as often. With --teacher the encoder also learns to read each text as those weights do, which may have more layers.
From step --rounds-from on products round as they will in the product (model.Product). --times: so many times as much in a step, for a GPU.

--pairs names the lots of messages that are told apart by a little: those come PAIRS times as often.

--without names lots from which nothing is learnt.

With --fold the policies and writers that the file names for it are left out, and the scores of what was left out are written beside it.
"""

import argparse
import json
import math
import random
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import data as training
from model import Product, Read, batch, from_base, layers_in, layers_of, tokenizer
from safetensors.torch import load_file, save_file

SCALE = 20.0
QUESTIONS, WRONG = 12, 3
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
    layers = [int(layer) for layer in options.layers.split(",")] if options.layers else None
    if options.after:
        weights = load_file(str(options.after))
        encoder = layers_of(weights, layers or list(range(layers_in(weights))))
    else:
        encoder = from_base(options.base, layers or list(range(12)))
    encoder.to(DEVICE)
    nothing = {"policies": [], "writers": []}
    left_out = nothing if options.fold is None else json.loads(options.left_out.read_text())[options.fold]
    kept, left = split(data, left_out, options.without)
    if options.share < 1:
        kept = thinned(kept, options.share, options.seed)
    print(f"{len(kept[0])} questions, {len(kept[1])} messages; left out {len(left[0])}, {len(left[1])}; lost {data.lost}", flush=True)
    train(encoder, tokens, data, kept, left, options)
    save_file({name: tensor.half().contiguous().cpu() for name, tensor in encoder.state_dict().items()}, str(options.out))
    if options.fold is not None:
        figures = judge(encoder, tokens, data, left)
        print(json.dumps(figures), flush=True)
        options.out.with_suffix(".json").write_text(json.dumps(figures, indent=1))


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
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--head-rate", type=float, default=3e-2)
    parser.add_argument("--distress", type=int, required=True, help="so many messages of the writer's own distress a step")
    parser.add_argument("--after", type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--layers")
    parser.add_argument("--rounds-from", type=int)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--look", type=int, help="every so many steps what is left out is judged")
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


DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def half():
    """Half as many bits where the processor multiplies them at once; elsewhere they would take a third longer than whole ones."""
    return torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda" or torch.cpu._is_amx_tile_supported())


@torch.no_grad()
def vectors(encoder, tokens, texts, size=256 if DEVICE == "cuda" else 64):
    """(texts, WIDTH) and (texts, classes + 1), in the order given; read shortest first, which pads least."""
    was = encoder.training
    encoder.eval()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    seen, said = [], []
    for start in range(0, len(order), size):
        with half():
            read = encoder(*batch(tokens, [texts[at] for at in order[start : start + size]], DEVICE))
        seen.append(read.vector.float())
        said.append(read.sums.float())
    encoder.train(was)
    back = torch.tensor(order).argsort()
    return torch.cat(seen).cpu()[back], torch.cat(said).cpu()[back]


class Some(NamedTuple):
    """Texts as an encoder read them: `Read`, and which words are the text's own."""

    read: Read
    own: torch.Tensor


def encoded(encoder, teacher, tokens, texts, parts=1 if DEVICE == "cuda" else 3):
    """What `encoder` reads, in parts of like length: short texts do not pay for the padding of long ones. And how far it is from what the teacher reads."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    size = math.ceil(len(order) / parts)
    seen, apart = [], []
    for start in range(0, len(order), size):
        ids, mask = batch(tokens, [texts[at] for at in order[start : start + size]], DEVICE)
        read = encoder(ids, mask)
        # The marks of beginning and end are no words.
        own = mask.bool() & (ids != CLS) & (ids != SEP)
        seen.append(Some(read, own))
        if teacher:
            with torch.no_grad():
                wanted = teacher(ids, mask)
            each = 1 - functional.cosine_similarity(read.hidden, wanted.hidden, dim=-1)
            whole = 1 - (read.vector * wanted.vector).sum(-1)
            apart.append(whole.sum() + 0.5 * ((each * mask).sum(1) / mask.sum(1)).sum())
    back = torch.tensor(order, device=DEVICE).argsort()
    longest = max(one.own.shape[1] for one in seen)

    def together(tensors, long=False):
        return torch.cat([functional.pad(one, (0, 0) * (one.dim() - 2) + (0, longest - one.shape[1])) if long else one for one in tensors])[back]

    read = Read(together([one.read.vector for one in seen]), together([one.read.words for one in seen], True), together([one.read.sums for one in seen]), None)
    return Some(read, together([one.own for one in seen], True)), sum(apart) / len(texts) if apart else 0.0


CLS, SEP = 101, 102


def by_words(asked: Some, seen: Some):
    """(texts asked, texts seen): how near each word asked is to the nearest word seen, on average."""
    near = torch.einsum("qwn,pvn->qpwv", asked.read.words, seen.read.words)
    nearest = near.masked_fill(~seen.own[None, :, None, :], -1.0).amax(-1)
    own = asked.own[:, None, :].float()
    return (nearest * own).sum(-1) / own.sum(-1).clamp(min=1.0)


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


def train(encoder, tokens, data, kept, left, options) -> None:
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
    teacher = None
    if options.teacher:
        weights = load_file(str(options.teacher))
        teacher = layers_of(weights, list(range(layers_in(weights)))).to(DEVICE).eval().requires_grad_(False)
    wrong = Wrong(data, questions)
    wrong.refresh(teacher or encoder, tokens)
    optimiser = torch.optim.AdamW(encoder.parameter_groups(options.rate, options.head_rate), betas=(0.9, 0.98), fused=True)
    warm = max(1, options.steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(1.0, (step + 1) / warm)
        * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, max(0, step - warm) / max(1, options.steps - warm))))),
    )
    encoder.train()
    began, sums = time.time(), np.zeros(5)

    def many(items, count):
        return [next(items) for _ in range(count * options.times)]

    for step in range(options.steps):
        if step == options.rounds_from:
            Product.rounds = True
        # Weights that training goes on from know the wrong ones from the beginning.
        if step == options.steps // 3 and not options.after:
            wrong.refresh(encoder, tokens)
        some = many(answerable, QUESTIONS) + many(silent, SILENT)
        told = many(reports, REPORTS // fewer) + many(others, OTHERS // fewer)
        if distressed:
            told += many(distressed, options.distress // fewer)
        extra = many(asked, AS_MESSAGES // fewer)
        with half():
            ranking, word_by_word, apart = ranking_loss(encoder, teacher, tokens, data, some, wrong, draw)
            telling, danger, also_apart = message_loss(encoder, teacher, tokens, told, extra, draw)
        loss = ranking + 0.5 * word_by_word + telling + 0.5 * danger + TAUGHT * (apart + 0.5 * also_apart)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        sums += [float(one) for one in (ranking, word_by_word, telling, danger, apart)]
        if (step + 1) % 50 == 0:
            now = dict(zip(("ranking", "by words", "messages", "danger", "apart"), (sums / 50).round(3).tolist()))
            print(f"{step + 1} {json.dumps(now)} {time.time() - began:.0f}s", flush=True)
            sums[:] = 0
        if options.look and (step + 1) % options.look == 0 and step + 1 < options.steps and left[0]:
            figures = judge(encoder, tokens, data, left)
            print(f"after {step + 1}: {json.dumps({name: figures[name] for name in figures if name != 'by policy'})}", flush=True)


TAUGHT = 5.0
"""So much counts how far the encoder is from its teacher, beside what it does."""


def ranking_loss(encoder, teacher, tokens, data, some, wrong, draw):
    """Softmax over the passages of the batch and "none of these", which is right for a question that its policy leaves open; by vectors, and by words.

    A passage of another policy counts as wrong for an answerable question only: what a silent one could be told there is not known.
    """
    rows = []
    for question in some:
        chosen = wrong.some(question, WRONG, draw)
        rows += [draw.choice(question.answers), *chosen] if question.answers else chosen
    order = sorted(set(rows))
    asked, apart = encoded(encoder, teacher, tokens, [typed(q.text, draw) for q in some], 1)
    seen, also_apart = encoded(encoder, teacher, tokens, [data.passages[row] for row in order])
    allowed = torch.ones(len(some), len(order) + 1, dtype=torch.bool)
    right = torch.zeros_like(allowed)
    for at, question in enumerate(some):
        for place, row in enumerate(order):
            if row in question.answers:
                right[at, place] = True
            elif not question.answers and data.passage_policy[row] != question.policy:
                allowed[at, place] = False
        if not question.answers:
            right[at, -1] = True
    allowed, right = allowed.to(DEVICE), right.to(DEVICE)

    def loss_of(near, nothing):
        scores = torch.cat([SCALE * near.float(), nothing.expand(len(some), 1)], dim=1).masked_fill(~allowed, -1e4)
        return (scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1)).mean()

    by_vectors = loss_of(asked.read.vector @ seen.read.vector.T, encoder.nothing[0])
    return by_vectors, loss_of(by_words(asked, seen), encoder.nothing[1]), apart + also_apart


def message_loss(encoder, teacher, tokens, told, extra, draw):
    some, apart = encoded(encoder, teacher, tokens, [typed(one.text, draw) for one in [*told, *extra]])
    sums = some.read.sums
    labels = torch.tensor([m.label for m in told] + [0] * len(extra), device=DEVICE)
    dangers = torch.tensor([float(m.is_danger) for m in told] + [0.0] * len(extra), device=DEVICE)
    likely = sums[:, :-1].log_softmax(1)
    known = likely.gather(1, labels.clamp(min=0).unsqueeze(1)).squeeze(1)
    # An emergency is a report; on which route, its writer has not said.
    some_route = likely[:, 2:].logsumexp(1)
    telling = -torch.where(labels >= 0, known, some_route).mean()
    return telling, functional.binary_cross_entropy_with_logits(sums[:, -1], dangers), apart


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
    ranks, closely, best, by = [], [], [], {}
    words = reranked(encoder, tokens, data, questions, wrong, seen, where, asked)
    for at, question in enumerate(questions):
        own = wrong.rows[question.policy]
        scores = seen[[where[row] for row in own]] @ asked[at]
        order = [own[i] for i in scores.argsort(descending=True).tolist()]
        best.append((scores.max().item(), bool(question.answers)))
        if question.answers:
            rank = min(order.index(row) for row in question.answers)
            ranks.append(rank)
            near = [own[i] for i in words[at].argsort(descending=True).tolist()]
            closely.append(min(near.index(row) for row in question.answers))
            by.setdefault(question.policy, []).append(rank)
    return {
        "first/three/twelve": [round(100 * np.mean([r < n for r in ranks]), 1) for n in (1, 3, 12)],
        "the same, the first twelve by words too": [round(100 * np.mean([r < n for r in closely]), 1) for n in (1, 3, 12)],
        "by policy": {p: [round(100 * np.mean([r < n for r in rs])) for n in (1, 3)] for p, rs in by.items()},
        "silence auc": round(auc([s for s, a in best if a], [s for s, a in best if not a]), 3),
        "questions that alarm": round(100 * (1 - logits[:, :-1].softmax(1)[:, 0] > 0.5).float().mean().item(), 1),
    }


@torch.no_grad()
def reranked(encoder, tokens, data, questions, wrong, seen, where, asked, size=64):
    """For each question the scores of its policy's passages: by vectors, and of the first twelve by words as much again."""
    found = []
    encoder.eval()
    for start in range(0, len(questions), size):
        some = questions[start : start + size]
        rows, scores = [], []
        for at, question in enumerate(some):
            own = wrong.rows[question.policy]
            score = seen[[where[row] for row in own]] @ asked[start + at]
            first = score.topk(min(12, len(own))).indices.tolist()
            scores.append((score, first))
            rows += [own[i] for i in first]
        order = sorted(set(rows))
        place = {row: at for at, row in enumerate(order)}
        with half():
            theirs, _ = encoded(encoder, None, tokens, [q.text for q in some], 1)
            all_, _ = encoded(encoder, None, tokens, [data.passages[row] for row in order])
            near = torch.cat([by_words(theirs, Some(Read(None, all_.read.words[at : at + 64], None, None), all_.own[at : at + 64])) for at in range(0, len(order), 64)], 1)
        near = near.float().cpu()
        for at, (question, (score, first)) in enumerate(zip(some, scores)):
            own = wrong.rows[question.policy]
            closely = score.clone() - 10
            for i in first:
                closely[i] = score[i] + near[at, place[own[i]]]
            found.append(closely)
    encoder.train()
    return found


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
