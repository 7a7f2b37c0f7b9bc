"""One small encoder for both jobs: passages are ranked by its vectors, messages are told apart by a linear head on them."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from data import CLASSES

MOST_TOKENS = 128


class Encoder(nn.Module):
    def __init__(self, base: Path):
        super().__init__()
        self.bert = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        width = self.bert.config.hidden_size
        self.classes = nn.Linear(width, len(CLASSES))
        self.danger = nn.Linear(width, 1)
        self.nothing = nn.Parameter(torch.tensor(9.0))
        """The score that a passage has to beat before it counts as an answer, on the scale of `SCALE` times the cosine."""
        for head in (self.classes, self.danger):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def forward(self, ids, mask):
        """ids, mask: (batch, tokens). Vectors of length 1 (batch, width); logits (batch, classes + 1), danger last."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weight = mask.unsqueeze(-1).float()
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        vector = nn.functional.normalize(mean, dim=-1)
        return vector, torch.cat([self.classes(vector), self.danger(vector)], dim=-1)

    def parameter_groups(self, rate: float, head_rate: float):
        """At the encoder's rate the heads learn nothing: they have one of their own."""
        heads = [*self.classes.parameters(), *self.danger.parameters(), self.nothing]
        known = {id(one) for one in heads}
        rest = [one for one in self.bert.parameters() if id(one) not in known]
        return [{"params": rest, "lr": rate, "weight_decay": 0.01}, {"params": heads, "lr": head_rate, "weight_decay": 0.0}]


def tokenizer(base: Path) -> Tokenizer:
    found = Tokenizer.from_file(str(base / "tokenizer.json"))
    found.enable_truncation(MOST_TOKENS)
    found.enable_padding()
    return found


def batch(tokens: Tokenizer, texts: list[str]):
    encoded = tokens.encode_batch(texts)
    return torch.tensor([one.ids for one in encoded]), torch.tensor([one.attention_mask for one in encoded])
