"""Learns what a message is: layers of the hearing's own, that go on from the middle of the encoder.

python hearing.py --encoder FILE.safetensors --base DIR --lessons FILE.jsonl --out FILE.safetensors [--after FILE.safetensors] [--seed N] [--threads N] [--times N]
python hearing.py --encoder FILE.safetensors --base DIR --lessons FILE.jsonl --weights FILE.safetensors --onnx FILE.onnx     only writes what was learnt as the product reads it

A lesson is {"text", "may": [kinds that it may be], "weight", "danger": 0 | 1, "route": number | null, "wish": number | null, "often": share, "known": whether the encoder has learnt it}. The first
line says how many kinds, routes and wishes there are. What comes less often than always is drawn anew for each round.

The encoder itself stays as it is: its first MIDDLE layers are read, and the layers after them are copied and learn for themselves. The file that
is written takes the encoder's output `middle`, and gives `sums`: kinds, danger, routes, wishes. `--after`: they go on from that file, and
what is written is the mean of where they began and where they end. All of it rounds as it will in the product (model.Product). --times: so many times as much in a step, for a GPU.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from export import MIDDLE, encoder_in, even, small
from model import WIDTH, Body, Product, batch as encoded, mean_of, tokenizer
from train import DEVICE, half

BATCH = 48
"""Texts a step."""
SITTINGS = ((3, 3e-5, 1.0, 2e-3), (4, 4e-5, 0.5, 2e-3))
"""Rounds, rate, how often what the encoder knows comes, of what its lesson says, and the rate of the sums. What is written is the mean of where both end."""
GOING_ON = (2, 2e-5, 0.5, 5e-4)
"""The same for layers that go on from what they have learnt."""
DANGER_COUNTS, ROUTE_COUNTS, WISH_COUNTS = 0.7, 0.5, 0.5
EMERGENCY_COUNTS = 2.0


class Lower(nn.Module):
    """The encoder's first layers."""

    def __init__(self, encoder):
        super().__init__()
        self.words, self.body = encoder.words, encoder.body

    def forward(self, ids, mask):
        hidden, bias = self.words(ids), self.body.bias(ids.shape[1], mask)
        for layer in self.body.layers[:MIDDLE]:
            hidden = layer(hidden, bias)
        return hidden


class Hearing(nn.Module):
    """The layers after them, and a sum for each thing that is told apart, over the mean of all words."""

    def __init__(self, layers: int, sums: int):
        super().__init__()
        self.body = Body(layers)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, sums)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, middle, mask):
        mean = mean_of(self.body(middle, mask).float(), mask)
        return self.head(self.drop(nn.functional.layer_norm(mean, (WIDTH,)))).float()


def begun_with(encoder, sums: int) -> Hearing:
    """The layers of the hearing as the encoder's are, above its middle."""
    hearing = Hearing(len(encoder.body.layers) - MIDDLE, sums)
    hearing.body.near.load_state_dict(encoder.body.near.state_dict())
    for own, theirs in zip(hearing.body.layers, encoder.body.layers[MIDDLE:]):
        own.load_state_dict(theirs.state_dict())
    return hearing


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("encoder", "base", "lessons"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name in ("out", "after", "weights", "onnx"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    first, *rest = options.lessons.read_text(encoding="utf8").splitlines()
    counts, lessons = json.loads(first), [json.loads(line) for line in rest]
    tokens = tokenizer(options.base)
    encoder = encoder_in(options.encoder)
    hearing = begun_with(encoder, counts["kinds"] + 1 + counts["routes"] + counts["wishes"])
    lower = Lower(encoder).eval().requires_grad_(False)
    if options.onnx:
        hearing.load_state_dict({name: tensor.float() for name, tensor in load_file(str(options.weights)).items()})
        write(lower, hearing.eval(), tokens, [lesson["text"] for lesson in lessons[:: len(lessons) // 240]], options.onnx)
        return
    Product.rounds = True
    lower.to(DEVICE)
    hearing.to(DEVICE)
    ends = []
    if options.after:
        hearing.load_state_dict(load_file(str(options.after)))
        ends.append(end_of(hearing))
    for number, (rounds, rate, known, of_sums) in enumerate((GOING_ON,) if options.after else SITTINGS):
        often = [one["often"] * (known if one["known"] else 1.0) for one in lessons]
        batches = [batch for at in range(rounds) for batch in drawn(lessons, often, 100 * number + at, BATCH * options.times)]
        learn(lower, hearing, tokens, lessons, counts, batches, rate, of_sums)
        ends.append(end_of(hearing))
    mean = {name: sum(end[name] for end in ends) / len(ends) for name in ends[0]}
    save_file({name: tensor.half().contiguous().cpu() for name, tensor in mean.items()}, str(options.out))


def end_of(hearing):
    return {name: tensor.clone() for name, tensor in hearing.state_dict().items()}


def learn(lower, hearing, tokens, lessons, counts, batches, rate, of_sums) -> None:
    head = list(hearing.head.parameters())
    groups = [{"params": list(hearing.body.parameters()), "weight_decay": 0.01}, {"params": head, "weight_decay": 0.0}]
    steps = torch.optim.AdamW(groups, lr=rate, fused=True)
    print(f"{len(lessons)} lessons, {len(batches)} steps", flush=True)
    start, sum_ = time.time(), 0.0
    hearing.train()
    for step, batch in enumerate(batches):
        share = min((step + 1) / 100, max(0.02, 1 - step / len(batches)))
        for group, its in zip(steps.param_groups, (rate, of_sums)):
            group["lr"] = its * share
        part = [lessons[at] for at in batch]
        ids, mask = encoded(tokens, [one["text"] for one in part], DEVICE)
        with half():
            with torch.no_grad():
                middle = lower(ids, mask)
            sums = hearing(middle, mask)
        loss = loss_of(sums, part, counts)
        steps.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(hearing.parameters(), 1.0)
        steps.step()
        sum_ += loss.detach()
        if (step + 1) % 50 == 0:
            print(f"{step + 1}: {float(sum_) / 50:.4f}, {(time.time() - start) / (step + 1):.2f} s a step", flush=True)
            sum_ = 0.0
    hearing.eval()


def drawn(lessons, often, round_, size):
    """Steps of one round: texts of like length together, which pads least, in an order of chance."""
    draw = random.Random(round_)
    order = [at for at, share in enumerate(often) if draw.random() < share]
    draw.shuffle(order)
    batches = []
    for start in range(0, len(order), 40 * size):
        some = sorted(order[start : start + 40 * size], key=lambda at: len(lessons[at]["text"]))
        cut = [some[at : at + size] for at in range(0, len(some), size)]
        draw.shuffle(cut)
        batches += cut
    return batches


def loss_of(sums, part, counts):
    """Of several kinds that a text may be, any is right."""
    kinds, danger, routes, wishes = sums.split([counts["kinds"], 1, counts["routes"], counts["wishes"]], 1)
    may = torch.zeros(len(part), counts["kinds"], device=DEVICE)
    for at, one in enumerate(part):
        may[at, one["may"]] = 1
    weight = torch.tensor([one["weight"] for one in part], device=DEVICE)
    of_kind = -(kinds.log_softmax(1) + may.clamp(min=1e-9).log()).logsumexp(1)
    is_danger = torch.tensor([float(one["danger"]) for one in part], device=DEVICE)
    of_danger = nn.functional.binary_cross_entropy_with_logits(
        danger[:, 0], is_danger, reduction="none", pos_weight=torch.tensor(EMERGENCY_COUNTS, device=DEVICE)
    )
    loss = (weight * (of_kind + DANGER_COUNTS * of_danger)).sum()
    for said, name, much in ((routes, "route", ROUTE_COUNTS), (wishes, "wish", WISH_COUNTS)):
        known = torch.tensor([-1 if one[name] is None else one[name] for one in part], device=DEVICE)
        if (known >= 0).any():
            loss = loss + much * nn.functional.cross_entropy(said, known, ignore_index=-1, reduction="sum")
    return loss / len(part)


def write(lower, hearing, tokens, texts, out: Path) -> None:
    def read(text):
        ids, mask = encoded(tokens, [text])
        return hearing(lower(ids, mask), mask)

    even(hearing.body.layers, read, texts)
    ids, mask = encoded(tokens, ["can i add a year 11 on insta", "a pupil told me something"])
    with torch.no_grad():
        middle = lower(ids, mask)
    small(hearing, (middle, mask), ["middle", "mask"], ["sums"], out)
    print(f"{out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
