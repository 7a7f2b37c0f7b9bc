"""Writes a trained encoder as int8 ONNX, with its tokenizer beside it.

python export.py --base DIR --weights FILE.pt --out DIR
"""

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import Encoder, batch, tokenizer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(options.base)
    encoder.load_state_dict(torch.load(options.weights, map_location="cpu"))
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
    whole.unlink()
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")
    compare(encoder, tokens, small)


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
    vector, logits = session.run(None, {"ids": ids.numpy(), "mask": mask.numpy()})
    with torch.no_grad():
        exact, exact_logits = encoder(ids, mask)
    print("nearness of int8 to float32", np.round((vector * exact.numpy()).sum(1), 4).tolist(), "logits differ by at most", round(float(np.abs(logits - exact_logits.numpy()).max()), 3))
    print(f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
