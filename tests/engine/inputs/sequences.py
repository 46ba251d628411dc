"""Models of sequences: each with the input a person would write, where there is one."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class TextClassifier(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(100, 16)
        self.lstm = nn.LSTM(16, 8, batch_first=True)
        self.fc = nn.Linear(8, 2)

    def forward(self, x: Tensor) -> Tensor:
        out, _ = self.lstm(self.embedding(x))
        return self.fc(out[:, -1])


class Packed(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.gru = nn.Embedding(50, 8), nn.GRU(8, 8, batch_first=True)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        packed = pack_padded_sequence(
            self.embedding(tokens), lengths, batch_first=True, enforce_sorted=False
        )
        return pad_packed_sequence(self.gru(packed)[0], batch_first=True)[0]


class Forecast(nn.Module):
    """A linear module before the recurrent one."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(5, 8)
        self.gru, self.out = nn.GRU(8, 8, batch_first=True), nn.Linear(8, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.gru(self.project(x))[0][:, -1])


class FixedLength(nn.Module):
    """The steps are flattened: 12 · 8 = 96."""

    def __init__(self) -> None:
        super().__init__()
        self.gru, self.out = nn.GRU(3, 8, batch_first=True), nn.Linear(96, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.gru(x)[0].flatten(1))


class BagOfPositions(nn.Module):
    """The words are flattened: 5 · 16 = 80."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.out = nn.Embedding(30, 16), nn.Linear(80, 2)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.embedding(x).view(x.size(0), -1))


class NeededState(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.rnn, self.out = nn.RNN(6, 8, num_layers=2), nn.Linear(8, 6)

    def forward(self, x: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
        out, hidden = self.rnn(x, hidden)
        return self.out(out), hidden


class StateOfTwoParts(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(6, 8)

    def forward(self, x, state):  # type: ignore[no-untyped-def]
        return self.cell(x, state)


class Unrolled(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.GRUCell(4, 8)

    def forward(self, sequence: Tensor, h: Tensor | None = None) -> Tensor:
        batch, steps, _ = sequence.shape
        h = torch.zeros(batch, 8) if h is None else h
        for step in range(steps):
            h = self.cell(sequence[:, step], h)
        return h


class Translator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.src_embedding, self.tgt_embedding = nn.Embedding(40, 8), nn.Embedding(60, 8)
        self.encoder = nn.GRU(8, 16, batch_first=True)
        self.decoder = nn.GRU(8, 16, batch_first=True)
        self.out = nn.Linear(16, 60)

    def forward(self, src: Tensor, tgt: Tensor) -> Tensor:
        _, state = self.encoder(self.src_embedding(src))
        return self.out(self.decoder(self.tgt_embedding(tgt), state)[0])


class TransformerTranslator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.src_embedding, self.tgt_embedding = nn.Embedding(40, 8), nn.Embedding(60, 8)
        self.transformer = nn.Transformer(8, 2, 1, 1, 16, batch_first=True)

    def forward(self, src: Tensor, tgt: Tensor, src_mask: Tensor, tgt_mask: Tensor) -> Tensor:
        source, target = self.src_embedding(src), self.tgt_embedding(tgt)
        return self.transformer(source, target, src_mask, tgt_mask)


class CausalAttention(nn.Module):
    def __init__(self, width: int, most: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.register_buffer("mask", torch.tril(torch.ones(most, most)))

    def forward(self, x: Tensor) -> Tensor:
        B, T, C = x.size()
        q, k, v = (
            part.view(B, T, 2, C // 2).transpose(1, 2) for part in self.qkv(x).split(C, dim=2)
        )
        scores = q @ k.transpose(-2, -1) / math.sqrt(C // 2)
        assert isinstance(self.mask, Tensor)
        scores = scores.masked_fill(self.mask[:T, :T] == 0, float("-inf"))
        return self.out((scores.softmax(-1) @ v).transpose(1, 2).reshape(B, T, C))


class Gpt(nn.Module):
    """Positions are looked up, and there are only `most` of them."""

    def __init__(self, most: int = 16, positions_first: bool = False) -> None:
        super().__init__()
        if positions_first:
            self.wpe = nn.Embedding(most, 8)
        self.wte = nn.Embedding(65, 8)
        self.wpe = nn.Embedding(most, 8)
        self.attention, self.norm = CausalAttention(8, most), nn.LayerNorm(8)
        self.head = nn.Linear(8, 65, bias=False)

    def forward(self, idx: Tensor, targets: Tensor | None = None) -> Tensor:
        x = self.wte(idx) + self.wpe(torch.arange(idx.size(1)))
        logits = self.head(self.norm(x + self.attention(x)))
        if targets is None:
            return logits
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


class LearnedPositions(nn.Module):
    """A parameter for exactly twelve positions."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(65, 8)
        self.positions = nn.Parameter(torch.zeros(1, 12, 8))

    def forward(self, x: Tensor) -> Tensor:
        return self.embedding(x) + self.positions


class Bert(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words, self.types = nn.Embedding(100, 8), nn.Embedding(2, 8)
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        x = self.words(input_ids) + self.types(token_type_ids)
        return self.layer(x, src_key_padding_mask=attention_mask == 0)


class AdditiveMask(nn.Module):
    """Written by hand: the mask is multiplied and subtracted."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.q, self.k = nn.Embedding(100, 8), nn.Linear(8, 8), nn.Linear(8, 8)

    def forward(self, input_ids: Tensor, mask: Tensor) -> Tensor:
        x = self.embedding(input_ids)
        scores = self.q(x) @ self.k(x).mT + (1 - mask[:, None, :]) * -1e9
        return scores.softmax(-1) @ x


class BooleanMask(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.q, self.k = nn.Embedding(100, 8), nn.Linear(8, 8), nn.Linear(8, 8)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        x = self.embedding(input_ids)
        scores = (self.q(x) @ self.k(x).mT).masked_fill(~attention_mask[:, None, :], -1e9)
        return scores.softmax(-1) @ x


class NothingNeeded(nn.Module):
    """As in `transformers`: everything may be left out, but not all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.linear = nn.Embedding(100, 8), nn.Linear(8, 2)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
    ) -> Tensor:
        if input_ids is None and inputs_embeds is None:
            raise ValueError("You have to specify either input_ids or inputs_embeds")
        x = self.embedding(input_ids) if inputs_embeds is None else inputs_embeds
        return self.linear(x)


class Tagger(nn.Module):
    """Convolution over words: from (batch, words, width) to (batch, width, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(100, 8)
        self.conv = nn.Conv1d(8, 4, 3, padding=1)

    def forward(self, words: Tensor) -> Tensor:
        return self.conv(self.embedding(words).transpose(1, 2))


class WideKernel(nn.Module):
    """The kernel is longer than eight words."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(100, 8)
        self.conv = nn.Conv1d(8, 4, 11)

    def forward(self, words: Tensor) -> Tensor:
        return self.conv(self.embedding(words).transpose(1, 2)).amax(-1)


class Permuted(nn.Module):
    """Features last, as in a table of time series; the convolution wants them first."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv1d(7, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x.permute(0, 2, 1))


class OneHot(nn.Module):
    """Whole numbers become vectors without an embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(28, 16)

    def forward(self, X: Tensor) -> Tensor:
        return self.rnn(F.one_hot(X.T.long(), 28).float())[0]


class CrossAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True, kdim=6, vdim=6)

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        return self.attention(x, context, context)[0]


class DecoderWithMemory(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(50, 8)
        self.layer = nn.TransformerDecoderLayer(8, 2, 16, batch_first=True)

    def forward(self, tokens: Tensor, memory: Tensor) -> Tensor:
        return self.layer(self.embedding(tokens), memory)


class Retrieval(nn.Module):
    """Two sequences of indices that know different numbers of words."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.EmbeddingBag(100, 8)
        self.document = nn.EmbeddingBag(30, 8)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return (self.query(left) * self.document(right)).sum(1)


class FunctionalEmbedding(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.rand(40, 8))

    def forward(self, x: Tensor) -> Tensor:
        return F.embedding(x, self.table) @ self.table.T


class StateSpace(nn.Module):
    """A recurrence over the second dimension, written out."""

    def __init__(self) -> None:
        super().__init__()
        self.A, self.B = nn.Parameter(torch.eye(4) * 0.9), nn.Parameter(torch.rand(3, 4))

    def forward(self, u: Tensor) -> Tensor:
        batch, steps, _ = u.shape
        x, outputs = torch.zeros(batch, 4), []
        for step in range(steps):
            x = x @ self.A + u[:, step] @ self.B
            outputs.append(x)
        return torch.stack(outputs, 1)


class WordModel(nn.Module):
    """The loss is computed inside, of labels for all words."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.linear = nn.Embedding(40, 8), nn.Linear(8, 40)

    def forward(self, input_ids: Tensor, labels: Tensor) -> Tensor:
        scores = self.linear(self.embedding(input_ids))
        return F.cross_entropy(scores.view(-1, 40), labels.view(-1))


class OneHotWithState(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(28, 16)

    def forward(self, inputs: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        return self.rnn(F.one_hot(inputs.T.long(), 28).float(), state)


class PackedStepsFirst(nn.Module):
    """Eight sentences of two words, as the words are the first dimension."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.gru = nn.Embedding(30, 8), nn.GRU(8, 16)

    def forward(self, src: Tensor, src_len: Tensor) -> Tensor:
        return self.gru(pack_padded_sequence(self.embedding(src), src_len))[1]


class HeadsMasked(nn.Module):
    """The mask is spread over two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(20, 8)

    def forward(self, src: Tensor, src_mask: Tensor) -> Tensor:
        x = self.embedding(src)
        heads = x.view(len(x), -1, 2, 4).transpose(1, 2)
        scores = (heads @ heads.transpose(-2, -1)).masked_fill(src_mask.unsqueeze(1) == 0, -1e9)
        return scores.softmax(-1) @ heads


class EncoderDecoderIds(nn.Module):
    """As in `transformers`: the message names what is there already."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(50, 8)

    def forward(
        self,
        input_ids: Tensor | None = None,
        decoder_input_ids: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
    ) -> Tensor:
        return self.embed(decoder_input_ids) + self.embed(input_ids)

    def embed(self, ids: Tensor | None) -> Tensor:
        if ids is None:
            raise ValueError("You must specify exactly one of input_ids or inputs_embeds")
        return self.embedding(ids)


class Caption(nn.Module):
    """Features of the picture stand before the words."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.lstm = nn.Embedding(30, 8), nn.LSTM(8, 8, batch_first=True)

    def forward(self, features: Tensor, captions: Tensor, lengths: Tensor) -> Tensor:
        words = torch.cat([features.unsqueeze(1), self.embedding(captions)], 1)
        packed = pack_padded_sequence(words, lengths, batch_first=True)
        return self.lstm(packed)[0].data


IDS = "torch.randint(0, 100, (2, 8))"
CASES = {
    "TextClassifier": (TextClassifier, IDS),
    "Packed": (Packed, "(torch.randint(0, 50, (2, 8)), torch.full((2,), 8))"),
    "steps first": (lambda: nn.LSTM(6, 4), "torch.rand(8, 2, 6)"),
    "batch first": (lambda: nn.LSTM(6, 4, batch_first=True), "torch.rand(2, 8, 6)"),
    "Forecast": (Forecast, "torch.rand(2, 8, 5)"),
    "FixedLength": (FixedLength, "torch.rand(2, 12, 3)"),
    "BagOfPositions": (BagOfPositions, "torch.randint(0, 30, (2, 5))"),
    "NeededState": (NeededState, "(torch.rand(8, 2, 6), torch.rand(2, 2, 8))"),
    "StateOfTwoParts": (
        StateOfTwoParts,
        "(torch.rand(2, 6), (torch.rand(2, 8), torch.rand(2, 8)))",
    ),
    "Unrolled": (Unrolled, "torch.rand(2, 8, 4)"),
    "Translator": (Translator, "(torch.randint(0, 40, (2, 8)), torch.randint(0, 60, (2, 8)))"),
    "TransformerTranslator": (
        TransformerTranslator,
        "(torch.randint(0, 40, (2, 8)), torch.randint(0, 60, (2, 8)), "
        "torch.zeros(8, 8), torch.zeros(8, 8))",
    ),
    "encoder layer": (lambda: nn.TransformerEncoderLayer(8, 2, 16), "torch.rand(8, 2, 8)"),
    "transformer": (
        lambda: nn.Transformer(8, 2, 1, 1, 16, batch_first=True),
        "(torch.rand(2, 8, 8), torch.rand(2, 8, 8))",
    ),
    "attention": (
        lambda: nn.MultiheadAttention(8, 2, batch_first=True, kdim=6, vdim=4),
        "(torch.rand(2, 8, 8), torch.rand(2, 8, 6), torch.rand(2, 8, 4))",
    ),
    "Gpt": (Gpt, "torch.randint(0, 65, (2, 8))"),
    "Gpt of four positions": (lambda: Gpt(4), "torch.randint(0, 65, (2, 4))"),
    "Gpt, positions first": (lambda: Gpt(4, True), ""),
    "LearnedPositions": (LearnedPositions, "torch.randint(0, 65, (2, 12))"),
    "Bert": (
        Bert,
        f"({IDS}, torch.ones(2, 8), torch.randint(0, 2, (2, 8)))",
    ),
    "AdditiveMask": (AdditiveMask, f"({IDS}, torch.ones(2, 8))"),
    "BooleanMask": (BooleanMask, f"({IDS}, torch.ones(2, 8, dtype=torch.bool))"),
    "NothingNeeded": (NothingNeeded, IDS),
    "Tagger": (Tagger, IDS),
    "WideKernel": (WideKernel, ""),
    "Permuted": (Permuted, ""),
    "OneHot": (OneHot, ""),
    "CrossAttention": (CrossAttention, "(torch.rand(2, 8, 8), torch.rand(2, 8, 6))"),
    "DecoderWithMemory": (
        DecoderWithMemory,
        "(torch.randint(0, 50, (2, 8)), torch.rand(2, 8, 8))",
    ),
    "Retrieval": (Retrieval, f"({IDS}, torch.randint(0, 30, (2, 8)))"),
    "FunctionalEmbedding": (FunctionalEmbedding, "torch.randint(0, 40, (2, 8))"),
    "StateSpace": (StateSpace, "torch.rand(2, 8, 3)"),
    "WordModel": (WordModel, "(torch.randint(0, 40, (2, 8)), torch.randint(0, 40, (2, 8)))"),
    "OneHotWithState": (OneHotWithState, ""),
    "PackedStepsFirst": (
        PackedStepsFirst,
        "(torch.randint(0, 30, (2, 8)), torch.full((8,), 2))",
    ),
    "HeadsMasked": (HeadsMasked, "(torch.randint(0, 20, (2, 8)), torch.zeros(2, 8))"),
    "EncoderDecoderIds": (
        EncoderDecoderIds,
        "(torch.randint(0, 50, (2, 8)), torch.randint(0, 50, (2, 8)))",
    ),
    "Caption": (
        Caption,
        "(torch.rand(2, 8), torch.randint(0, 30, (2, 8)), torch.full((2,), 8))",
    ),
}
