"""Language models as they are written by hand: GPT-, BERT- and T5-like, of width 8."""

from collections import OrderedDict
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.zoo.specimen import Specimen


class CausalAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.proj = nn.Linear(8, 24), nn.Linear(8, 8)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (
            part.view(batch, length, 2, width // 2).transpose(1, 2)
            for part in self.qkv(x).split(width, dim=2)
        )
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.proj(y.transpose(1, 2).reshape(batch, length, width))


class GPTBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.ln_1, self.attn = nn.LayerNorm(8), CausalAttention()
        self.ln_2 = nn.LayerNorm(8)
        self.mlp = nn.Sequential(nn.Linear(8, 32), nn.GELU(), nn.Linear(32, 8))

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class GPT(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.tok, self.pos = nn.Embedding(11, 8), nn.Embedding(6, 8)
        self.blocks = nn.ModuleList(GPTBlock() for _ in range(2))
        self.ln_f = nn.LayerNorm(8)
        self.head = nn.Linear(8, 11, bias=False)
        self.head.weight = self.tok.weight

    def forward(self, ids: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.tok(ids) + self.pos(positions)
        for block in self.blocks:
            x = block(x)
        logits = self.head(self.ln_f(x))
        return logits, F.cross_entropy(logits.view(-1, 11), targets.view(-1))


class Output(OrderedDict[str, Any]):
    """What big libraries return: a dict whose items are attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class BERT(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions, self.kinds = (nn.Embedding(n, 8) for n in (11, 6, 2))
        self.norm = nn.LayerNorm(8)
        self.query, self.key, self.value, self.dense = (nn.Linear(8, 8) for _ in range(4))
        self.attention_norm = nn.LayerNorm(8)
        self.up, self.down = nn.Linear(8, 16), nn.Linear(16, 8)
        self.output_norm = nn.LayerNorm(8)
        self.pooler = nn.Linear(8, 8)
        self.register_buffer("ids", torch.arange(6)[None], persistent=False)

    def heads(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], 2, 4).permute(0, 2, 1, 3)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor | None = None, kinds: Tensor | None = None
    ) -> Output:
        length = input_ids.shape[1]
        kinds = torch.zeros_like(input_ids) if kinds is None else kinds
        x = self.words(input_ids) + self.positions(self.ids[:, :length]) + self.kinds(kinds)
        x = self.norm(x)
        scores = self.heads(self.query(x)) @ self.heads(self.key(x)).transpose(-1, -2) / 2.0
        if attention_mask is not None:
            scores = scores + (1.0 - attention_mask[:, None, None, :]) * -1e4
        context = scores.softmax(-1) @ self.heads(self.value(x))
        context = context.permute(0, 2, 1, 3).flatten(2)
        x = self.attention_norm(x + self.dense(context))
        x = self.output_norm(x + self.down(F.gelu(self.up(x))))
        return Output(last_hidden_state=x, pooler_output=torch.tanh(self.pooler(x[:, 0])))


class RMSNorm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(8))

    def forward(self, x: Tensor) -> Tensor:
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6))


class T5Attention(nn.Module):
    def __init__(self, has_bias: bool) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(8, 8, bias=False) for _ in range(4))
        self.norm = RMSNorm()
        if has_bias:
            self.bias = nn.Embedding(4, 2)
        self.has_bias = has_bias

    def distances(self, rows: int, columns: int) -> Tensor:
        distance = torch.arange(columns)[None, :] - torch.arange(rows)[:, None]
        return self.bias(distance.clamp(-2, 1) + 2).permute(2, 0, 1)

    def forward(self, x: Tensor, memory: Tensor | None = None) -> Tensor:
        hidden = self.norm(x)
        source = hidden if memory is None else memory
        q, k, v = (
            layer(part).unflatten(-1, (2, 4)).transpose(1, 2)
            for layer, part in ((self.q, hidden), (self.k, source), (self.v, source))
        )
        scores = torch.einsum("bhqd,bhkd->bhqk", q, k)
        if self.has_bias:
            scores = scores + self.distances(*scores.shape[-2:])
        y = torch.einsum("bhqk,bhkd->bhqd", scores.softmax(-1), v)
        return x + self.o(y.transpose(1, 2).flatten(2))


class T5Forward(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.wi, self.wo = nn.Linear(8, 16, bias=False), nn.Linear(16, 8, bias=False)
        self.norm = RMSNorm()

    def forward(self, x: Tensor) -> Tensor:
        return x + self.wo(F.relu(self.wi(self.norm(x))))


class T5Stack(nn.Module):
    def __init__(self, embed: nn.Embedding, reads_memory: bool) -> None:
        super().__init__()
        self.embed = embed
        self.attention = T5Attention(has_bias=True)
        self.cross = T5Attention(has_bias=False) if reads_memory else None
        self.forward_layer = T5Forward()
        self.final_norm = RMSNorm()

    def forward(self, ids: Tensor, memory: Tensor | None = None) -> Tensor:
        x = self.attention(self.embed(ids))
        if self.cross is not None:
            x = self.cross(x, memory=memory)
        return self.final_norm(self.forward_layer(x))


class T5(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.shared = nn.Embedding(11, 8)
        self.encoder = T5Stack(self.shared, reads_memory=False)
        self.decoder = T5Stack(self.shared, reads_memory=True)

    def forward(self, ids: Tensor, decoder_ids: Tensor) -> Tensor:
        hidden = self.decoder(decoder_ids, memory=self.encoder(ids))
        return hidden * 8**-0.5 @ self.shared.weight.T


def two_rows() -> tuple[Tensor, Tensor]:
    ids = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8]])
    return ids, ids + 1


ZOO = (
    Specimen(
        name="GPT",
        build=GPT,
        inputs=two_rows,
        # Embeddings 11·8 and 6·8; a block has norms 16 and 16, attention 8·24+24 and 8·8+8, and
        # the Linears 8·32+32 and 32·8+8; the head is the embedding again.
        parameters=88 + 48 + 2 * (32 + 216 + 72 + 288 + 264) + 16,
        modules=1 + 2 + 1 + 2 * (1 + 1 + 3 + 1 + 4) + 1 + 1,
        outputs="2×4×11 scalar",
        shared={"head.weight": "tok.weight"},
        frames=("for block in self.blocks × 2",),
        ops="""
            arange add
            (split view transpose view transpose view transpose
             scaled_dot_product_attention transpose reshape add add)*2
            view view cross_entropy
        """,
        edges=(
            "arange → pos",
            "add → blocks.0.ln_1",
            "add → add#2",
            "blocks.0.attn.qkv → split",
            "split → view",
            "transpose → scaled_dot_product_attention",
            "transpose#3 → scaled_dot_product_attention",
            "add#3 → blocks.1.ln_1",
            "view#8 → cross_entropy",
        ),
        no_edges=("add → blocks.1.ln_1",),
    ),
    Specimen(
        name="BERT",
        build=BERT,
        inputs=lambda: two_rows()[:1],
        kwargs={"attention_mask": torch.tensor([[1, 1, 1, 0], [1, 1, 1, 1]])},
        parameters=(88 + 48 + 16 + 16) + (4 * 72 + 16) + (144 + 136 + 16) + 72,
        modules=1 + 3 + 1 + 4 + 1 + 2 + 1 + 1,
        outputs="2×4×8 2×8",
        edges=(
            "input → words",
            "buffer → getitem",
            "getitem → positions",
            "zeros_like → kinds",
            "input → getitem#2",
            "softmax → matmul#2",
            "down → add#5",
            "pooler → tanh",
        ),
    ),
    Specimen(
        name="T5",
        build=T5,
        inputs=two_rows,
        # An attention has four times 8·8, a norm of 8, and 4·2 distances in the first of a stack.
        parameters=88 + (264 + 8 + 264 + 8) + (264 + 8 + 264 + 264 + 8),
        modules=1 + 1 + (1 + 7 + 4 + 1) + (1 + 7 + 6 + 4 + 1),
        outputs="2×4×11",
        calls={"shared": 2, "decoder.cross.k": 1},
        also={"shared": ("encoder.embed", "decoder.embed")},
        edges=(
            "mul#6 → decoder.cross.k",
            "mul#6 → decoder.cross.v",
            "mul#8 → decoder.attention.q",
            "parameter → T",
            "T → matmul",
        ),
    ),
)
