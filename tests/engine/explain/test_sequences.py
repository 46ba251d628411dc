from tests.engine.explain.failing import Fixed, failed, network, sequential


def test_an_embedding_looks_up_whole_numbers() -> None:
    found = sequential("nn.Embedding(100, 8)", X="torch.rand(2, 20)")
    assert found.explanation == "`0` (Embedding) looks up whole numbers from 0 to 99, got float32."
    assert found.fixes == [Fixed("set_input", "", "torch.randint(0, 100, (2, 20))")]


def test_an_index_beyond_the_embedding() -> None:
    found = sequential("nn.Embedding(10, 8)", X="torch.full((2, 3), 10)")
    assert "knows the indices 0 to 9 (num_embeddings)" in found.explanation


def test_a_recurrent_module_of_another_width() -> None:
    found = sequential("nn.Linear(4, 8)", "nn.LSTM(9, 16)", X="torch.rand(2, 5, 4)")
    assert "`1` (LSTM) needs a last dimension of 9 (input_size), got 8" in found.explanation
    assert found.fixes == [
        Fixed("set_argument", "nn.LSTM(9, 16)", "input_size=8"),
        Fixed("set_argument", "nn.Linear(4, 8)", "out_features=9"),
    ]


def test_the_tuple_of_an_lstm_is_taken_apart() -> None:
    found = network(
        ["self.rnn = nn.LSTM(4, 8)", "self.head = nn.Linear(8, 2)"],
        ["return self.head(self.rnn(x))"],
        "torch.rand(2, 5, 4)",
    )
    assert found.explanation == (
        "`head` (Linear) got a tuple of 3 tensors instead of one tensor. "
        "`rnn` (LSTM) returns (output, state)."
    )
    assert found.fixes == [Fixed("replace_expression", "self.rnn(x)", "self.rnn(x)[0]")]


def test_the_state_of_a_recurrent_module() -> None:
    found = network(
        ["self.rnn = nn.GRU(4, 8)"],
        ["return self.rnn(x, torch.zeros(1, 3, 8))"],
        "torch.rand(5, 2, 4)",
    )
    assert "needs an initial state of shape (1, 2, 8), got (1, 3, 8)" in found.explanation


def test_attention_of_another_width() -> None:
    found = network(
        ["self.attention = nn.MultiheadAttention(16, 4)"],
        ["return self.attention(x, x, x)[0]"],
        "torch.rand(2, 5, 12)",
    )
    assert "needs a last dimension of 16 (embed_dim) in query, got 12" in found.explanation
    assert found.fixes[0] == Fixed("set_argument", "nn.MultiheadAttention(16, 4)", "embed_dim=12")


def test_attention_in_a_sequential() -> None:
    found = sequential("nn.MultiheadAttention(16, 4)", X="torch.rand(2, 5, 16)")
    assert "but got no `key` and `value`" in found.explanation
    assert "nn.Sequential passes one value on" in found.failure.hint


def test_heads_that_do_not_divide_the_width() -> None:
    found = failed("net = nn.MultiheadAttention(10, 4)")
    assert found.explanation == "embed_dim=10 cannot be divided into num_heads=4 equal parts."
    assert found.fixes == [Fixed("set_argument", "nn.MultiheadAttention(10, 4)", "num_heads=2")]
