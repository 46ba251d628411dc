"""Members of containers are put back, whatever was done to them."""

from collections import OrderedDict, deque
from typing import Any

import torch
from torch import Tensor

from inspector.engine.containers import Containers


class Cache:
    def __init__(self) -> None:
        self.rows: list[int] = [1]
        self.last: Tensor | None = None


class Stubborn(dict[str, int]):
    def clear(self) -> None:
        raise ValueError("never")


def test_lists_dicts_sets_and_objects_get_their_members_back() -> None:
    cache = Cache()
    things: dict[str, Any] = {
        "list": [1, [2]],
        "deque": deque([1, 2]),
        "ordered": OrderedDict(b=1, a=2),
        "set": {1, 2},
        "cache": cache,
        "tuple": ([3],),
    }
    containers = Containers([things])
    things["list"][1].append(5)
    things["list"].pop(0)
    things["deque"].append(3)
    things["ordered"].move_to_end("b")
    things["set"].add(3)
    things["tuple"][0].clear()
    cache.rows.append(2)
    cache.last = torch.ones(1)
    del things["cache"]
    things["new"] = 1
    containers.restore()
    assert list(things) == ["list", "deque", "ordered", "set", "cache", "tuple"]
    assert things["list"] == [1, [2]]
    assert things["deque"] == deque([1, 2])
    assert list(things["ordered"]) == ["b", "a"]
    assert things["set"] == {1, 2}
    assert things["tuple"] == ([3],)
    assert things["cache"] is cache
    assert (cache.rows, cache.last) == ([1], None)


def test_tensors_on_the_way_are_found() -> None:
    tensor = torch.ones(2)
    assert [found is tensor for found in Containers([{"a": [(tensor,)]}]).tensors] == [True]


def test_a_container_that_refuses_does_not_keep_the_others_from_it() -> None:
    stubborn, numbers = Stubborn(a=1), [1]
    containers = Containers([[stubborn, numbers]])
    stubborn["a"] = 2
    numbers.append(2)
    containers.restore()
    assert numbers == [1]


def test_a_list_that_contains_itself_ends() -> None:
    endless: list[Any] = [1]
    endless.append(endless)
    containers = Containers([endless])
    endless.append(2)
    containers.restore()
    assert len(endless) == 2
