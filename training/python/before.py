"""Reads weights back out of the int8 ONNX that export.py wrote, so that a sitting can go on from what is committed.

python before.py FILE.onnx FILE.safetensors
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.numpy_helper import to_array
from safetensors.torch import save_file


def weights_in(path: Path) -> dict[str, torch.Tensor]:
    """By the names that model.py knows them by, in float32: each within half a step of what was trained. What only training needs is not among them."""
    graph = onnx.load(str(path)).graph
    held = {one.name: to_array(one) for one in graph.initializer}

    def whole(name: str) -> np.ndarray:
        zero, scale = (held[f"{name}_{what}"].astype(np.float32) for what in ("zero_point", "scale"))
        return (held[f"{name}_quantized"].astype(np.float32) - zero) * scale

    found = {name: array for name, array in held.items() if name.endswith((".weight", ".bias")) and not name.startswith("onnx::")}
    for name in held:
        # What is looked up keeps its name; products are named by the step that uses them, and stand on their side there.
        if name.endswith(".weight_quantized") and not name.startswith("onnx::"):
            found[name.removesuffix("_quantized")] = whole(name.removesuffix("_quantized"))
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            step = node.name.removesuffix("_quant").removesuffix("/MatMul").strip("/").replace("/", ".")
            found[f"{owner(step, held)}.weight"] = whole(node.input[1].removesuffix("_quantized")).T
    return {name.removeprefix("encoder."): torch.tensor(np.ascontiguousarray(array, dtype=np.float32)) for name, array in found.items()}


def owner(step: str, held) -> str:
    """The module of a step: the exporter leaves out of its name what the module's own stands in."""
    biases = [name.removesuffix(".bias") for name in held if name.endswith(".bias")]
    return next((name for name in biases if name.endswith(f".{step}") or name == step), step or "each")


if __name__ == "__main__":
    save_file(weights_in(Path(sys.argv[1])), sys.argv[2])
