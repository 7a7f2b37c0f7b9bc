"""The encoder: passages are ranked by its vectors and, word by word, by its words; messages are told apart by a linear head in training.

Its layers are those of all-mpnet-base-v2 (MPNet: Song et al. 2020), as many of them as a training keeps. Its vocabulary is BERT's uncased one, in
BERT's order, so that nobody has to know which marks MPNet begins and ends a text with (base.py).
"""

import math
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from data import CLASSES

MOST_TOKENS = 128
WIDTH, HEADS, INNER = 768, 12, 3072
WORD_NUMBERS = 32
"""So many numbers are kept of each word."""
BUCKETS, FARTHEST = 32, 128


class Product(nn.Linear):
    """A product that may learn as it will run: weights in steps of seven bits, what it is given in steps of eight, each text by its own range."""

    rounds = False

    def forward(self, given):
        if not Product.rounds:
            return super().forward(given)
        return functional.linear(in_steps(given), self.weight_in_steps(), self.bias)

    def weight_in_steps(self):
        weight = self.weight.float()
        step = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / MOST_STEPS
        return through(weight, (weight / step).round() * step)


MOST_STEPS = 64


def in_steps(given):
    """As onnxruntime rounds what it multiplies (DynamicQuantizeLinear): 256 steps from the least to the most of a text, nothing among them."""
    whole = given.float()
    each = tuple(range(1, whole.dim()))
    least, most = whole.amin(each, keepdim=True).clamp(max=0), whole.amax(each, keepdim=True).clamp(min=0)
    step = ((most - least) / 255).clamp(min=1e-8)
    return through(whole, ((whole / step).round().clamp(min=(least / step).round(), max=255 + (least / step).round())) * step)


def through(exact, rounded):
    """The rounded numbers, with the slope of the exact ones."""
    return exact + (rounded - exact).detach()


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.asked = Product(WIDTH, 3 * WIDTH)
        self.told = Product(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = Product(WIDTH, INNER)
        self.down = Product(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-5)
        self.drop = 0.1

    def forward(self, hidden, bias):
        """hidden (batch, tokens, WIDTH); bias (batch, HEADS, tokens, tokens): how near two places are, and far below nothing where a text has ended."""
        many, tokens, _ = hidden.shape
        drop = self.drop if self.training else 0.0
        query, key, value = self.asked(hidden).reshape(many, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        if torch.onnx.is_in_onnx_export():
            weight = (query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + bias).softmax(-1)
            seen = weight @ value
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype), dropout_p=drop)
        told = self.told(seen.transpose(1, 2).reshape(many, tokens, WIDTH))
        hidden = self.norm(hidden + functional.dropout(told, self.drop, self.training))
        return self.last(hidden + functional.dropout(self.down(functional.gelu(self.up(hidden))), self.drop, self.training))


class Body(nn.Module):
    """Layers, and how far apart two words stand, which every layer counts alike."""

    def __init__(self, layers: int):
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.near = nn.Embedding(BUCKETS, HEADS)
        self.register_buffer("bucket", buckets(MOST_TOKENS), persistent=False)

    def forward(self, hidden, mask):
        bias = self.bias(hidden.shape[1], mask)
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden

    def bias(self, tokens, mask):
        near = self.near(self.bucket[:tokens, :tokens]).permute(2, 0, 1).unsqueeze(0)
        return near + (1.0 - mask[:, None, None, :].float()) * -1e4


def buckets(most: int):
    """(most, most): which of BUCKETS tells how far the second place stands from the first; near ones have one each."""
    apart = torch.arange(most)[:, None] - torch.arange(most)[None, :]
    half = BUCKETS // 2
    exact = half // 2
    far = exact + (torch.log(apart.abs().clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return (apart < 0).long() * half + torch.where(apart.abs() < exact, apart.abs(), far.clamp(max=half - 1))


class Words(nn.Module):
    """What stands in a text, each word in its place."""

    def __init__(self, vocabulary: int):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.place = nn.Embedding(MOST_TOKENS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, ids):
        places = torch.arange(ids.shape[1], device=ids.device)
        return functional.dropout(self.norm(self.word(ids) + self.place(places)), 0.1, self.training)


class Read(NamedTuple):
    vector: torch.Tensor
    """(batch, WIDTH), of length 1."""
    words: torch.Tensor
    """(batch, tokens, WORD_NUMBERS), each of length 1."""
    sums: torch.Tensor
    """(batch, classes + 1), danger last."""
    hidden: torch.Tensor
    """(batch, tokens, WIDTH)."""


class Encoder(nn.Module):
    def __init__(self, layers: int, vocabulary: int = 30522):
        super().__init__()
        self.words = Words(vocabulary)
        self.body = Body(layers)
        self.each = Product(WIDTH, WORD_NUMBERS, bias=False)
        self.classes = nn.Linear(WIDTH, len(CLASSES))
        self.danger = nn.Linear(WIDTH, 1)
        self.nothing = nn.Parameter(torch.tensor([9.0, 9.0]))
        """The scores that a passage has to beat before it counts as an answer, by its vector and by its words."""
        for head in (self.classes, self.danger):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def forward(self, ids, mask):
        """ids, mask (batch, tokens)"""
        hidden = self.body(self.words(ids), mask).float()
        vector = functional.normalize(mean_of(hidden, mask), dim=-1)
        sums = torch.cat([self.classes(vector), self.danger(vector)], dim=-1)
        return Read(vector, functional.normalize(self.each(hidden).float(), dim=-1), sums.float(), hidden)

    def parameter_groups(self, rate: float, head_rate: float):
        """At the encoder's rate the heads learn nothing: they have one of their own."""
        heads = [*self.classes.parameters(), *self.danger.parameters(), self.nothing]
        rest = [*self.words.parameters(), *self.body.parameters()]
        return [
            {"params": rest, "lr": rate, "weight_decay": 0.01},
            {"params": [self.each.weight], "lr": 10 * rate, "weight_decay": 0.0},
            {"params": heads, "lr": head_rate, "weight_decay": 0.0},
        ]


def mean_of(hidden, mask):
    weight = mask.unsqueeze(-1).float()
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def from_base(folder: Path, layers: list[int]) -> Encoder:
    """@param layers which of the base's layers are kept, from 0"""
    return layers_of(load_file(str(folder / "base.safetensors")), layers)


def layers_of(weights: dict[str, torch.Tensor], layers: list[int]) -> Encoder:
    """An encoder of some of the layers that these weights have."""
    encoder = Encoder(len(layers), weights["words.word.weight"].shape[0])
    kept = {name: tensor.float() for name, tensor in weights.items() if not name.startswith("body.layers.")}
    for at, layer in enumerate(layers):
        start = f"body.layers.{layer}."
        kept |= {f"body.layers.{at}.{name.removeprefix(start)}": tensor.float() for name, tensor in weights.items() if name.startswith(start)}
    lacking, unknown = encoder.load_state_dict(kept, strict=False)
    odd = [name for name in lacking if name.split(".")[0] not in ("each", "classes", "danger", "nothing")]
    if odd or unknown:
        raise ValueError(f"these weights are not of this encoder: they lack {odd}, and hold {unknown}")
    return encoder


def layers_in(weights: dict[str, torch.Tensor]) -> int:
    return 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("body.layers."))


def tokenizer(folder: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.enable_truncation(MOST_TOKENS)
    found.enable_padding()
    return found


def batch(tokens: Tokenizer, texts: list[str], device="cpu"):
    encoded = tokens.encode_batch(texts)
    ids, mask = ([getattr(one, name) for one in encoded] for name in ("ids", "attention_mask"))
    return torch.tensor(ids, device=device), torch.tensor(mask, device=device)
