"""Indices that are not there, or are no indices."""

from tests.engine.explain.gallery.broken import Broken, function

_X = "torch.rand(2, 20)"

INDICES = {
    "index": Broken(
        function("return «x[:, 30]»", _X), "", ("index 30 of dimension 1, which has 20", "0 to 19")
    ),
    "too many indices": Broken(
        function("return «x[:, 0, 0]»", _X), "", ("more indices than (2, 20) has dimensions, 2",)
    ),
    "tensor of indices": Broken(
        function("return «x[torch.tensor([5])]»", _X), "", ("index 5 of dimension 0, which has 2",)
    ),
    "mask of another size": Broken(
        function("return «x[torch.ones(3, dtype=torch.bool)]»", _X),
        "",
        ("a mask of shape (3,)", "over (2, 20) from dimension 0"),
    ),
    "fractions as indices": Broken(
        function("return «x[torch.ones(2)]»", _X), "", ("whole numbers (int64)", "got float32")
    ),
    "index of a single number": Broken(
        function("return «x.sum()[0]»", _X), "", ("a single number, which has no dimensions",)
    ),
    "assignment to fewer places": Broken(
        function("y = x.clone()\n«y[:, :3]» = torch.ones(2, 4)\nreturn y", _X),
        "",
        ("3 places where (2, 4) has 4 numbers",),
    ),
    "gather": Broken(
        function("return «x.gather(1, torch.tensor([[25], [0]]))»", _X),
        "",
        ("index 25 of dimension 1, which has 20",),
    ),
    "gather by fractions": Broken(
        function("return «x.gather(1, torch.ones(2, 1))»", _X),
        "",
        ("whole numbers (int64)", "got float32", ".long()"),
    ),
    "scatter": Broken(
        function("return «x.scatter(1, torch.tensor([[25]]), 1.0)»", _X),
        "",
        ("index 25 of dimension 1, which has 20",),
    ),
    "index_select": Broken(
        function("return «x.index_select(0, torch.tensor([3]))»", _X),
        "",
        ("dimension 0 of (2, 20) does not have", "0 to 1"),
    ),
    "one_hot": Broken(
        function("return «F.one_hot(x, 3)»", "torch.tensor([1, 5])"),
        "",
        ("classes 0 to 2 (num_classes)",),
    ),
    "topk": Broken(
        function("return «x.topk(30)».values", _X), "", ("30 of the 20 numbers along dimension -1",)
    ),
}
