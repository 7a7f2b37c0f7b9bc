"""One sitting: everything that Python learns, from what `npm run train` has written into a folder. It needs this folder of scripts and that one, and no Node.

python sitting.py --in DIR --base DIR --out DIR [--seed N] [--times N] [--without LOT,LOT]

DIR holds `open` (the data), `passages.jsonl`, `left-out.json` and `lessons.jsonl`; the base is what base.py writes. Two encoders are learnt, one without the
policies that are left out, to fit on, and one with all: first the whole body (TEACHER), then fewer of its layers, taught by it (TAUGHT). Then the hearing goes
on from the second. `--times` is how many times as much goes into a step: 3 on a GPU, where both go side by side and take some twenty minutes on an H200.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from threading import Thread

import torch

HERE = Path(__file__).parent
LAYERS = "0,2,4,7,9,11"
TEACHER = ["--steps", "700", "--rate", "4e-5"]
TAUGHT = ["--layers", LAYERS, "--rounds-from", "500", "--steps", "1800", "--rate", "8e-5", "--head-rate", "1e-2"]
ALWAYS = ["--distress", "3", "--pairs", "third,twins,y-distress"]


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("in", "base", "out"):
        parser.add_argument(f"--{name}", dest=f"{name}_", type=Path, required=True)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--times", default="1")
    parser.add_argument("--without", default="")
    options = parser.parse_args()
    given, out = options.in_, options.out_
    out.mkdir(parents=True, exist_ok=True)
    always = ["--data", given / "open", "--passages", given / "passages.jsonl", "--base", options.base_, "--seed", options.seed, "--times", options.times]
    always += ALWAYS + (["--without", options.without] if options.without else [])

    def learn(name: str, *more) -> None:
        teacher, encoder = out / f"teacher-{name}.safetensors", out / f"{name}.safetensors"
        run("train.py", *always, *more, *TEACHER, "--out", teacher)
        run("train.py", *always, *more, *TAUGHT, "--after", teacher, "--teacher", teacher, "--out", encoder)

    def fold() -> None:
        learn("fold-0", "--fold", "0", "--left-out", given / "left-out.json")

    def whole() -> None:
        learn("encoder")
        run(
            "hearing.py", "--encoder", out / "encoder.safetensors", "--base", options.base_, "--lessons", given / "lessons.jsonl",
            "--times", options.times, "--out", out / "hearing.safetensors",
        )

    if not torch.cuda.is_available():
        fold()
        whole()
        return
    both = [Thread(target=one) for one in (fold, whole)]
    for one in both:
        one.start()
    for one in both:
        one.join()


def run(script: str, *args) -> None:
    subprocess.run([sys.executable, HERE / script, *map(str, args)], check=True)


if __name__ == "__main__":
    main()
