"""Products of matrices that do not fit."""

from tests.engine.explain.gallery.broken import Broken, function, net

_X = "torch.rand(2, 20)"

PRODUCTS = {
    "vectors": Broken(
        function("return «x @ torch.ones(3)»", "torch.rand(4)"),
        "",
        ("(4,) by (3,)", "4, must equal the 3 on the right"),
        "Use X = torch.rand(3)",
    ),
    "matrix that is not transposed": Broken(
        net("self.w = nn.Parameter(torch.rand(30, 20))", forward="return «x @ self.w»", X=_X),
        "",
        ("(2, 20) by (30, 20)", "20, must equal the 30", "(30, 20) comes from the parameter `w`"),
        "Write x @ self.w.mT",
    ),
    "batches of matrices": Broken(
        function("return «x @ torch.ones(3, 6, 4)»", "torch.rand(2, 5, 6)"),
        "",
        ("the matrices fit", "(2,) and (3,), do not"),
    ),
    "bmm of a matrix": Broken(
        function("return «torch.bmm(x, x)»", "torch.rand(2, 6)"),
        "",
        ("3 by 3 dimensions, got 2 in (2, 6)", "torch.matmul"),
    ),
    "bmm of other batches": Broken(
        function("return «torch.bmm(x, x[:1])»", "torch.rand(2, 6, 6)"),
        "",
        ("(2,) and (1,), do not", "(1, 6, 6) comes from `x[:1]`"),
    ),
    "mm of a batch": Broken(
        function("return «torch.mm(x, torch.ones(6, 2))»", "torch.rand(2, 3, 6)"),
        "",
        ("2 by 2 dimensions, got 3 in (2, 3, 6)",),
        "Write torch.matmul(x, torch.ones(6, 2))",
    ),
    "linear as a function": Broken(
        net(
            "self.w = nn.Parameter(torch.rand(30, 21))",
            forward="return «F.linear(x, self.w)»",
            X=_X,
        ),
        "",
        ("20, must equal the 21 on the right", "the parameter `w`"),
        "Use X = torch.rand(2, 21)",
    ),
    "in a function of one's own": Broken(
        "def project(a, b):\n    return «a @ b»\n\n"
        + net(
            "self.w = nn.Parameter(torch.rand(4, 5))",
            forward="return project(x, self.w)",
            X="torch.rand(2, 3)",
        ),
        "",
        ("(2, 3) by (4, 5)", "3, must equal the 4", "(4, 5) comes from the parameter `w`"),
        "Use X = torch.rand(2, 4)",
    ),
    "addmm": Broken(
        function("return «torch.addmm(torch.ones(3), x, torch.ones(4, 3))»", "torch.rand(2, 5)"),
        "",
        ("(2, 5) by (4, 3)", "5, must equal the 4"),
        "Use X = torch.rand(2, 4)",
    ),
    "einsum with a letter of two sizes": Broken(
        function("return «torch.einsum('bi,ij->bj', x, torch.ones(5, 3))»", "torch.rand(2, 4)"),
        "",
        ("'i' is 4 in (2, 4) and 5 in (5, 3)",),
    ),
    "einsum of another rank": Broken(
        function("return «torch.einsum('bij,jk->bik', x, torch.ones(4, 3))»", "torch.rand(2, 4)"),
        "",
        ("'bij' stands for 3 dimensions", "(2, 4) has 2"),
    ),
    "einsum without an operand": Broken(
        function("return «torch.einsum('bi,ij->bj', x)»", "torch.rand(2, 4)"),
        "",
        ("2 operands in 'bi,ij', but got 1 tensor",),
    ),
    "einsum to an unknown letter": Broken(
        function("return «torch.einsum('bi->bk', x)»", "torch.rand(2, 4)"),
        "",
        ("'k' stands in the result 'bk', but in no operand",),
    ),
}
