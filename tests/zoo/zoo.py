"""All models of the zoo."""

from tests.zoo import (
    attention,
    chapter,
    convolutional,
    generative,
    gradients,
    hidden,
    hooks,
    kinds,
    language,
    memory,
    parametrized,
    python,
    recurrent,
    residual,
    routing,
    sharing,
    structured,
    vision,
)
from tests.zoo.specimen import Specimen

FAMILIES = (
    chapter,
    residual,
    convolutional,
    sharing,
    recurrent,
    attention,
    language,
    vision,
    generative,
    routing,
    parametrized,
    structured,
    memory,
    kinds,
    gradients,
    hooks,
    hidden,
    python,
)

ZOO: tuple[Specimen, ...] = tuple(one for family in FAMILIES for one in family.ZOO)
