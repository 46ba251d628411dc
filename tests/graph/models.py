"""Reports of the chapter's models and some harder ones, in the notation of the tests."""

CHIMERA = """
input X 2x20
chimera Sequential X -> s
  0 NestMLP X -> e
    net Sequential X -> d
      0 LazyLinear(in_features=20, out_features=64, bias=True) X -> a 2x64
        parameter weight 64x20
        parameter bias 64
      1 ReLU a -> b 2x64
      2 LazyLinear(in_features=64, out_features=32, bias=True) b -> c 2x32
        parameter weight 32x64
        parameter bias 32
      3 ReLU c -> d 2x32
    linear LazyLinear(in_features=32, out_features=16, bias=True) d -> e 2x16
      parameter weight 16x32
      parameter bias 16
  1 LazyLinear(in_features=16, out_features=20, bias=True) e -> f 2x20
    parameter weight 20x16
    parameter bias 20
  2 FixedHiddenMLP f -> s
    constant rand_weight 20x20
    linear LazyLinear(in_features=20, out_features=20, bias=True) f -> g 2x20
      parameter weight 20x20
      parameter bias 20
    matmul() g rand_weight -> h 2x20
    add(1) h -> i 2x20
    relu() i -> j 2x20
    linear LazyLinear(in_features=20, out_features=20, bias=True) j -> k 2x20
    while X.abs().sum() > 1 x 2
      0| abs() k -> t 2x20
      0| sum() t -> u ()
      0| gt(1) u -> v () bool
      0| bool() v
      1| div_(2) k -> k 2x20
      0| abs() k -> t 2x20
      0| sum() t -> u ()
      0| gt(1) u -> v () bool
      0| bool() v
      2| div_(2) k -> k 2x20
      0| abs() k -> t 2x20
      0| sum() t -> u ()
      0| gt(1) u -> v () bool
      0| bool() v
    sum() k -> s ()
return s
"""

PARALLEL = """
input X 2x20
net Parallel X -> c
  net1 Sequential X -> b
    0 LazyLinear X -> a 2x16
    1 ReLU a -> b 2x16
  net2 LazyLinear X -> d 2x8
  cat(dim=-1) b d -> c 2x24
return c
"""

RESIDUAL = """
input X 2x20
net Residual X -> c
  body Sequential X -> b
    0 Linear X -> a 2x20
    1 ReLU a -> b 2x20
  add() X b -> c 2x20
return c
"""

FAILED = """
input X 2x20
net Sequential X
  0 Linear X -> a 2x64
  1 ReLU a -> b 2x64
  2 Linear(in_features=32, out_features=10, bias=True) b !
  child 3 ReLU()
  child 4 Linear(in_features=10,out_features=2)
"""

LISTED = """
input X 2x20
net MySequential X -> c
  for module in self.children() x 3
    1| 0 LazyLinear X -> a 2x256
    2| 1 ReLU a -> b 2x256
    3| 2 LazyLinear b -> c 2x10
return c
"""


BLOCKS = """
input X 2x20
input M 2x2
net Net X M -> x3
  l0 Layer X M -> x1
    linear Linear X -> y0 2x20
      parameter weight 20x20
    add() y0 X M -> x1 2x20
  l1 Layer x1 M -> x2
    linear Linear x1 -> y1 2x20
      parameter weight 20x20
    add() y1 x1 M -> x2 2x20
  l2 Layer x2 M -> x3
    linear Linear x2 -> y2 2x20
      parameter weight 20x20
    add() y2 x2 M -> x3 2x20
  norm Norm x3 -> x4 2x20
return x4
"""

EXPERTS = """
input X 2x20
net Net X -> z
  e0 Linear X -> a 2x5
  e1 Linear X -> b 2x5
  e2 Linear X -> c 2x5
  cat() a b c -> z 2x15
return z
"""

GROWING = """
    input X 2x20
    net Net X -> y
      tanh() X -> h 2x20
      for t in range(3) x 3
        1| linear Linear h -> a 2x20
        1| cat() h a -> h 4x20
        2| linear Linear h -> a 4x20
        2| cat() h a -> h 8x20
        3| linear Linear h -> a 8x20
        3| cat() h a -> h 16x20
      sum() h -> y ()
    return y
    """


def u_net(depth: int) -> str:
    """A chain with a skip from each stage on the way down to its like on the way up."""
    lines = ["input X 1x3x64x64", "net UNet X -> out"]
    flow = "X"
    for i in range(depth):
        lines += [f"  down{i} Conv2d {flow} -> d{i} 1x8x64x64", f"  pool() d{i} -> p{i} 1x8x32x32"]
        flow = f"p{i}"
    for i in reversed(range(depth)):
        lines += [
            f"  cat() d{i} {flow} -> c{i} 1x16x64x64",
            f"  up{i} Conv2d c{i} -> u{i} 1x8x64x64",
        ]
        flow = f"u{i}"
    lines += [f"  head Conv2d {flow} -> out 1x2x64x64", "return out"]
    return "\n".join(lines)


def chain(length: int) -> str:
    """A Sequential of so many modules, no two alike."""
    lines = ["input X 2x20", f"net Sequential X -> x{length}"]
    lines += [f"  {i} Linear({i}) {f'x{i}' if i else 'X'} -> x{i + 1} 2x20" for i in range(length)]
    return "\n".join([*lines, f"return x{length}"])


def sequence(*written: str) -> str:
    """Modules that each read what the one before gave; all of them give 2x20."""
    lines = ["input x0 2x20", f"net Net x0 -> x{len(written)}"]
    lines += [f"  m{n} {type} x{n} -> x{n + 1} 2x20" for n, type in enumerate(written)]
    return "\n".join([*lines, f"return x{len(written)}"])
