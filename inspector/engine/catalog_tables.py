"""What cannot be read off torch.nn itself: groups, better words, and choices.

Everything else in the catalog is found by introspection.
"""

from inspector.catalog.entry import Family

OTHER_ACTIVATIONS = ("Softmin", "Softmax", "Softmax2d", "LogSoftmax", "AdaptiveLogSoftmaxWithLoss")

GROUPS: dict[str, tuple[Family, tuple[str, ...]]] = {
    "Containers": ("container", ("container", "module")),
    "Linear Layers": ("linear", ("linear",)),
    "Convolution Layers": ("convolution", ("conv",)),
    "Pooling Layers": ("function", ("pooling",)),
    "Non-linear Activations (weighted sum, nonlinearity)": ("activation", ("activation",)),
    "Non-linear Activations (other)": ("activation", ("adaptive",)),
    "Normalization Layers": ("normalization", ("batchnorm", "instancenorm", "normalization")),
    "Recurrent Layers": ("sequence", ("rnn",)),
    "Transformer Layers": ("sequence", ("transformer",)),
    "Dropout Layers": ("function", ("dropout",)),
    "Sparse Layers": ("linear", ("sparse",)),
    "Utilities": ("function", ("flatten",)),
    "Padding Layers": ("function", ("padding",)),
    "Vision Layers": ("function", ("fold", "pixelshuffle", "upsampling")),
    "Shuffle Layers": ("function", ("channelshuffle",)),
    "Distance Functions": ("function", ("distance",)),
    "Loss Functions": ("function", ("loss",)),
    "DataParallel Layers": ("container", ("data_parallel",)),
}
"""Group to family and to the files of torch.nn that define its modules, most used first.

The titles are those of https://docs.pytorch.org/docs/stable/nn.html.
"""

FAMILIES: dict[str, Family] = {"MultiheadAttention": "sequence"}
"""Modules whose family is not that of their group."""

PROMINENT = (
    *("Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"),
    *("Linear", "LazyLinear", "Identity", "Bilinear"),
    *("Conv2d", "Conv1d", "Conv3d", "LazyConv2d", "LazyConv1d", "LazyConv3d"),
    *("ConvTranspose2d", "ConvTranspose1d", "ConvTranspose3d"),
    *("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "MaxPool1d", "AvgPool1d"),
    *("ReLU", "GELU", "SiLU", "Sigmoid", "Tanh", "LeakyReLU", "ELU", "MultiheadAttention"),
    *("Softmax", "LogSoftmax"),
    *(
        "BatchNorm2d",
        "BatchNorm1d",
        "BatchNorm3d",
        "LayerNorm",
        "RMSNorm",
        "GroupNorm",
        "InstanceNorm2d",
    ),
    *("LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"),
    *(
        "TransformerEncoderLayer",
        "TransformerEncoder",
        "TransformerDecoderLayer",
        "TransformerDecoder",
        "Transformer",
    ),
    *("Dropout", "Dropout2d", "Dropout1d"),
    *("Embedding", "EmbeddingBag"),
    *("Flatten", "Unflatten"),
    *("Upsample", "PixelShuffle"),
    *("CrossEntropyLoss", "MSELoss", "L1Loss", "BCEWithLogitsLoss"),
)
"""What stands first in its group, and first among equals when searching."""

SUMMARIES = {
    "AdaptiveLogSoftmaxWithLoss": "Approximates softmax efficiently for very many classes.",
    "BCELoss": "Measures the binary cross entropy between target and input probabilities.",
    "BCEWithLogitsLoss": "Combines a sigmoid and the binary cross entropy in one stable loss.",
    "Bilinear": "Applies a bilinear transformation to two inputs: y = x1ᵀ A x2 + b.",
    "Container": "Deprecated base class for containers; use Module.",
    "CosineEmbeddingLoss": "Measures the loss of two inputs that should be alike (1) or not (-1).",
    "CosineSimilarity": "Returns the cosine similarity of two inputs along a dimension.",
    "CrossEntropyLoss": "Computes the cross entropy between input logits and target.",
    "CrossMapLRN2d": "Applies local response normalization across the channels of an image.",
    "CTCLoss": "Computes the connectionist temporal classification loss.",
    "Dropout": "Randomly zeroes elements of the input with probability p, during training only.",
    "Dropout1d": "Randomly zeroes entire channels of a sequence, during training only.",
    "Dropout2d": "Randomly zeroes entire channels of an image, during training only.",
    "Dropout3d": "Randomly zeroes entire channels of a volume, during training only.",
    "Embedding": "Looks up a learned vector for each index.",
    "EmbeddingBag": "Computes sums or means of bags of embeddings in one step.",
    "Flatten": "Flattens all dimensions but the batch into one.",
    "GaussianNLLLoss": "Computes the negative log likelihood of a Gaussian.",
    "GRU": "Applies a multi-layer gated recurrent unit (GRU) to a sequence.",
    "HuberLoss": "Measures the squared error when it is below delta, else the absolute error.",
    "Identity": "Returns its input unchanged, whatever arguments it is given.",
    "InstanceNorm1d": "Applies instance normalization to a batch of sequences.",
    "InstanceNorm2d": "Applies instance normalization to a batch of images.",
    "InstanceNorm3d": "Applies instance normalization to a batch of volumes.",
    "KLDivLoss": "Computes the Kullback-Leibler divergence.",
    "L1Loss": "Measures the mean absolute error between input and target.",
    "LazyLinear": "A Linear module that infers in_features from its first input.",
    "LinearCrossEntropyLoss": "Computes the cross entropy of a linear layer's output in one step.",
    "LogSoftmax": "Applies the logarithm of softmax along a dimension.",
    "LSTM": "Applies a multi-layer long short-term memory (LSTM) to a sequence.",
    "MarginRankingLoss": "Measures how well two inputs rank, given which should be higher.",
    "MSELoss": "Measures the mean squared error between input and target.",
    "MultiLabelMarginLoss": "Optimizes a multi-class hinge loss with several labels per sample.",
    "MultiLabelSoftMarginLoss": "Optimizes a one-versus-all loss for several labels per sample.",
    "MultiMarginLoss": "Optimizes a multi-class hinge loss with one label per sample.",
    "MultiheadAttention": "Lets a sequence attend to information from different subspaces.",
    "NLLLoss": "Computes the negative log likelihood loss.",
    "NLLLoss2d": "Deprecated; NLLLoss takes images as well.",
    "ParameterDict": "Holds parameters in a dictionary.",
    "RNN": "Applies a multi-layer Elman RNN with tanh or ReLU to a sequence.",
    "RNNCellBase": "Base class for the recurrent cells.",
    "Sequential": "Runs modules one after the other, each on the output of the one before.",
    "SmoothL1Loss": "Measures the squared error when it is below beta, else the absolute error.",
    "SoftMarginLoss": "Optimizes a two-class logistic loss for targets 1 and -1.",
    "Softmax": "Turns values along a dimension into probabilities that sum to 1.",
    "Softmin": "Like softmax, with the largest probability for the smallest value.",
    "Transformer": "A basic transformer: an encoder and a decoder.",
    "TransformerDecoder": "A stack of decoder layers.",
    "TransformerDecoderLayer": "Self-attention, attention to the encoder, and feedforward.",
    "TransformerEncoder": "A stack of encoder layers.",
    "TransformerEncoderLayer": "Self-attention and a feedforward network.",
    "TripletMarginLoss": "Measures how much closer an anchor is to a positive than to a negative.",
    "TripletMarginWithDistanceLoss": "The triplet loss with a distance function of one's own.",
    "Unflatten": "Splits one dimension into several.",
    "Upsample": "Upsamples a sequence, an image or a volume.",
    "einsum": "Multiplies and sums tensors as an equation of index letters says.",
    "mean": "Returns the mean over one dimension or all.",
    "sum": "Returns the sum over one dimension or all.",
}
"""Summaries where the first sentence of torch's documentation is missing, long or unclear."""

DESCRIPTIONS = {
    "affine": "Whether to learn a scale and a shift for each channel",
    "elementwise_affine": "Whether to learn a scale and a shift for each element",
    "track_running_stats": "Whether to keep a running mean and variance for use in eval mode",
    "inplace": "Whether to change the input itself instead of a copy",
    "device": "Device of the parameters and buffers",
    "dtype": "Data type of the parameters and buffers",
}
"""Descriptions of parameters that torch does not describe, or describes at length."""

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("*", "reduction"): ("none", "mean", "sum"),
    ("KLDivLoss", "reduction"): ("none", "batchmean", "sum", "mean"),
    ("*", "nonlinearity"): ("tanh", "relu"),
    ("*", "activation"): ("relu", "gelu"),
    ("*", "approximate"): ("none", "tanh"),
    ("*", "padding_mode"): ("zeros", "reflect", "replicate", "circular"),
    ("RNNBase", "mode"): ("LSTM", "GRU", "RNN_TANH", "RNN_RELU"),
    ("EmbeddingBag", "mode"): ("sum", "mean", "max"),
    ("Upsample", "mode"): ("nearest", "linear", "bilinear", "bicubic", "trilinear"),
    ("interpolate", "mode"): (
        "nearest",
        "linear",
        "bilinear",
        "bicubic",
        "trilinear",
        "area",
        "nearest-exact",
    ),
    ("pad", "mode"): ("constant", "reflect", "replicate", "circular"),
    ("div", "rounding_mode"): ("trunc", "floor"),
}
"""What a string argument may be, by owner and name; ``*`` is any owner."""
