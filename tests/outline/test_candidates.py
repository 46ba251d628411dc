from inspector.outline.candidates import candidates
from inspector.outline.read import get

NET = "class {name}(nn.Module):\n    def __init__(self{takes}):\n        pass\n"


def net(name: str, takes: str = "") -> str:
    return NET.format(name=name, takes=takes)


def offered(text: str) -> list[str]:
    return [each.expression for each in candidates(get(text))]


def test_the_variable_that_is_the_model_comes_before_all_others() -> None:
    text = net("A") + "a = A()\nmodel = nn.Sequential(a)\nb = A()\nsize = 3\n"
    assert offered(text) == ["model", "b", "a", "A()"]


def test_a_function_that_returns_a_model_is_offered_and_its_helper_is_not() -> None:
    text = (
        net("ResNet", ", depth")
        + "def _resnet(depth):\n    model = ResNet(depth)\n    return model\n"
        + "def resnet18(progress=True):\n    return _resnet(18)\n"
        + "def count(model):\n    return 3\n"
    )
    assert offered(text) == ["resnet18()", "ResNet(depth=…)"]


def test_the_class_that_holds_others_comes_before_its_parts() -> None:
    text = "class Net(nn.Module):\n    def __init__(self):\n        self.block = Block()\n" + net(
        "Block"
    )
    found = candidates(get(text))
    assert [each.expression for each in found] == ["Net()", "Block()"]
    assert found[1].part_of == "Net"


def test_a_configuration_with_defaults_is_given_to_what_needs_one() -> None:
    config = "@dataclass\nclass GPTConfig:\n    width: int = 8\n"
    assert offered(config + net("GPT", ", config")) == ["GPT(GPTConfig())"]
    assert offered(config + net("GPT", ", setup: GPTConfig")) == ["GPT(GPTConfig())"]
    assert offered(config + net("GPT", ", *, config")) == ["GPT(config=GPTConfig())"]


def test_a_configuration_from_another_file_is_known_by_its_name() -> None:
    text = "from .configuration import BertConfig\n" + net("Bert", ', config: "BertConfig"')
    assert offered(text) == ["Bert(BertConfig())"]


def test_a_dataclass_with_a_field_to_fill_is_no_ready_configuration() -> None:
    config = "@dataclass\nclass Config:\n    width: int\n"
    assert offered(config + net("GPT", ", config")) == ["GPT(config=…)"]


def test_what_an_argument_still_lacks_is_named() -> None:
    (found,) = candidates(get(net("Encoder", ", width: int, depth=2, *, heads")))
    assert found.expression == "Encoder(width=…, heads=…)"
    assert found.needs == ("width", "heads")


def test_a_call_in_the_file_tells_which_arguments_do() -> None:
    main = 'if __name__ == "__main__":\n    args = parse()\n    net = Encoder({})\n'
    assert offered(net("Encoder", ", width") + main.format("64")) == ["Encoder(64)"]
    assert offered(net("Encoder", ", width") + main.format("args.width")) == ["Encoder(width=…)"]


def test_a_class_counts_by_its_forward_where_its_base_is_unknown() -> None:
    text = "class Net(Base):\n    def forward(self, x):\n        return x\n"
    assert offered(f"{text}class Data(Base):\n    size = 1\n") == ["Net()"]


def test_a_class_whose_base_is_imported_counts_unless_its_name_says_what_else_it_is() -> None:
    text = (
        "import enum\n"
        "from base import Segmentation, WeightsEnum, ModelOutput\n"
        "class Weights(WeightsEnum): pass\n"
        "class Result(ModelOutput): pass\n"
        "class Mode(enum.Enum): pass\n"
        "class DeepLab(Segmentation): pass\n"
        "def _deeplab(backbone):\n    return DeepLab(backbone)\n"
        "def deeplab50(progress=True):\n    model = _deeplab(resnet50())\n    return model\n"
    )
    assert offered(text) == ["deeplab50()", "DeepLab()"]


def test_what_others_of_the_file_inherit_is_only_their_base() -> None:
    text = "from base import Model\nclass Own(Model): pass\nclass Net(Own): pass\n"
    assert offered(text) == ["Net()"]
