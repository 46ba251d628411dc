"""Embeddings, recurrent modules and attention that do not fit."""

from tests.engine.explain.gallery.broken import Broken, chain, net

_ATTENTION = "self.att = nn.MultiheadAttention(16, 4, batch_first=True)"
_STEPS = "torch.rand(2, 5, 16)"

SEQUENCES = {
    "embedding of fractions": Broken(
        chain("«nn.Embedding(100, 8)»", X="torch.rand(2, 20)"),
        "0",
        ("whole numbers from 0 to 99", "got float32"),
        "Use X = torch.randint(0, 100, (2, 20))",
    ),
    "index beyond the embedding": Broken(
        chain("«nn.Embedding(10, 8)»", X="torch.tensor([[1, 12]])"),
        "0",
        ("indices 0 to 9 (num_embeddings), got 12",),
        "Set num_embeddings=13 in `0` (Embedding)",
    ),
    "index below zero": Broken(
        chain("«nn.Embedding(10, 8)»", X="torch.tensor([[1, -1]])"),
        "0",
        ("indices 0 to 9 (num_embeddings), got -1",),
        "Use X = torch.randint(0, 10, (1, 2))",
    ),
    "convolution over the letters of an embedding": Broken(
        chain("nn.Embedding(10, 8)", "«nn.Conv1d(8, 4, 3)»", X="torch.randint(0, 10, (2, 5))"),
        "1",
        ("8 channels", "got 5 in (2, 5, 8)", "The 5 comes from the input X", ".movedim(-1, 1)"),
    ),
    "bags without offsets": Broken(
        chain("«nn.EmbeddingBag(10, 8)»", X="torch.tensor([1, 2])"),
        "0",
        ("(bags, indices), without offsets", "it got (2,)"),
    ),
    "largest numbers passed on with their places": Broken(
        net(
            "self.head = nn.Linear(16, 2)",
            forward="return «self.head(x.max(dim=1))»",
            X=_STEPS,
        ),
        "head",
        ("got a tuple of 2 tensors", "returns (values, indices)"),
        "Write x.max(dim=1).values",
    ),
    "input of an LSTM": Broken(
        "net = «nn.LSTM(9, 16)»\nX = torch.rand(2, 5, 8)\n",
        "",
        ("9 (input_size), got 8 in (2, 5, 8)", "from the input X"),
        "Set input_size=8 in the model (LSTM)",
    ),
    "rank of a GRU's input": Broken(
        "net = «nn.GRU(8, 16)»\nX = torch.rand(2, 3, 5, 8)\n",
        "",
        ("needs 2 or 3 dimensions, (steps, batch, …), got (2, 3, 5, 8)",),
    ),
    "initial state for another batch": Broken(
        net(
            "self.rnn = nn.GRU(8, 16, batch_first=True)",
            forward="return «self.rnn(x, torch.zeros(1, 3, 16))»[0]",
            X="torch.rand(2, 5, 8)",
        ),
        "rnn",
        ("initial state of shape (1, 2, 16), got (1, 3, 16)", "from `torch.zeros(1, 3, 16)`"),
    ),
    "one state for an LSTM": Broken(
        net(
            "self.rnn = nn.LSTM(8, 16)",
            forward="return «self.rnn(x, torch.zeros(1, 5, 16))»[0]",
            X="torch.rand(2, 5, 8)",
        ),
        "rnn",
        ("a pair (h, c)", "got one tensor (1, 5, 16)"),
    ),
    "input of a cell": Broken(
        "net = «nn.LSTMCell(8, 16)»\nX = torch.rand(2, 9)\n",
        "",
        ("8 (input_size), got 9 in (2, 9)",),
        "Set input_size=9 in the model (LSTMCell)",
    ),
    "state of a cell": Broken(
        net(
            "self.cell = nn.GRUCell(8, 16)",
            forward="return «self.cell(x, torch.zeros(3, 16))»",
            X="torch.rand(2, 8)",
        ),
        "cell",
        ("initial state of shape (2, 16), got (3, 16)",),
    ),
    "tuple of an LSTM passed on": Broken(
        chain("nn.LSTM(8, 16)", "«nn.Linear(16, 2)»", X="torch.rand(2, 5, 8)"),
        "1",
        ("got a tuple of 3 tensors", "`0` (LSTM) returns (output, state)"),
    ),
    "tuple of a GRU passed to a function": Broken(
        net(
            "self.rnn = nn.GRU(8, 16)",
            forward="return «F.relu(self.rnn(x))»",
            X="torch.rand(2, 5, 8)",
        ),
        "",
        ("got a tuple of 2 tensors", "`rnn` (GRU) returns (output, state)"),
        "Write self.rnn(x)[0]",
    ),
    "tuple of a GRU added": Broken(
        net("self.rnn = nn.GRU(8, 8)", forward="return «self.rnn(x) + x»", X="torch.rand(2, 5, 8)"),
        "",
        ("`self.rnn(x)` is a tuple", "operand of `+`", "`rnn` (GRU) returns (output, state)"),
        "Write self.rnn(x)[0]",
    ),
    "tuple of an LSTM indexed like a tensor": Broken(
        net(
            "self.rnn = nn.LSTM(8, 16)",
            forward="out = self.rnn(x)\nreturn «out[:, -1]»",
            X="torch.rand(2, 5, 8)",
        ),
        "",
        ("`out` is a tuple", "cannot be indexed like a tensor", "`rnn` (LSTM)"),
        "Write self.rnn(x)[0]",
    ),
    "method of a tuple": Broken(
        net(
            "self.rnn = nn.GRU(8, 16)",
            forward="return «self.rnn(x).relu»()",
            X="torch.rand(2, 5, 8)",
        ),
        "",
        ("`self.rnn(x)` is a tuple", "has no `relu`"),
        "Write self.rnn(x)[0]",
    ),
    "three names for what an LSTM returns": Broken(
        net(
            "self.rnn = nn.LSTM(8, 16)",
            forward="«out, h, c» = self.rnn(x)\nreturn out",
            X="torch.rand(2, 5, 8)",
        ),
        "",
        ("`out, h, c` are 3 names", "`self.rnn(x)` has 2 parts", "output, (h, c) = …"),
    ),
    "width of attention": Broken(
        net(_ATTENTION, forward="return «self.att(x, x, x)»[0]", X="torch.rand(2, 5, 12)"),
        "att",
        ("16 (embed_dim) in query, got 12 in (2, 5, 12)",),
        "Set embed_dim=12 in `att` (MultiheadAttention)",
    ),
    "heads of attention": Broken(
        "net = «nn.MultiheadAttention(10, 3)»\nX = (torch.rand(5, 2, 10),) * 3\n",
        None,
        ("embed_dim=10 cannot be divided into num_heads=3 equal parts",),
        "Set num_heads=2 in nn.MultiheadAttention",
    ),
    "attention without key and value": Broken(
        chain("«nn.MultiheadAttention(16, 4)»", X=_STEPS),
        "0",
        ("got no `key` and `value`", "nn.Sequential passes one value on"),
    ),
    "mask of attention": Broken(
        net(
            _ATTENTION,
            forward="return «self.att(x, x, x, attn_mask=torch.zeros(6, 6))»[0]",
            X=_STEPS,
        ),
        "att",
        ("attn_mask to be of shape (5, 5), (queries, keys), or (8, 5, 5), got (6, 6)",),
    ),
    "padding mask the wrong way round": Broken(
        net(
            _ATTENTION,
            "self.register_buffer('pad', torch.zeros(5, 2, dtype=torch.bool))",
            forward="return «self.att(x, x, x, key_padding_mask=self.pad)»[0]",
            X=_STEPS,
        ),
        "att",
        ("key_padding_mask to be of shape (2, 5), (batch, keys), got (5, 2)", "the buffer `pad`"),
    ),
    "keys without values": Broken(
        net(_ATTENTION, forward="return «self.att(x, x[:, :3], x)»[0]", X=_STEPS),
        "att",
        ("as many of both", "the key is (2, 3, 16), the value (2, 5, 16)"),
    ),
    "dot product attention of two widths": Broken(
        net(forward="return «F.scaled_dot_product_attention(x[..., :8], x, x)»", X=_STEPS),
        "",
        ("of the same width: the query is (2, 5, 8), the key (2, 5, 16)",),
    ),
    "width of a transformer": Broken(
        chain("«nn.TransformerEncoderLayer(16, 4, batch_first=True)»", X="torch.rand(2, 5, 12)"),
        "0.self_attn",
        ("16 (embed_dim) in query, got 12 in (2, 5, 12)", "from the input X"),
        "Use X = torch.rand(2, 5, 16)",
    ),
    "mask of a transformer": Broken(
        net(
            "layer = «nn.TransformerEncoderLayer(16, 4, batch_first=True)»",
            "self.encoder = nn.TransformerEncoder(layer, 2)",
            forward="return self.encoder(x, mask=torch.zeros(4, 4))",
            X=_STEPS,
        ),
        "encoder.layers.0.self_attn",
        ("attn_mask to be of shape (5, 5)", "got (4, 4)", "`torch.zeros(4, 4)`"),
    ),
    "heads of a transformer": Broken(
        "net = «nn.TransformerEncoderLayer(10, 4)»\nX = torch.rand(2, 5, 10)\n",
        None,
        ("embed_dim=10 cannot be divided into num_heads=4 equal parts",),
        "Set nhead=2 in nn.TransformerEncoderLayer",
    ),
}
