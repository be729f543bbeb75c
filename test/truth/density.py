"""log p(x) of flows trained by x2z, in float64, from PyTorch's and SciPy's own parts.

Every line of stdin is a JSON object: {"name", "d", "layers", "base" (both as in a model file), "standardisation"
({"mean", "deviation"} or null), "blocks" [{"name", "shape", "offset"}], "parameters" (base64 of little-endian float32),
"points" (n times d numbers, point after point), "solver" ("fixed": the steps a continuous layer was trained with, or
"adaptive": SciPy's DOP853)}. The first line of the answer is {"versions": "..."}, then one {"name", "logDensity"} for
each object, in nats of the whole point.

Only the maps x -> z are written here. Their log-dets come from PyTorch's automatic differentiation, the densities of
the bases from scipy.stats, so that no formula for a derivative is shared with what is tested.
"""

import base64
import json
import math
import sys

import numpy as np
import scipy
import scipy.integrate
import scipy.stats
import torch
from torch.nn.functional import logsigmoid, silu, softplus

torch.set_default_dtype(torch.float64)

LIMIT = 5  # of a log-scale
LEAST = 1e-3  # share of a bin, slope, margin above -1


def bounded(s):
    return LIMIT * torch.tanh(s / LIMIT)


# Scalar bijectors: x [n] and a dictionary of parameters, each [n, size] or [1, size], to z [n].


def affine(x, p, options):
    return x * torch.exp(bounded(p["logScale"][:, 0])) + p["shift"][:, 0]


def shift(x, p, options):
    return x + p["shift"][:, 0]


def polynomial(x, p, options):
    coefficients = torch.exp(bounded(p["logCoefficients"]))
    powers = torch.stack([x * (x / 4) ** (2 * k) for k in range(coefficients.shape[-1])], dim=-1)
    return (coefficients * powers).sum(-1) + p["shift"][:, 0]


def sigmoid(x, p, options):
    return torch.sigmoid(x)


def logit(x, p, options):
    return torch.logit(x)


def mixture_cdf(log_cdf):
    def forward(x, p, options):
        u = (x[:, None] - p["means"]) * torch.exp(-bounded(p["logScales"]))
        log_weights = torch.log_softmax(p["logits"], -1)
        below = torch.logsumexp(log_weights + log_cdf(u), -1)
        if options["onto"] == "unit":
            return torch.exp(below)
        return below - torch.logsumexp(log_weights + log_cdf(-u), -1)

    return forward


def knots_of(logits, low, high):
    """The ends of bins that are a softmax wide: [..., K + 1]."""
    share = LEAST + (1 - LEAST * logits.shape[-1]) * torch.softmax(logits, -1)
    inner = low + (high - low) * torch.cumsum(share, -1)[..., :-1]
    return torch.cat([torch.full_like(logits[..., :1], low), inner, torch.full_like(logits[..., :1], high)], -1)


def steepness(u):
    return softplus(u + math.log(math.exp(1 - LEAST) - 1)) + LEAST


def bin_of(knots, x):
    """The number [n, 1] of the bin that x lies in."""
    inner = knots[..., 1:-1].expand(len(x), -1).contiguous()
    return torch.searchsorted(inner.detach(), x.detach()[:, None].contiguous())


def pick(values, index):
    return values.expand(len(index), -1).gather(-1, index)[:, 0]


def rational_quadratic_spline(x, p, options):
    bound = options["bound"]
    inside = x.abs() < bound
    at = torch.where(inside, x, torch.zeros_like(x))
    xs, ys = knots_of(p["widths"], -bound, bound), knots_of(p["heights"], -bound, bound)
    ends = torch.ones_like(p["slopes"][..., :1])
    slopes = torch.cat([ends, steepness(p["slopes"]), ends], -1)
    k = bin_of(xs, at)
    x0, x1, y0, y1 = pick(xs, k), pick(xs, k + 1), pick(ys, k), pick(ys, k + 1)
    d0, d1, s = pick(slopes, k), pick(slopes, k + 1), (y1 - y0) / (x1 - x0)
    t = (at - x0) / (x1 - x0)
    z = y0 + (y1 - y0) * (s * t**2 + d0 * t * (1 - t)) / (s + (d1 + d0 - 2 * s) * t * (1 - t))
    return torch.where(inside, z, x)


def piecewise_linear(x, p, options):
    ys = knots_of(p["heights"], 0.0, 1.0)
    bins = ys.shape[-1] - 1
    k = bin_of(torch.linspace(0, 1, bins + 1)[None], x)
    return torch.lerp(pick(ys, k), pick(ys, k + 1), x * bins - k[:, 0])


def piecewise_quadratic(x, p, options):
    """The trapezium rule is exact for a density of straight pieces: up to the bin of x, and from its left end to x."""
    xs, heights = knots_of(p["widths"], 0.0, 1.0), steepness(p["heights"])
    cdf = torch.cumulative_trapezoid(heights, xs, dim=-1)
    cdf = torch.cat([torch.zeros_like(cdf[..., :1]), cdf], -1)
    k = bin_of(xs, x)
    x0, h0 = pick(xs, k), pick(heights, k)
    here = torch.lerp(h0, pick(heights, k + 1), (x - x0) / (pick(xs, k + 1) - x0))
    return (pick(cdf, k) + (x - x0) * (h0 + here) / 2) / cdf[..., -1]


SCALARS = {
    "affine": (affine, lambda o: {"shift": 1, "logScale": 1}),
    "shift": (shift, lambda o: {"shift": 1}),
    "polynomial": (polynomial, lambda o: {"shift": 1, "logCoefficients": (int(o["degree"]) + 1) // 2}),
    "sigmoid": (sigmoid, lambda o: {}),
    "logit": (logit, lambda o: {}),
    "gaussianMixtureCdf": (mixture_cdf(torch.special.log_ndtr), lambda o: dict.fromkeys(["logits", "means", "logScales"], o["components"])),
    "logisticMixtureCdf": (mixture_cdf(logsigmoid), lambda o: dict.fromkeys(["logits", "means", "logScales"], o["components"])),
    "rationalQuadraticSpline": (rational_quadratic_spline, lambda o: {"widths": o["bins"], "heights": o["bins"], "slopes": o["bins"] - 1}),
    "piecewiseLinear": (piecewise_linear, lambda o: {"heights": o["bins"]}),
    "piecewiseQuadratic": (piecewise_quadratic, lambda o: {"widths": o["bins"], "heights": o["bins"] + 1}),
}

# What they map onto (0, 1), where the way back looks for its bracket in x: the line, or (0, 1).
UNIT_DOMAIN = {"logit", "piecewiseLinear", "piecewiseQuadratic"}


def turned(forward, on_unit):
    """The inverse of an increasing map: bisection, then one Newton step that carries the gradients."""

    def backward(y, p, options):
        with torch.no_grad():
            low, high = torch.full_like(y, 0.0 if on_unit else -1e4), torch.full_like(y, 1.0 if on_unit else 1e4)
            for _ in range(80):
                middle = (low + high) / 2
                above = forward(middle, p, options) > y
                low, high = torch.where(above, low, middle), torch.where(above, middle, high)
        with torch.enable_grad():
            at = ((low + high) / 2).requires_grad_()
            value = forward(at, p, options)
            (slope,) = torch.autograd.grad(value.sum(), at, retain_graph=True)
        return at.detach() - (forward(at.detach(), p, options) - y) / slope

    return backward


class Blocks:
    """The weights of a model by name."""

    def __init__(self, blocks, parameters):
        numbers = torch.tensor(np.frombuffer(base64.b64decode(parameters), dtype="<f4").astype(np.float64))
        self.blocks = {b["name"]: numbers[b["offset"] : b["offset"] + math.prod(b["shape"])].reshape(b["shape"]) for b in blocks}

    def __getitem__(self, name):
        return self.blocks[name]

    def network(self, name, x, options):
        act = {"tanh": torch.tanh, "softplus": softplus, "silu": silu}[options["activation"]]
        for i in range(1, options["depth"] + 1):
            after = act(x @ self[f"{name} · hidden {i} · weights"] + self[f"{name} · hidden {i} · bias"])
            x = x + after if i > 1 and options.get("connections") == "residual" else after
        return x @ self[f"{name} · output · weights"] + self[f"{name} · output · bias"]


def scalar_of(spec):
    """A scalar bijector of a spec as x, vector of parameters -> z, and how many parameters it has."""
    name, options = spec["scalar"], spec["options"]
    forward, sizes_of = SCALARS[name]
    sizes = sizes_of(options)
    if options.get("direction") == "inverse":
        forward = turned(forward, name in UNIT_DOMAIN)

    def apply(x, vector):
        parts = dict(zip(sizes, torch.split(vector, list(sizes.values()), dim=-1))) if sizes else {}
        return forward(x, parts, options)

    return apply, sum(sizes.values())


# Layers: points [n, d] to points [n, d].


def elementwise(spec, name, blocks):
    scalar, size = scalar_of(spec)

    def forward(x):
        return torch.stack([scalar(x[:, k], blocks[f"{name} · x{k + 1}"][None] if size else None) for k in range(x.shape[1])], 1)

    return forward


def actnorm(spec, name, blocks):
    return elementwise({"scalar": "affine", "options": {}}, name, blocks)


def in_order(reads):
    def build(spec, name, blocks):
        scalar, _ = scalar_of(spec)
        options = spec["options"]

        def forward(x):
            d = x.shape[1]
            order = list(range(d)) if options["order"] == "forward" else list(reversed(range(d)))
            z = {}
            for i, k in enumerate(order):
                own = f"{name} · x{k + 1}"
                earlier = [x[:, j] if reads == "x" else z[j] for j in order[:i]]
                vector = blocks.network(own, torch.stack(earlier, 1), options) if i else blocks[own][None]
                z[k] = scalar(x[:, k], vector)
            return torch.stack([z[k] for k in range(d)], 1)

        return forward

    return build


def coupling(spec, name, blocks):
    scalar, size = scalar_of(spec)
    options = spec["options"]

    def forward(x):
        d = x.shape[1]
        second = [k >= d // 2 if options.get("mask", "halves") == "halves" else k % 2 == 1 for k in range(d)]
        changed = [k for k in range(d) if second[k] == (options["transforms"] == "second")]
        kept = [k for k in range(d) if k not in changed]
        vectors = torch.split(blocks.network(name, x[:, kept], options), size, dim=-1)
        z = {k: x[:, k] for k in kept} | {k: scalar(x[:, k], vector) for k, vector in zip(changed, vectors)}
        return torch.stack([z[k] for k in range(d)], 1)

    return forward


def reordered(x, how):
    return {"none": x, "reverse": x.flip(1), "rotate": x.roll(1, 1)}[how]


def permutation(spec, name, blocks):
    return lambda x: reordered(x, spec["options"].get("reorder", "reverse"))


def rotation(spec, name, blocks):
    def forward(x):
        columns, d = list(x.T), x.shape[1]
        planes = [(i, j) for i in range(d) for j in range(i + 1, d)]
        for t, (i, j) in zip(blocks[f"{name} · tan θ/2"], planes):
            angle = 2 * torch.atan(t)
            a, b = columns[i], columns[j]
            columns[i], columns[j] = a * torch.cos(angle) - b * torch.sin(angle), a * torch.sin(angle) + b * torch.cos(angle)
        return torch.stack(columns, 1)

    return forward


def triangle(diagonal, beside, half):
    """A matrix from its diagonal and what stands beside it, row by row from the corner of the triangle."""
    d = len(diagonal)
    lower = torch.zeros(d, d)
    lower[tuple(torch.tril_indices(d, d, -1))] = beside
    return torch.diag(diagonal) + (lower if half == "lower" else lower.flip(0, 1))


def triangular(spec, name, blocks):
    def forward(x):
        d, numbers = x.shape[1], blocks[f"{name} · shift and matrix"]
        matrix = triangle(torch.exp(bounded(numbers[d : 2 * d])), numbers[2 * d :], spec["options"]["half"])
        return x @ matrix.T + numbers[:d]

    return forward


def plu(spec, name, blocks):
    def forward(x):
        d, numbers = x.shape[1], blocks[f"{name} · matrix"]
        beside = d * (d - 1) // 2
        upper = triangle(torch.exp(bounded(numbers[:d])), numbers[d : d + beside], "upper")
        lower = triangle(torch.ones(d), numbers[d + beside :], "lower")
        return reordered(x @ upper.T @ lower.T, spec["options"]["reorder"])

    return forward


def above_minus_one(a):
    return softplus(a + math.log(math.expm1(1 - LEAST))) - (1 - LEAST)


def planar(spec, name, blocks):
    def forward(x):
        d = x.shape[1]
        w, b, u = blocks[f"{name} · plane"][:d], blocks[f"{name} · plane"][d], blocks[f"{name} · push"]
        push = u + (above_minus_one(w @ u) - w @ u) * w / (w @ w)
        return x + push * torch.tanh(x @ w + b)[:, None]

    return forward


def radial(spec, name, blocks):
    def forward(x):
        numbers = blocks[f"{name} · reach and strength"]
        offset = x - blocks[f"{name} · centre"]
        reach = torch.exp(bounded(numbers[0]))
        beta = reach * above_minus_one(numbers[1])
        return x + beta * offset / (reach + torch.linalg.vector_norm(offset, dim=1, keepdim=True))

    return forward


STRUCTURES = {
    "elementwise": elementwise,
    "actnorm": actnorm,
    "autoregressive": in_order("x"),
    "inverseAutoregressive": in_order("z"),
    "coupling": coupling,
    "permutation": permutation,
    "rotation": rotation,
    "triangular": triangular,
    "plu": plu,
    "planar": planar,
    "radial": radial,
}


def jacobian(layer, x):
    """z [n, d] and ∂z/∂x [n, d, d]; a point of the batch depends on no other."""
    with torch.enable_grad():
        at = x.detach().requires_grad_()
        z = layer(at)
        rows = [torch.autograd.grad(z[:, i].sum(), at, retain_graph=True, allow_unused=True)[0] for i in range(z.shape[1])]
    return z.detach(), torch.stack(rows, 1)


def mapped(layer, x):
    z, rows = jacobian(layer, x)
    return z, torch.linalg.slogdet(rows)[1]


def continuous(spec, name, blocks, solver):
    options = spec["options"]

    def field(x, t):
        """dx/dt [n, d] and its divergence [n], the trace of the Jacobian."""
        clock = torch.full((len(x), 1), t)
        velocity, rows = jacobian(lambda at: blocks.network(name, torch.cat([at, clock], 1), options), x)
        return velocity, torch.diagonal(rows, dim1=1, dim2=2).sum(-1)

    def fixed(x):
        h, gained = 1 / options["steps"], torch.zeros(len(x))
        for step in range(options["steps"]):
            t = step * h
            v1, g1 = field(x, t)
            v2, g2 = field(x + h / 2 * v1, t + h / 2)
            v3, g3 = field(x + h / 2 * v2, t + h / 2)
            v4, g4 = field(x + h * v3, t + h)
            x, gained = x + h / 6 * (v1 + 2 * v2 + 2 * v3 + v4), gained + h / 6 * (g1 + 2 * g2 + 2 * g3 + g4)
        return x, gained

    def adaptive(x):
        n, d = x.shape

        def motion(t, state):
            velocity, divergence = field(torch.tensor(state[: n * d]).reshape(n, d), t)
            return np.concatenate([velocity.reshape(-1).numpy(), divergence.numpy()])

        start = np.concatenate([x.reshape(-1).numpy(), np.zeros(n)])
        end = scipy.integrate.solve_ivp(motion, (0.0, 1.0), start, method="DOP853", rtol=1e-9, atol=1e-9).y[:, -1]
        return torch.tensor(end[: n * d]).reshape(n, d), torch.tensor(end[n * d :])

    return {"fixed": fixed, "adaptive": adaptive}[solver]


def base_mixture(z, spec, blocks):
    options, d = spec["options"], z.shape[1]
    count, groups = options["components"], d if options["over"] == "axes" else 1
    if options["fit"] == "learned":
        logits, means, scales = (blocks[f"base · {part}"] for part in ("logits", "means", "logScales"))
        scales = torch.exp(bounded(scales))
    else:
        angle = math.pi + 2 * math.pi * torch.arange(count) / count
        line = torch.linspace(-2, 2, count)
        logits, scales = torch.zeros(groups * count), torch.exp(bounded(torch.log(torch.full((groups * count,), 0.6))))
        means = line.repeat(d) if groups == d else torch.cat([2 * torch.cos(angle), 2 * torch.sin(angle)])
    means, total = means.reshape(d, count), 0.0
    for group in range(groups):
        own = slice(group * count, (group + 1) * count)
        axes = slice(group, group + 1) if groups == d else slice(0, d)
        components = torch.distributions.Independent(torch.distributions.Normal(means[axes].T, scales[own][:, None]), 1)
        mixture = torch.distributions.MixtureSameFamily(torch.distributions.Categorical(logits=logits[own]), components)
        total = total + mixture.log_prob(z[:, axes])
    return total.numpy()


def base_density(z, spec, blocks):
    name, options = spec["name"], spec["options"]
    if name == "mixture":
        return base_mixture(z, spec, blocks)
    standard = {
        "normal": lambda: scipy.stats.norm(),
        "uniform": lambda: scipy.stats.uniform(),
        "beta": lambda: scipy.stats.beta(options["a"], options["b"]),
        "logistic": lambda: scipy.stats.logistic(),
        "studentT": lambda: scipy.stats.t(options["freedom"]),
    }[name]()
    return standard.logpdf(z.numpy()).sum(-1)


def log_density(model):
    blocks = Blocks(model["blocks"], model["parameters"])
    x = torch.tensor(model["points"]).reshape(-1, model["d"])
    total = torch.zeros(len(x))
    if model["standardisation"]:
        mean, deviation = (torch.tensor(model["standardisation"][part]) for part in ("mean", "deviation"))
        x = (x - mean) / deviation
        total = total - deviation.log().sum()
    for i, spec in enumerate(model["layers"]):
        name = f"layer {i + 1}"
        if spec["structure"] == "continuous":
            x, log_det = continuous(spec, name, blocks, model["solver"])(x)
        else:
            x, log_det = mapped(STRUCTURES[spec["structure"]](spec, name, blocks), x)
        total = total + log_det
    return total.numpy() + base_density(x, model["base"], blocks)


def main():
    print(json.dumps({"versions": f"PyTorch {torch.__version__}, SciPy {scipy.__version__}"}), flush=True)
    for line in sys.stdin:
        model = json.loads(line)
        print(json.dumps({"name": model["name"], "logDensity": log_density(model).tolist()}), flush=True)


main()
