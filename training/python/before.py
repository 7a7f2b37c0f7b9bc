"""Reads weights back out of the int8 ONNX that export.py wrote, so that training can go on from what is committed."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.numpy_helper import to_array

LEARNT_NOTHING = 7.0


def weights_in(path: Path) -> dict[str, torch.Tensor]:
    """By the names that model.Encoder knows them by, in float32: each within half a step of what was trained."""
    graph = onnx.load(str(path)).graph
    held = {one.name: to_array(one) for one in graph.initializer}

    def whole(name: str) -> np.ndarray:
        zero, scale = (held[f"{name}_{what}"].astype(np.float32) for what in ("zero_point", "scale"))
        return (held[f"{name}_quantized"].astype(np.float32) - zero) * scale

    found = {name: array for name, array in held.items() if not name.startswith(("onnx::", "words.")) and "_" not in name.rsplit(".", 1)[-1]}
    for name in held:
        # Embeddings keep their names; those of the layers are named by the step that uses them, and stand on their side there.
        if name.startswith("bert.embeddings.") and name.endswith("_quantized"):
            found[name.removesuffix("_quantized")] = whole(name.removesuffix("_quantized"))
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        name = node.name.removesuffix("/MatMul_quant").removesuffix("/Gemm_MatMul_quant").strip("/").replace("/", ".")
        found[f"{name}.weight"] = whole(node.input[1].removesuffix("_quantized")).T
    return {name: torch.tensor(np.ascontiguousarray(array, dtype=np.float32)) for name, array in found.items()}


def go_on_from(encoder, path: Path) -> None:
    """Puts what a file of weights holds into the encoder; the score of nothing, which no file holds, begins where it ended before."""
    found = weights_in(path) | {"nothing": torch.tensor(LEARNT_NOTHING)}
    lacking, unknown = encoder.load_state_dict(found, strict=False)
    odd = [name for name in lacking if not name.endswith("position_ids")]
    if odd or unknown:
        raise ValueError(f"{path} is not of this encoder: lacks {odd}, and holds {unknown}")


def mean_with(encoder, path: Path) -> None:
    """Halfway between the encoder and what a file of weights holds: better than either on what neither has learnt, where both went on from the same weights."""
    own, found = encoder.state_dict(), weights_in(path)
    encoder.load_state_dict({name: (tensor + found[name]) / 2 if name in found else tensor for name, tensor in own.items()})
