"""Models of feature vectors: each with the input a person would write, where there is one."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Perceptron(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(784, 32)
        self.out = nn.Linear(32, 10)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(F.relu(self.hidden(x)))


class DefinedInAnotherOrder(nn.Module):
    """The module defined first is called last."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(32, 10)
        self.body = nn.Linear(12, 32)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(x).relu())


class BareWeights(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(7, 5))
        self.bias = nn.Parameter(torch.rand(5))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight + self.bias


class FunctionalLinear(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(5, 7))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight)


class Siamese(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.tower = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 4))

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return (self.tower(a) - self.tower(b)).norm(dim=1)


class TwoTowers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.left = nn.Linear(10, 4)
        self.right = nn.Linear(6, 4)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return (self.left(x) * self.right(y)).sum(1)


class NamedTowers(nn.Module):
    """Each input has a word in common with its tower."""

    def __init__(self) -> None:
        super().__init__()
        self.audio_encoder = nn.Linear(40, 4)
        self.video_encoder = nn.Linear(64, 4)

    def forward(self, video: Tensor, audio: Tensor) -> Tensor:
        return self.video_encoder(video) + self.audio_encoder(audio)


class ConditionJoined(nn.Module):
    """A generator to whose noise a condition is joined."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(110, 32), nn.ReLU(), nn.Linear(32, 4))

    def forward(self, z: Tensor, condition: Tensor) -> Tensor:
        return self.net(torch.cat([z, condition], dim=1))


class ConditionalGenerator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Embedding(10, 50)
        self.net = nn.Sequential(nn.Linear(150, 64), nn.ReLU(), nn.Linear(64, 784))

    def forward(self, z: Tensor, y: Tensor) -> Tensor:
        return self.net(torch.cat([z, self.embed(y)], 1)).view(-1, 1, 28, 28)


class Variational(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Linear(784, 64)
        self.mean, self.log_variance = nn.Linear(64, 8), nn.Linear(64, 8)
        self.decoder = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 784))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        h = self.encoder(x.view(-1, 784)).relu()
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.randn_like(mean) * (log_variance / 2).exp()
        return self.decoder(z).sigmoid(), mean, log_variance


class Repeated(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.Linear(6, 6)

    def forward(self, x: Tensor, steps: int) -> Tensor:
        for _ in range(steps):
            x = self.cell(x).tanh()
        return x


class RepeatedWithoutAnnotation(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.Linear(6, 6)

    def forward(self, x, often):  # type: ignore[no-untyped-def]
        for _ in range(often):
            x = self.cell(x).tanh()
        return x


class Flagged(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(6, 3)

    def forward(self, x: Tensor, use_softmax: bool, temperature: float) -> Tensor:
        scores = self.linear(x) / temperature
        return scores.softmax(1) if use_softmax else scores


class KeywordsOnly(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(6, 3)

    def forward(self, *, features: Tensor, scale: float = 2.0) -> Tensor:
        return self.linear(features) * scale


class OptionalLabels(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(6, 3)

    def forward(self, x: Tensor, labels: Tensor | None = None) -> Tensor:
        scores = self.linear(x)
        return scores if labels is None else F.cross_entropy(scores, labels)


class NeededTargets(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(6, 3)

    def forward(self, x: Tensor, targets: Tensor) -> Tensor:
        return F.nll_loss(self.linear(x).log_softmax(1), targets)


class AnyNumber(nn.Module):
    """Any number of tensors; it takes two."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(6, 3), nn.Linear(6, 3)

    def forward(self, *inputs: Tensor) -> Tensor:
        a, b = inputs
        return self.left(a) + self.right(b)


class Wrapper(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.inner = TwoTowers()

    def forward(self, *args: Tensor, **kwargs: Tensor) -> Tensor:
        return self.inner(*args, **kwargs)


class ListOfTensors(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.parts = nn.ModuleList([nn.Linear(6, 3), nn.Linear(6, 3)])

    def forward(self, xs: list[Tensor]) -> Tensor:
        return sum((part(x) for part, x in zip(self.parts, xs, strict=True)), torch.zeros(3))


class PartsOfDifferentSize(nn.Module):
    """Nothing says that the input is a list, but its parts have different widths."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(6, 3), nn.Linear(9, 3)

    def forward(self, xs):  # type: ignore[no-untyped-def]
        return self.first(xs[0]) + self.second(xs[1])


class PairUnpacked(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.third = nn.Linear(6, 3), nn.Linear(9, 3), nn.Linear(4, 3)

    def forward(self, xs):  # type: ignore[no-untyped-def]
        a, b, c = xs
        return self.first(a) + self.second(b) + self.third(c)


class Batch(nn.Module):
    """A dict, whose keys only the forward tells."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Linear(9, 2)
        self.embedding = nn.Embedding(30, 3)

    def forward(self, batch):  # type: ignore[no-untyped-def]
        return self.net(torch.cat([batch["numbers"], self.embedding(batch["kind"])], 1))


class AnnotatedDict(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(9, 2)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        return self.linear(batch["x"]) * batch["weight"]


class AnyNames(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(9, 2)

    def forward(self, **features: Tensor) -> Tensor:
        return self.linear(features["x"])


class GraphConvolution(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(12, 8), nn.Linear(8, 4)

    def forward(self, x: Tensor, adj: Tensor) -> Tensor:
        return adj @ self.second((adj @ self.first(x)).relu())


class EdgeList(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(12, 8)

    def forward(self, x: Tensor, edge_index: Tensor) -> Tensor:
        x, (source, target) = self.linear(x), edge_index
        return torch.zeros_like(x).index_add(0, target, x[source])


class Recommender(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.user_embedding = nn.Embedding(50, 8)
        self.item_embedding = nn.Embedding(20, 8)

    def forward(self, item_id: Tensor, user_id: Tensor) -> Tensor:
        return (self.user_embedding(user_id) * self.item_embedding(item_id)).sum(-1)


class Hypernetwork(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Linear(4, 15)

    def forward(self, x: Tensor, z: Tensor) -> Tensor:
        return torch.einsum("bi,bio->bo", x, self.weights(z).view(-1, 5, 3))


class Double(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(5, 3).double()

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x)


class Experts(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.experts = nn.ModuleList(nn.Linear(8, 8) for _ in range(3))
        self.gate = nn.Linear(8, 3)

    def forward(self, x: Tensor) -> Tensor:
        chosen = self.gate(x).argmax(-1)
        return torch.stack([self.experts[int(k)](row) for k, row in zip(chosen, x, strict=True)])


class ListOfModules(nn.Module):
    """The modules are in a plain list."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = [nn.Linear(11, 4), nn.Linear(4, 2)]

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x


class Coupling(nn.Module):
    """One half of the input shifts the other: twice 3 is 6."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Linear(3, 3)

    def forward(self, x: Tensor) -> Tensor:
        a, b = x.chunk(2, 1)
        return torch.cat([a, b + self.net(a)], 1)


class RadianceField(nn.Module):
    """A point has 3 numbers, encoded as 3 · (1 + 2 · 10) = 63; a direction 3 · (1 + 2 · 4) = 27."""

    def __init__(self) -> None:
        super().__init__()
        self.density, self.color = nn.Linear(63, 16), nn.Linear(16 + 27, 4)

    def forward(self, x: Tensor, d: Tensor) -> Tensor:
        return self.color(torch.cat([self.density(self.encode(x, 10)), self.encode(d, 4)], -1))

    def encode(self, x: Tensor, octaves: int) -> Tensor:
        waves = [wave(2**k * x) for k in range(octaves) for wave in (torch.sin, torch.cos)]
        return torch.cat([x, *waves], -1)


class ActorCritic(nn.Module):
    """The critic sees the observation, whose size the actor tells, and the action: 6 - 4 = 2."""

    def __init__(self) -> None:
        super().__init__()
        self.actor, self.critic = nn.Linear(4, 2), nn.Linear(6, 1)

    def forward(self, observation: Tensor, action: Tensor) -> tuple[Tensor, Tensor]:
        return self.actor(observation), self.critic(torch.cat([observation, action], -1))


class ChosenAction(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.values = nn.Linear(4, 3)

    def forward(self, observation: Tensor, action: Tensor) -> Tensor:
        return self.values(observation).gather(1, action.unsqueeze(1))


class Spectrum(nn.Module):
    """64 or 65 numbers have 33 frequencies."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(33, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(torch.fft.rfft(x).abs())


class Derivative(nn.Module):
    """One time for the whole batch, joined to each state: 5 - 1 = 4."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(5, 4)

    def forward(self, t: Tensor, y: Tensor) -> Tensor:
        return self.linear(torch.cat([y, t.expand(len(y), 1)], 1))


class NestedBatch(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(7, 3), nn.Linear(5, 3)

    def forward(self, batch):  # type: ignore[no-untyped-def]
        return self.a(batch["user"]["features"]) + self.b(batch["item"]["features"])


class Tabular(nn.Module):
    """Six numbers and one category of nine."""

    def __init__(self) -> None:
        super().__init__()
        self.norm, self.embedding = nn.BatchNorm1d(6), nn.Embedding(9, 3)
        self.linear = nn.Linear(9, 2)

    def forward(self, numerical: Tensor, categorical: Tensor) -> Tensor:
        return self.linear(torch.cat([self.norm(numerical), self.embedding(categorical)], 1))


def nested() -> nn.Module:
    inner = nn.Sequential(nn.Sequential(nn.Identity(), nn.Sequential(nn.Linear(9, 4))))
    return nn.Sequential(inner, nn.ReLU(), nn.Linear(4, 2))


X20 = "torch.rand(2, 20)"
CASES = {
    "Perceptron": (Perceptron, "torch.rand(2, 784)"),
    "DefinedInAnotherOrder": (DefinedInAnotherOrder, "torch.rand(2, 12)"),
    "nested": (nested, "torch.rand(2, 9)"),
    "lazy": (lambda: nn.Sequential(nn.LazyLinear(8), nn.ReLU(), nn.LazyLinear(2)), X20),
    "activation": (nn.ReLU, X20),
    "BareWeights": (BareWeights, "torch.rand(2, 7)"),
    "FunctionalLinear": (FunctionalLinear, "torch.rand(2, 7)"),
    "Siamese": (Siamese, "(torch.rand(2, 16), torch.rand(2, 16))"),
    "TwoTowers": (TwoTowers, "(torch.rand(2, 10), torch.rand(2, 6))"),
    "NamedTowers": (NamedTowers, "(torch.rand(2, 64), torch.rand(2, 40))"),
    "bilinear": (lambda: nn.Bilinear(4, 6, 3), "(torch.rand(2, 4), torch.rand(2, 6))"),
    "ConditionJoined": (ConditionJoined, ""),
    "ConditionalGenerator": (
        ConditionalGenerator,
        "(torch.rand(2, 100), torch.randint(0, 10, (2,)))",
    ),
    "Variational": (Variational, "torch.rand(2, 784)"),
    "Repeated": (Repeated, "(torch.rand(2, 6), 2)"),
    "RepeatedWithoutAnnotation": (RepeatedWithoutAnnotation, "(torch.rand(2, 6), 2)"),
    "Flagged": (Flagged, "(torch.rand(2, 6), True, 1.0)"),
    "KeywordsOnly": (KeywordsOnly, "{'features': torch.rand(2, 6)}"),
    "OptionalLabels": (OptionalLabels, "torch.rand(2, 6)"),
    "NeededTargets": (NeededTargets, "(torch.rand(2, 6), torch.randint(0, 3, (2,)))"),
    "AnyNumber": (AnyNumber, "(torch.rand(2, 6), torch.rand(2, 6))"),
    "Wrapper": (Wrapper, "(torch.rand(2, 10), torch.rand(2, 6))"),
    "ListOfTensors": (ListOfTensors, "([torch.rand(2, 6), torch.rand(2, 6)],)"),
    "PartsOfDifferentSize": (PartsOfDifferentSize, "([torch.rand(2, 6), torch.rand(2, 9)],)"),
    "PairUnpacked": (PairUnpacked, "([torch.rand(2, 6), torch.rand(2, 9), torch.rand(2, 4)],)"),
    "Batch": (Batch, "{'numbers': torch.rand(2, 6), 'kind': torch.randint(0, 30, (2,))}"),
    "AnnotatedDict": (AnnotatedDict, ""),
    "AnyNames": (AnyNames, "{'x': torch.rand(2, 9)}"),
    "GraphConvolution": (GraphConvolution, "(torch.rand(2, 12), torch.rand(2, 2))"),
    "EdgeList": (EdgeList, "(torch.rand(2, 12), torch.randint(0, 2, (2, 8)))"),
    "Recommender": (
        Recommender,
        "(torch.randint(0, 20, (2,)), torch.randint(0, 50, (2,)))",
    ),
    "Hypernetwork": (Hypernetwork, "(torch.rand(2, 5), torch.rand(2, 4))"),
    "Double": (Double, "torch.rand(2, 5, dtype=torch.float64)"),
    "Experts": (Experts, "torch.rand(2, 8)"),
    "ListOfModules": (ListOfModules, "torch.rand(2, 11)"),
    "normalised first": (
        lambda: nn.Sequential(nn.LayerNorm(6), nn.Linear(6, 2)),
        "torch.rand(2, 6)",
    ),
    "batch norm first": (
        lambda: nn.Sequential(nn.BatchNorm1d(6), nn.Linear(6, 2)),
        "torch.rand(2, 6)",
    ),
    "Coupling": (Coupling, "torch.rand(2, 6)"),
    "RadianceField": (RadianceField, "(torch.rand(2, 3), torch.rand(2, 3))"),
    "ActorCritic": (ActorCritic, "(torch.rand(2, 4), torch.rand(2, 2))"),
    "ChosenAction": (ChosenAction, "(torch.rand(2, 4), torch.randint(0, 2, (2,)))"),
    "Spectrum": (Spectrum, ""),
    "Derivative": (Derivative, "(torch.rand(()), torch.rand(2, 4))"),
    "NestedBatch": (
        NestedBatch,
        "{'user': {'features': torch.rand(2, 7)}, 'item': {'features': torch.rand(2, 5)}}",
    ),
    "Tabular": (Tabular, "(torch.rand(2, 6), torch.randint(0, 9, (2,)))"),
}
