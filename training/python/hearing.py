"""Learns what a message is: layers of the hearing's own, that go on from the middle of the encoder.

python hearing.py --encoder FILE.onnx --tokenizer FILE.json --lessons FILE.jsonl --out FILE.onnx [--go-on] [--seed N] [--threads N]

A lesson is {"text", "may": [kinds that it may be], "weight", "danger": 0 | 1, "route": number | null, "wish": number | null, "often": share, "known": whether the encoder has learnt it}. The first
line says how many kinds, routes and wishes there are. What comes less often than always is drawn anew for each round.

The encoder itself stays as it is: its first MIDDLE layers are read, and the layers after them are copied and learn for themselves. The file that
is written takes the encoder's output `middle`, and gives `sums`: kinds, danger, routes, wishes. `--go-on`: they go on from that file as it is, and
what is written is the mean of where they began and where they end.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from before import weights_in
from export import MIDDLE, add_middle, strip
from model import MOST_TOKENS

WIDTH, LAYERS = 384, 6
BATCH = 48
"""Texts a step."""
SITTINGS = ((3, 6e-5, 1.0, 2e-3), (4, 8e-5, 0.5, 2e-3))
"""Rounds, rate, how often what the encoder knows comes, of what its lesson says, and the rate of the sums. What is written is the mean of where both end."""
GOING_ON = (2, 5e-5, 0.5, 5e-4)
"""The same for layers that go on from what they have learnt."""
DANGER_COUNTS, ROUTE_COUNTS, WISH_COUNTS = 0.7, 0.5, 0.5
EMERGENCY_COUNTS = 2.0


class Lower(nn.Module):
    """The encoder's first layers."""

    def __init__(self, bert: BertModel):
        super().__init__()
        self.embeddings, self.layers = bert.embeddings, nn.ModuleList(bert.encoder.layer[:MIDDLE])

    def forward(self, ids, mask):
        hidden = self.embeddings(input_ids=ids)
        for layer in self.layers:
            hidden = only(layer(hidden, attention_mask=hiding(mask)))
        return hidden


class Hearing(nn.Module):
    """The layers after them, and a sum for each thing that is told apart, over the mean of all words."""

    def __init__(self, bert: BertModel, sums: int):
        super().__init__()
        self.layers = nn.ModuleList(bert.encoder.layer[MIDDLE:])
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(WIDTH, sums)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, middle, mask):
        hidden = middle
        for layer in self.layers:
            hidden = only(layer(hidden, attention_mask=hiding(mask)))
        weight = mask.unsqueeze(-1).float()
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return self.head(self.drop(nn.functional.layer_norm(mean, (WIDTH,))))


def only(found):
    """Some versions of transformers give a layer's output in a tuple."""
    return found[0] if isinstance(found, tuple) else found


def hiding(mask):
    return (1.0 - mask[:, None, None, :].float()) * -1e9


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("encoder", "tokenizer", "lessons", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--go-on", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    add_middle(options.encoder)
    random.seed(options.seed)
    np.random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    first, *rest = options.lessons.read_text(encoding="utf8").splitlines()
    counts, lessons = json.loads(first), [json.loads(line) for line in rest]
    tokens = Tokenizer.from_file(str(options.tokenizer))
    tokens.enable_truncation(MOST_TOKENS)
    tokens.enable_padding()
    config = BertConfig(
        vocab_size=tokens.get_vocab_size(), hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=12,
        intermediate_size=4 * WIDTH, max_position_embeddings=512, attn_implementation="eager",
    )
    bert = BertModel(config, add_pooling_layer=False)
    held = {name.removeprefix("bert."): tensor for name, tensor in weights_in(options.encoder).items() if name.startswith("bert.")}
    lacking, unknown = bert.load_state_dict(held, strict=False)
    if unknown or any(not name.endswith("position_ids") for name in lacking):
        raise ValueError(f"{options.encoder} is not of this encoder: lacks {lacking}, and holds {unknown}")
    lower, hearing = Lower(bert).eval().requires_grad_(False), Hearing(bert, counts["kinds"] + 1 + counts["routes"] + counts["wishes"])
    ends = []
    if options.go_on:
        hearing.load_state_dict(weights_in(options.out))
        ends.append(end_of(hearing))
    for number, (rounds, rate, known, of_sums) in enumerate((GOING_ON,) if options.go_on else SITTINGS):
        often = [one["often"] * (known if one["known"] else 1.0) for one in lessons]
        learn(lower, hearing, tokens, lessons, counts, [batch for at in range(rounds) for batch in drawn(lessons, often, 100 * number + at)], rate, of_sums)
        ends.append(end_of(hearing))
    hearing.load_state_dict({name: sum(end[name] for end in ends) / len(ends) for name in ends[0]})
    write(lower, hearing, tokens, options.out)


def end_of(hearing):
    return {name: tensor.clone() for name, tensor in hearing.state_dict().items()}


def learn(lower, hearing, tokens, lessons, counts, batches, rate, of_sums) -> None:
    head = list(hearing.head.parameters())
    groups = [{"params": list(hearing.layers.parameters()), "weight_decay": 0.01}, {"params": head, "weight_decay": 0.0}]
    steps = torch.optim.AdamW(groups, lr=rate)
    print(f"{len(lessons)} lessons, {len(batches)} steps", flush=True)
    start, sum_ = time.time(), 0.0
    hearing.train()
    for step, batch in enumerate(batches):
        share = min((step + 1) / 100, max(0.02, 1 - step / len(batches)))
        for group, its in zip(steps.param_groups, (rate, of_sums)):
            group["lr"] = its * share
        part = [lessons[at] for at in batch]
        ids, mask = encoded(tokens, [one["text"] for one in part])
        with torch.no_grad():
            middle = lower(ids, mask)
        loss = loss_of(hearing(middle, mask), part, counts)
        steps.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(hearing.parameters(), 1.0)
        steps.step()
        sum_ += loss.item()
        if (step + 1) % 50 == 0:
            print(f"{step + 1}: {sum_ / 50:.4f}, {(time.time() - start) / (step + 1):.2f} s a step", flush=True)
            sum_ = 0.0
    hearing.eval()


def encoded(tokens, texts):
    found = tokens.encode_batch(texts)
    return torch.tensor([one.ids for one in found]), torch.tensor([one.attention_mask for one in found])


def drawn(lessons, often, round_):
    """Steps of one round: texts of like length together, which pads least, in an order of chance."""
    draw = random.Random(round_)
    order = [at for at, share in enumerate(often) if draw.random() < share]
    draw.shuffle(order)
    batches = []
    for start in range(0, len(order), 40 * BATCH):
        some = sorted(order[start : start + 40 * BATCH], key=lambda at: len(lessons[at]["text"]))
        cut = [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
        draw.shuffle(cut)
        batches += cut
    return batches


def loss_of(sums, part, counts):
    """Of several kinds that a text may be, any is right."""
    kinds, danger, routes, wishes = sums.split([counts["kinds"], 1, counts["routes"], counts["wishes"]], 1)
    may = torch.zeros(len(part), counts["kinds"])
    for at, one in enumerate(part):
        may[at, one["may"]] = 1
    weight = torch.tensor([one["weight"] for one in part])
    of_kind = -(kinds.log_softmax(1) + may.clamp(min=1e-9).log()).logsumexp(1)
    is_danger = torch.tensor([float(one["danger"]) for one in part])
    of_danger = nn.functional.binary_cross_entropy_with_logits(
        danger[:, 0], is_danger, reduction="none", pos_weight=torch.tensor(EMERGENCY_COUNTS)
    )
    loss = (weight * (of_kind + DANGER_COUNTS * of_danger)).sum()
    for said, name, much in ((routes, "route", ROUTE_COUNTS), (wishes, "wish", WISH_COUNTS)):
        known = torch.tensor([-1 if one[name] is None else one[name] for one in part])
        if (known >= 0).any():
            loss = loss + much * nn.functional.cross_entropy(said, known, ignore_index=-1, reduction="sum")
    return loss / len(part)


def write(lower, hearing, tokens, out: Path) -> None:
    ids, mask = encoded(tokens, ["can i add a year 11 on insta", "a pupil told me something"])
    whole = out.with_suffix(".fp32.onnx")
    axes = {name: {0: "batch", 1: "tokens"} for name in ("middle", "mask")} | {"sums": {0: "batch"}}
    torch.onnx.export(
        hearing, (lower(ids, mask), mask), str(whole), input_names=["middle", "mask"], output_names=["sums"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )
    quantize_dynamic(str(whole), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    whole.unlink()
    strip(out)
    print(f"{out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
