from hypothesis import given
from hypothesis import strategies as st

from inspector.panels.code_tokens import Within, code_of, tokens


def drawn(line: str, within: Within = Within.CODE) -> str:
    found, _ = tokens(line, within)
    return "  ".join(f"{line[start:end]}:{piece.value}" for piece, start, end in found)


def test_a_line_of_a_model_is_colored_by_what_its_pieces_are() -> None:
    assert drawn("class MLP(nn.Module):") == "class:keyword  MLP:name"
    assert drawn("    def forward(self, X):") == "def:keyword  forward:name  self:self"
    assert drawn("self.linear = nn.Linear(20, 1e-3)  # in, out") == (
        "self:self  20:literal  1e-3:literal  # in, out:comment"
    )
    assert drawn("x = None if 'a#b' else rb\"c\"") == (
        "None:literal  if:keyword  'a#b':string  else:keyword  rb\"c\":string"
    )


def test_a_matrix_product_is_not_a_decorator() -> None:
    assert drawn("    @torch.no_grad()") == "    @torch.no_grad:decorator"
    assert drawn("Y = X @ self.weight") == "self:self"


def test_words_that_only_look_like_keywords_stay_plain() -> None:
    assert drawn("classes = definition(importance, x2)") == ""
    assert drawn("selfish.is_training") == ""


def test_a_string_in_triple_quotes_reaches_over_lines() -> None:
    _, within = tokens('text = """begins')
    assert within is Within.DOUBLE
    assert drawn('text = """begins') == '"""begins:string'
    assert drawn("import this ''' is text", within) == "import this ''' is text:string"
    assert drawn('ends""" + None', within) == 'ends""":string  None:literal'
    assert tokens('ends"""', within)[1] is Within.CODE


def test_an_escaped_quote_does_not_end_a_string() -> None:
    assert drawn(r"'it\'s' + 1") == r"'it\'s':string  1:literal"
    assert drawn(r"""a\""" still""", Within.DOUBLE) == r"""a\""" still:string"""


def test_only_code_is_left_when_strings_and_comments_are_blanked() -> None:
    assert code_of("f('(', x)  # (") == "f(   , x)     "


@given(st.text(), st.sampled_from(Within))
def test_pieces_lie_in_order_within_any_line(line: str, within: Within) -> None:
    at = 0
    for _, start, end in tokens(line, within)[0]:
        assert at <= start < end <= len(line)
        at = end


def test_the_expressions_in_an_f_string_are_code() -> None:
    assert drawn('f"n={self.n:.2f}, {3!r}"') == (
        'f"n={:string  self:self  :.2f}, {:string  3:literal  !r}":string'
    )
    assert drawn("f'{{x}} {d}' + 1") == "f'{{x}} {:string  }':string  1:literal"


def test_quotes_in_the_expression_of_an_f_string_do_not_end_it() -> None:
    assert code_of('f"{names["a"]}" + (') == "   names[   ]   + ("


def test_match_and_case_are_words_of_python_only_where_they_begin_a_statement() -> None:
    assert drawn("match self.kind:") == "match:keyword  self:self"
    assert drawn("    case [1, x]:") == "    case:keyword  1:literal"
    assert drawn("match = pattern.match(line)") == ""
    assert drawn("case.sort()") == ""
