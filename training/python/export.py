"""Writes a trained encoder as int8 ONNX, with its tokenizer beside it.

python export.py --base DIR --given DIR --weights FILE.safetensors --out DIR [--mean FILE.safetensors]     the mean of both, where both went on from the same weights

DIR of `--given` holds `passages.jsonl` and `lessons.jsonl`: a few of those texts tell how great each number becomes.
Weights have seven bits: a processor without VNNI adds two products in sixteen bits, which eight would overflow, and then it would read otherwise than one with.
"""

import argparse
import json
import math
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn

from model import INNER, Encoder, batch, layers_in, layers_of, tokenizer

MIDDLE = 2
"""So many of the first layers serve the hearing too, which goes on from there with its own."""


OF_WHAT_IS_GIVEN = 0.65
"""So much of what a column's scale is comes from what it is given, the rest from its weights."""


class AsShipped(nn.Module):
    """What the product takes of an encoder: vectors, words, and the middle, from which the hearing goes on."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, ids, mask):
        body = self.encoder.body
        bias = body.bias(ids.shape[1], mask)
        hidden = self.encoder.words(ids)
        for layer in body.layers[:MIDDLE]:
            hidden = layer(hidden, bias)
        middle = hidden
        for layer in body.layers[MIDDLE:]:
            hidden = layer(hidden, bias)
        weight = mask.unsqueeze(-1).float()
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return (
            mean / mean.norm(dim=-1, keepdim=True),
            self.encoder.each(hidden) / self.encoder.each(hidden).norm(dim=-1, keepdim=True),
            middle,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("base", "given", "weights", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--mean", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = encoder_in(options.weights, options.mean)
    tokens = tokenizer(options.base)
    file = options.out / "encoder.onnx"
    texts = batch(tokens, ["can i add a year 11 on insta", "a pupil told me something"])
    shipped = AsShipped(encoder).eval()
    even(encoder.body.layers, lambda text: shipped(*batch(tokens, [text])), texts_in(options.given))
    small(shipped, texts, ["ids", "mask"], ["vector", "words", "middle"], file)
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")
    compare(encoder_in(options.weights, options.mean), tokens, file)


def texts_in(given: Path, most: int = 240) -> list[str]:
    """Of passages and of lessons as many each, from all over them."""
    found = []
    for name, key in (("passages.jsonl", "encoded"), ("lessons.jsonl", "text")):
        lines = [json.loads(line) for line in (given / name).read_text(encoding="utf8").splitlines()]
        texts = [line[key] for line in lines if key in line]
        found += texts[:: math.ceil(2 * len(texts) / most)]
    return found


class Evened(nn.Module):
    """A product whose columns are put on one scale before they are rounded, which its weights make up for."""

    def __init__(self, product: nn.Linear, most: torch.Tensor):
        """@param most how great each column became"""
        super().__init__()
        scale = most.clamp(min=1e-5) ** OF_WHAT_IS_GIVEN / product.weight.abs().amax(0).clamp(min=1e-5) ** (1 - OF_WHAT_IS_GIVEN)
        scale = scale / scale.mean()
        self.by = nn.Parameter(1 / scale)
        self.product = product
        with torch.no_grad():
            product.weight.mul_(scale)

    def forward(self, given):
        return self.product(given * self.by)


def even(layers, read, texts: list[str]) -> None:
    """
    A few columns of what GELU gives are many times as great as the rest (SmoothQuant: Xiao et al. 2023), which by one step for all would be rounded away: so the
    second product of each layer has its columns put on one scale.
    @param read reads a text through these layers
    """
    most = [torch.zeros(INNER) for _ in layers]

    def seen(at: int):
        def see(_, given):
            most[at] = torch.maximum(most[at], given[0].detach().abs().reshape(-1, INNER).amax(0))

        return see

    hooks = [layer.down.register_forward_pre_hook(seen(at)) for at, layer in enumerate(layers)]
    with torch.no_grad():
        for text in texts:
            read(text)
    for hook in hooks:
        hook.remove()
    for layer, its in zip(layers, most):
        layer.down = Evened(layer.down, its)


def encoder_in(file: Path, mean: Path | None = None) -> Encoder:
    weights = load_file(str(file))
    if mean:
        other = load_file(str(mean))
        weights = {name: (tensor.float() + other[name].float()) / 2 for name, tensor in weights.items()}
    return layers_of(weights, list(range(layers_in(weights)))).eval()


def small(module, inputs, names, outputs, out: Path) -> None:
    """Writes a module as int8 ONNX: its products, and what it looks up."""
    whole = out.with_suffix(".fp32.onnx")
    axes = {name: {0: "batch", 1: "tokens"} for name in [*names, *outputs]}
    axes |= {name: {0: "batch"} for name in outputs if name in ("vector", "sums")}
    torch.onnx.export(
        module, inputs, str(whole), input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False,
    )
    quantize_dynamic(str(whole), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()
    model = onnx.load(str(out))
    for node in model.graph.node:
        # Names of the exporting machine's files do not belong into the weights.
        node.doc_string = ""
    onnx.save(model, str(out))


def compare(encoder, tokens, path: Path) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path))
    texts = ["can i add a year 11 on insta", "he did it again", "Staff must not accept friend requests from pupils."]
    near, each = [], []
    for text in texts:
        ids, mask = batch(tokens, [text])
        vector, words = session.run(["vector", "words"], {"ids": ids.numpy(), "mask": mask.numpy()})
        with torch.no_grad():
            exact, exact_words, _, _ = encoder(ids, mask)
        near.append(float((vector * exact.numpy()).sum()))
        each.append(float((words * exact_words.numpy()).sum(-1).mean()))
    print("nearness of int8 to float32", np.round(near, 4).tolist(), "of words", np.round(each, 4).tolist(), f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
