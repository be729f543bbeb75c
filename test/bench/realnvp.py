"""RealNVP in PyTorch, eager, on one thread: the same model as x2z's, timed by whole optimizer steps.

Reads one JSON object from the first line of stdin: {"blocks": [{"shape": [...], "values": [...]}, ...] (weights
[inputs, outputs] and bias of every layer, coupling after coupling), "batches": [[first coordinates], [second], ...],
"learningRate": number}. Answers with {"backend": "..."}; then every line "n" takes n optimizer steps and answers with
{"seconds": ..., "loss": ...}, the loss in nats.
"""

import json
import math
import os
import re
import sys
import time

# The linear algebra library under PyTorch reads its own count of threads, once, when it is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import torch
from torch import nn

torch.set_num_threads(1)


def linear(weights, bias):
    """A dense layer of given numbers; PyTorch keeps weights as [outputs, inputs]."""
    inputs, outputs = weights["shape"]
    layer = nn.Linear(inputs, outputs)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(weights["values"]).reshape(inputs, outputs).T)
        layer.bias.copy_(torch.tensor(bias["values"]))
    return layer


class RealNvp(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        layers = [linear(blocks[i], blocks[i + 1]) for i in range(0, len(blocks), 2)]
        self.conditioners = nn.ModuleList(
            nn.Sequential(layers[i], nn.Tanh(), layers[i + 1], nn.Tanh(), layers[i + 2]) for i in range(0, len(layers), 3)
        )

    def forward(self, x):
        """Mean negative log-likelihood of points [n, 2]."""
        kept, changed = x[:, :1], x[:, 1:]
        log_det = 0.0
        for conditioner in self.conditioners:
            shift, log_scale = conditioner(kept).chunk(2, dim=1)
            log_scale = 5 * torch.tanh(log_scale / 5)
            kept, changed = changed * torch.exp(log_scale) + shift, kept
            log_det = log_det + log_scale
        return (0.5 * (kept * kept + changed * changed) - log_det).mean() + math.log(2 * math.pi)


def blas():
    """The linear algebra library that is really loaded; the slow reference one is PyTorch's on a bare Debian."""
    try:
        with open("/proc/self/maps") as maps:
            found = re.findall(r"/(lib(?:openblas|mkl_rt|blis|atlas|blas)[^/\s]*)$", maps.read(), re.MULTILINE)
    except OSError:
        found = []
    known = [name for name in found if not name.startswith("libblas")]
    return "reference BLAS, slow" if found and not known else (known or ["own BLAS"])[0].split(".so")[0]


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    job = json.loads(sys.stdin.readline())
    model = RealNvp(job["blocks"])
    batches = [torch.tensor(batch).T.contiguous() for batch in job["batches"]]
    optimizer = torch.optim.Adam(model.parameters(), lr=job["learningRate"])
    answer({"backend": f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread, {blas()}"})
    step = 0
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            optimizer.zero_grad(set_to_none=True)
            loss = model(batches[step % len(batches)])
            loss.backward()
            optimizer.step()
            step += 1
        answer({"seconds": time.perf_counter() - start, "loss": loss.item()})


main()
