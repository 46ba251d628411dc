"""Small models of well-known packages, each made by one file of these."""

from typing import NamedTuple


class Model(NamedTuple):
    """A module to import, and in its names a model and an input."""

    module: str
    expression: str
    input: str = "torch.rand(1, 3, 64, 64)"


MODELS = (
    Model("torchvision.models.resnet", "ResNet(BasicBlock, [1, 1, 1, 1])"),
    Model("torchvision.models.resnet", "ResNet(Bottleneck, [1, 2, 1, 1])"),
    Model("torchvision.models.mobilenetv2", "mobilenet_v2()"),
    Model("torchvision.models.mobilenetv3", "mobilenet_v3_small()"),
    Model("torchvision.models.squeezenet", "squeezenet1_1()"),
    Model("torchvision.models.squeezenet", "squeezenet1_0()"),
    Model("torchvision.models.shufflenetv2", "shufflenet_v2_x0_5()"),
    Model("torchvision.models.mnasnet", "mnasnet0_5()"),
    Model("torchvision.models.densenet", "DenseNet(8, (2, 2), 16)"),
    Model("torchvision.models.googlenet", "GoogLeNet(10, True, False, False)"),
    Model("torchvision.models.efficientnet", "efficientnet_b0()"),
    Model("torchvision.models.regnet", "regnet_y_400mf()"),
    Model(
        "torchvision.models.vision_transformer",
        "VisionTransformer(64, 16, 2, 2, 16, 32)",
    ),
    Model(
        "torchvision.models.swin_transformer", "SwinTransformer([4, 4], 16, [1, 1], [2, 2], [4, 4])"
    ),
    Model(
        "torchvision.models.convnext",
        "ConvNeXt([CNBlockConfig(8, 16, 1), CNBlockConfig(16, None, 1)])",
    ),
    Model("timm.models.resnet", "ResNet(BasicBlock, (1, 1, 1, 1))"),
    Model(
        "timm.models.vision_transformer",
        "VisionTransformer(64, 16, embed_dim=16, depth=2, num_heads=2)",
    ),
    Model(
        "timm.models.mlp_mixer", "MlpMixer(img_size=64, patch_size=16, num_blocks=2, embed_dim=16)"
    ),
    Model("timm.models.convnext", "ConvNeXt(depths=(1, 1, 1, 1), dims=(8, 16, 32, 64))"),
    Model("timm.models.convmixer", "ConvMixer(16, 2)"),
    Model("timm.models.inception_v4", "InceptionV4()", "torch.rand(1, 3, 128, 128)"),
    Model("timm.models.xception", "Xception()", "torch.rand(1, 3, 96, 96)"),
    Model("timm.models.densenet", "DenseNet(8, (2, 2))"),
    Model(
        "timm.models.levit",
        "Levit(64, embed_dim=(32, 48, 64), num_heads=(2, 3, 4), depth=(1, 1, 1))",
    ),
    Model("timm.models.cait", "Cait(64, embed_dim=48, depth=2, num_heads=4)"),
    Model("monai.networks.nets.basic_unet", "BasicUNet(2, 3, 2, (8, 8, 16, 16, 16, 8))"),
    Model("monai.networks.nets.unet", "UNet(2, 3, 2, (4, 8, 16), (2, 2), num_res_units=1)"),
    Model("monai.networks.nets.segresnet", "SegResNet(2, 8, 3)"),
    Model("monai.networks.nets.densenet", "DenseNet(2, 3, 2, 8, 8, (2, 2))"),
    Model(
        "transformers.models.bert.modeling_bert",
        "BertModel(BertConfig(vocab_size=60, hidden_size=16, num_hidden_layers=2,"
        " num_attention_heads=2, intermediate_size=32))",
        "torch.arange(8)[None]",
    ),
    Model(
        "transformers.models.gpt2.modeling_gpt2",
        "GPT2Model(GPT2Config(vocab_size=60, n_embd=16, n_layer=2, n_head=2, use_cache=False))",
        "torch.arange(8)[None]",
    ),
    Model(
        "transformers.models.distilbert.modeling_distilbert",
        "DistilBertModel(DistilBertConfig(vocab_size=60, dim=16, n_layers=2, n_heads=2,"
        " hidden_dim=32))",
        "torch.arange(8)[None]",
    ),
)
