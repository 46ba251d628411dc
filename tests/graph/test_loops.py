from inspector.graph.call_tree import CallTree
from inspector.graph.loops import Loops
from tests.graph.notation import report


def stands_for(source: str, **trips: int) -> dict[str, str]:
    """Of each item that is not drawn itself, the key of the one drawn in its place."""
    tree = CallTree(report(source))
    loops = Loops(tree, {f"/{key}": trip for key, trip in trips.items()})
    return {
        tree.items[item].key: tree.items[other].key
        for item, other in enumerate(loops.stand_ins)
        if item != other
    }


def test_later_trips_are_stood_for_by_their_likes_in_the_first() -> None:
    assert stands_for(
        """
        input X 2
        net Net X
          for _ in range(2) x 2
            1| relu() X -> a 2
            1| relu() a -> b 2
            2| relu() X -> a 2
            2| relu() a -> b 2
        """
    ) == {"/for/relu()#3": "/for/relu()", "/for/relu()#4": "/for/relu()#2"}


def test_what_only_a_later_trip_does_is_stood_for_by_the_loop() -> None:
    assert stands_for(
        """
        input X 2
        net Net X
          while True x 2
            1| relu() X -> a 2
            2| relu() X -> a 2
            2| tanh() a -> b 2
        """
    ) == {"/while/relu()#2": "/while/relu()", "/while/tanh()": "/while"}


def test_the_inside_of_a_module_called_again_is_stood_for_too() -> None:
    assert stands_for(
        """
        input X 2
        net Net X
          for _ in range(2) x 2
            1| block Block X -> a
              relu() X -> a 2
            2| block Block X -> a
              relu() X -> a 2
        """
    ) == {"/for/block#2": "/for/block", "/for/block#2/relu()": "/for/block/relu()"}


def test_all_trips_are_drawn_where_they_call_different_modules() -> None:
    assert (
        stands_for(
            """
            input X 2
            net Net X
              for layer in self.layers x 2
                1| a Linear X -> a 2
                2| b Linear a -> b 2
            """
        )
        == {}
    )


def test_a_loop_within_a_loop_is_drawn_once() -> None:
    assert stands_for(
        """
        input X 2
        net Net X
          for i in range(2) x 2
            1| relu() X -> a 2
            for j in range(1) x 1
              1| tanh() a -> b 2
            2| relu() X -> a 2
            for j in range(1) x 1
              1| tanh() a -> b 2
        """
    ) == {
        "/for/relu()#2": "/for/relu()",
        "/for/for#2": "/for/for",
        "/for/for#2/tanh()": "/for/for/tanh()",
    }


TWO_TRIPS = """
    input X 2
    net Net X
      while True x 2
        1| relu() X -> X 2
        2| relu() X -> X 2
        2| tanh() X -> a 2
    """


def test_the_drawn_trip_takes_the_keys_of_the_first() -> None:
    tree = CallTree(report(TWO_TRIPS))
    first, second, tanh = list(tree.children(1))
    loops = Loops(tree, {"/while": 2})
    assert list(loops.stand_ins) == [0, 1, second, second, tanh]
    assert [tree.key(item) for item in (first, second, tanh)] == [
        "/while/relu()#2",
        "/while/relu()",
        "/while/tanh()",
    ]
    assert tree.position("/while/relu()") == tree.by_key["/while/relu()"] == second


def test_a_trip_after_the_last_is_the_last() -> None:
    assert stands_for(TWO_TRIPS, **{"while": 9}) == stands_for(TWO_TRIPS, **{"while": 2})


def test_what_is_below_a_call_of_the_drawn_trip_has_the_keys_of_the_first_too() -> None:
    source = """
        input X 2
        net Net X
          for _ in range(2) x 2
            1| block Block X -> a
              relu() X -> a 2
            2| block Block X -> a
              relu() X -> a 2
        """
    assert stands_for(source, **{"for": 2}) == {
        "/for/block#2": "/for/block",
        "/for/block#2/relu()": "/for/block/relu()",
    }


def test_a_loop_within_a_loop_turns_by_itself() -> None:
    source = """
        input X 2
        net Net X
          for i in range(2) x 2
            for j in range(2) x 2
              1| tanh() X -> a 2
              2| tanh() X -> a 2
            1| relu() X -> a 2
            for j in range(2) x 2
              1| tanh() X -> a 2
              2| tanh() X -> a 2
            2| relu() X -> a 2
        """
    tree = CallTree(report(source))
    loops = Loops(tree, {"/for": 2, "/for/for": 2})
    drawn = [item for item, stand_in in enumerate(loops.stand_ins) if item == stand_in]
    # The root, the loop, the second of the loops in it, its second trip, and the second relu.
    assert drawn == [0, 1, 6, 8, 9]
    assert [tree.key(item) for item in drawn[2:]] == [
        "/for/for",
        "/for/for/tanh()",
        "/for/relu()",
    ]
