"""Writes a trained encoder as int8 ONNX, with its tokenizer beside it.

python export.py --base DIR --weights FILE.pt --passages FILE.jsonl --out DIR [--mean FILE.onnx]     the mean of both, where both went on from the same weights
python export.py --words FILE.onnx --base DIR --passages FILE.jsonl     only adds the output `words` to a file that has none
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from before import mean_with
from model import Encoder, batch, tokenizer


WORD_NUMBERS = 96
"""So many numbers are kept of each word. With all 384 two questions in a hundred more find their passage, at four times the memory."""

MIDDLE = 2
"""So many of the first layers serve the hearing too, which goes on from there with its own."""

LAST = "/bert/encoder/layer.5/output/LayerNorm/LayerNormalization_output_0"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--words", type=Path)
    parser.add_argument("--mean", type=Path)
    options = parser.parse_args()
    if options.words:
        add_words(options.words, tokenizer(options.base), options.passages)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(options.base)
    encoder.load_state_dict(torch.load(options.weights, map_location="cpu"))
    if options.mean:
        mean_with(encoder, options.mean)
    encoder.eval()
    tokens = tokenizer(options.base)
    ids, mask = batch(tokens, ["can i add a year 11 on insta", "a pupil told me something"])
    whole = options.out / "encoder.fp32.onnx"
    torch.onnx.export(
        encoder,
        (ids, mask),
        str(whole),
        input_names=["ids", "mask"],
        output_names=["vector", "logits"],
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in ("ids", "mask")} | {"vector": {0: "batch"}, "logits": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    small = options.out / "encoder.onnx"
    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    strip(small)
    add_words(small, tokens, options.passages)
    add_middle(small)
    whole.unlink()
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")
    compare(encoder, tokens, small)


def add_words(path: Path, tokens, passages: Path) -> None:
    """Adds the output `words` (batch, tokens, WORD_NUMBERS): each word in its sentence, of length 1, from the last layer.

    What words of passages have in common is taken away, and of the rest the directions are kept in which they differ most.
    """
    import onnxruntime

    model = onnx.load(str(path))
    model.graph.output.append(onnx.helper.make_tensor_value_info(LAST, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(model.SerializeToString())
    seen = []
    for line in passages.read_text(encoding="utf8").splitlines()[::6]:
        ids, mask = batch(tokens, [json.loads(line)["encoded"]])
        hidden = session.run([LAST], {"ids": ids.numpy(), "mask": mask.numpy()})[0][0][1:-1]
        seen.append(hidden / np.linalg.norm(hidden, axis=1, keepdims=True))
    words = np.concatenate(seen)
    mean = words.mean(0)
    values, directions = np.linalg.eigh((words - mean).T @ (words - mean) / len(words))
    kept = directions[:, ::-1][:, :WORD_NUMBERS]
    print(f"{len(words)} words; {values[::-1][:WORD_NUMBERS].sum() / values.sum():.2f} of their difference kept")

    model = onnx.load(str(path))
    number = onnx.numpy_helper.from_array
    model.graph.initializer.extend([number(mean.astype(np.float32), "words.mean"), number(kept.astype(np.float32), "words.kept")])
    node = onnx.helper.make_node
    model.graph.node.extend(
        [
            node("LpNormalization", [LAST], ["words.one"], axis=-1, p=2),
            node("Sub", ["words.one", "words.mean"], ["words.apart"]),
            node("MatMul", ["words.apart", "words.kept"], ["words.fewer"]),
            node("LpNormalization", ["words.fewer"], ["words"], axis=-1, p=2),
        ]
    )
    model.graph.output.append(onnx.helper.make_tensor_value_info("words", onnx.TensorProto.FLOAT, ["batch", "tokens", WORD_NUMBERS]))
    onnx.save(model, str(path))


def add_middle(path: Path) -> None:
    """Adds the output `middle` (batch, tokens, 384) where there is none: what the first layers make of a text."""
    model = onnx.load(str(path))
    if any(output.name == "middle" for output in model.graph.output):
        return
    of = f"/bert/encoder/layer.{MIDDLE - 1}/output/LayerNorm/LayerNormalization_output_0"
    model.graph.node.append(onnx.helper.make_node("Identity", [of], ["middle"]))
    model.graph.output.append(onnx.helper.make_tensor_value_info("middle", onnx.TensorProto.FLOAT, ["batch", "tokens", 384]))
    onnx.save(model, str(path))


def strip(path: Path) -> None:
    """Names of the exporting machine's files do not belong into the weights."""
    model = onnx.load(str(path))
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, str(path))


def compare(encoder, tokens, path: Path) -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path))
    texts = ["can i add a year 11 on insta", "he did it again", "Staff must not accept friend requests from pupils."]
    ids, mask = batch(tokens, texts)
    vector, logits = session.run(["vector", "logits"], {"ids": ids.numpy(), "mask": mask.numpy()})
    with torch.no_grad():
        exact, exact_logits = encoder(ids, mask)
    print("nearness of int8 to float32", np.round((vector * exact.numpy()).sum(1), 4).tolist(), "logits differ by at most", round(float(np.abs(logits - exact_logits.numpy()).max()), 3))
    print(f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
