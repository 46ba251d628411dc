"""Tensors that fit into no memory."""

from tests.engine.explain.gallery.broken import Broken, function, net

MEMORY = {
    "result of a convolution": Broken(
        net(
            "self.wide = nn.Conv2d(1, 10**6, 3, padding=1)",
            forward="return «self.wide(x)»",
            X="torch.rand(1, 1, 4096, 4096)",
        ),
        "wide",
        ("(1, 1, 4096, 4096) needs 67.1 TB", "a result of shape (1, 1000000, 4096, 4096)", "free"),
    ),
    "all pairs": Broken(
        function("return «x[:, None] - x[None, :]»", "torch.rand(10**6)"),
        "",
        ("(1000000, 1) and (1, 1000000)", "4.0 TB", "a result of shape (1000000, 1000000)"),
    ),
    "copies": Broken(
        function("return «x.repeat(10**6, 10**6)»", "torch.rand(2, 20)"),
        "",
        ("repeat to (2000000, 20000000) would need 160 TB",),
    ),
    "lazy module": Broken(
        net(
            "self.wide = nn.LazyLinear(10**6)",
            forward="return «self.wide(x)»",
            X="torch.rand(2, 10**6)",
        ),
        "wide",
        ("torch.empty(1000000, 1000000) would need 4.0 TB",),
    ),
    "memory of a GPU": Broken(
        function(
            "«raise torch.OutOfMemoryError("
            "'CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 15.77 "
            "GiB of which 14.60 GiB is free.')»",
            "torch.rand(2, 20)",
        ),
        "",
        ("needs 20.00 GiB at once; 14.60 GiB are free",),
    ),
}
