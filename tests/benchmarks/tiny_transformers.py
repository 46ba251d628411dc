"""Every architecture of `transformers`' AutoModel, tiny and random, with inputs that it takes.

Configurations are shrunk by the names of their numbers; where the result does not fit together,
less is shrunk. Nothing is downloaded.
"""

import inspect
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PretrainedConfig
from transformers.models.auto.modeling_auto import MODEL_MAPPING_NAMES

LARGEST = 60_000_000
"""Parameters of the largest model that is still built."""

_WIDTH, _VOCABULARY = 64, 600
_Rules = tuple[tuple[str, int], ...]
_COUNTS: _Rules = (
    (r"vocab_size|vocabulary_size|text_vocab_size", _VOCABULARY),
    (r"(num|n)(_local|_routed)?_experts", 4),
    (r"num_experts_per_tok(en)?|moe_topk|top_k|num_selected_experts", 2),
    (r"n_group|topk_group|num_expert_group|topk_groups", 1),
    (r"first_k_dense_replace|num_dense_layers|moe_num_shared_experts|num_kv_shared_layers", 1),
    (r"max_position_embeddings|n_positions|max_source_positions|max_target_positions", 128),
)
_WIDTHS: _Rules = (
    (r"(\w+_)?(kv_heads|key_value_heads)", 2),
    (r"(num_|n_)?(\w+_)?(heads?)", 4),
    (r"(\w+_)?(head_dim|head_size|d_kv|d_head|key_size)", 16),
    (r"(\w+_)?(ffn_dim|intermediate_size|d_ff|mlp_dim|ffn_hidden_size|inner_dim|d_inner|n_inner)",
     128),
    (r"(\w+_)?(hidden_size|d_model|n_embd|embed_dim|hidden_dim|embedding_size|dim|"
     r"projection_dim|emb_dim|d_embed|embedding_dim|out_hidden_size|hidden_channels)", _WIDTH),
    (r"q_lora_rank|kv_lora_rank", 16),
)  # fmt: skip
_LAYERS = r"(num_|n_)?(\w+_)?(layers?|blocks?|depth)"
_SHRINKING: tuple[_Rules, ...] = (
    ((_LAYERS, 2), *_COUNTS, *_WIDTHS),
    ((_LAYERS, 4), *_COUNTS, *_WIDTHS[1:]),  # hybrids have one kind of layer in four or eight
    ((_LAYERS, 8), *_COUNTS, *_WIDTHS),
    ((_LAYERS, 2), *_COUNTS),
    (),
)
"""From the smallest to the configuration as it is."""

_DEPTH_LISTS = re.compile(r"(\w+_)?(depths?|layers|num_blocks|stage_num_blocks)")
_WIDTH_LISTS = re.compile(r"(\w+_)?(hidden_sizes|embed_dims?|dims|channels|conv_dim|hidden_dims)")


def names() -> list[str]:
    return sorted(MODEL_MAPPING_NAMES)


def build(name: str) -> tuple[nn.Module, tuple[Any, ...], dict[str, Any]]:
    """A model in eval mode with inputs that its plain forward takes.

    Raises RuntimeError, with the first reason, if no tiny one could be built or fed.
    """
    reasons: list[str] = []
    for rules in _SHRINKING:
        try:
            config = _shrunk(AutoConfig.for_model(name), rules)
            with torch.device("meta"):
                size = sum(each.numel() for each in AutoModel.from_config(config).parameters())
            if size > LARGEST:
                raise RuntimeError(f"not built: {size / 1e6:.0f} M parameters")
            model = _fresh(config)
        except Exception as error:  # noqa: BLE001 (whatever the library raises)
            reasons.append(f"not built: {type(error).__name__}: {error}")
            continue
        for inputs in _inputs(model, config):
            try:
                model(**inputs)
                _fresh(config)(**inputs)  # some run only after a failure
            except Exception as error:  # noqa: BLE001 (as above)
                reasons.append(f"not fed: {type(error).__name__}: {error}")
            else:
                return _fresh(config), (), inputs
    raise RuntimeError(" ".join(reasons[0].split())[:200])


def _fresh(config: PretrainedConfig) -> nn.Module:
    torch.manual_seed(0)
    model: nn.Module = AutoModel.from_config(config).eval()
    return model


def _shrunk(config: PretrainedConfig, rules: _Rules) -> PretrainedConfig:
    return type(config)(**_smaller(config, rules)) if rules else config


def _smaller(config: PretrainedConfig, rules: _Rules) -> dict[str, Any]:
    """Arguments for the constructor of a smaller configuration."""
    found: dict[str, Any] = {}
    for name in config.to_dict():
        value = getattr(config, name, None)
        if isinstance(value, PretrainedConfig):
            smaller = _smaller(value, rules)
            found[name] = {**smaller, "model_type": value.model_type}
        elif isinstance(value, bool) or name == "qk_head_dim":  # a sum of two others
            continue
        elif isinstance(value, int) and re.fullmatch(r"\w*token_(id|index)", name):
            found[name] = value if value < 10 else 10 + len(found) % 50
        elif isinstance(value, int):
            wanted = next((size for rule, size in rules if re.fullmatch(rule, name)), value)
            if wanted < value:
                found[name] = wanted
        elif isinstance(value, list | tuple) and value and all(type(v) is int for v in value):
            if _DEPTH_LISTS.fullmatch(name):
                found[name] = [1] * len(value)
            elif _WIDTH_LISTS.fullmatch(name) and rules[-1] is _WIDTHS[-1]:
                found[name] = [max(8, v * 32 // min(value)) for v in value]
    return found


def _inputs(model: nn.Module, config: PretrainedConfig) -> Iterator[dict[str, Tensor]]:
    """Ever more arguments for forward: what it cannot do without, then what it may want."""
    parameters = inspect.signature(model.forward).parameters
    choices = {name: each for name, each in _choices(config).items() if name in parameters}
    main = getattr(model, "main_input_name", "input_ids")
    needed = [
        name
        for name, parameter in parameters.items()
        if name in choices and (parameter.default is parameter.empty or name == main)
    ]
    wanted = ("decoder_input_ids", "input_ids", "pixel_values", "attention_mask", "bbox")
    more = [name for name in wanted if name in choices and name not in needed]
    for count in range(len(more) + 1):
        for extra in itertools.combinations(more, count):
            chosen = [*needed, *extra]
            for values in itertools.islice(itertools.product(*map(choices.get, chosen)), 8):
                yield dict(zip(chosen, values, strict=True))
    if isinstance(dummy := getattr(model, "dummy_inputs", None), Mapping):
        yield dict(dummy)


def _choices(config: PretrainedConfig) -> dict[str, list[Tensor]]:
    """What each argument may be, by its name."""
    torch.manual_seed(0)
    channels = _first(config, "num_channels", "in_channels", "in_chans") or 3
    size = _first(config, "image_size", "input_size", "img_size")
    sizes = [size] if isinstance(size, int) else [max(size)] if isinstance(size, list) else []
    images = [torch.rand(1, channels, side, side) for side in dict.fromkeys((*sizes, 64, 224))]
    frames = _first(config, "num_frames", "frames_per_clip") or 4
    videos = [image[:, None].expand(-1, frames, -1, -1, -1).contiguous() for image in images[:2]]
    patch, span = _first(config, "patch_size") or 14, _first(config, "temporal_patch_size") or 1
    grid = torch.tensor([[1, 4, 4]])
    patches = torch.rand(16, channels * span * patch * patch) if isinstance(patch, int) else grid
    mels = _first(config, "num_mel_bins", "feature_size", "n_mels", "feat_in") or 80
    steps = 2 * (_first(config, "max_source_positions") or 64)
    sounds = [torch.rand(1, 4000), torch.rand(1, 1, 4000)]
    spectra = [torch.rand(1, mels, steps), torch.rand(1, steps, mels), torch.rand(1, mels, 3000)]
    length = (_first(config, "max_length") or 1024) if mels else 1024
    words = torch.randint(70, 500, (2, 16))
    past = (_first(config, "context_length") or 32) + max(_first(config, "lags_sequence") or [0])
    series, rates = torch.rand(2, past), _first(config, "num_time_features") or 0
    return {
        "input_ids": [words, words[:1]],
        "decoder_input_ids": [words[:, :8]],
        "attention_mask": [torch.ones(2, 16, dtype=torch.long)],
        "bbox": [torch.zeros(2, 16, 4, dtype=torch.long)],
        "image": images,
        "pixel_values": [*images, *videos, patches],
        "pixel_values_videos": [*videos, patches],
        "pixel_mask": [torch.ones(1, 64, 64, dtype=torch.long)],
        "hidden_states": [patches, torch.rand(2, 16, _WIDTH)],
        "grid_thw": [grid],
        "image_grid_thw": [grid],
        "inputs_embeds": [torch.rand(2, 16, _WIDTH)],
        "input_values": [*sounds, torch.rand(1, length, mels)],
        "input_features": [*spectra, torch.rand(1, 1, 1001, 64)],
        "inputs": [words],
        "past_values": [series, series[..., None].expand(-1, -1, 7), torch.rand(2, past, 1)],
        "past_time_features": [torch.rand(2, past, rates)],
        "past_observed_mask": [torch.ones(2, past)],
        "visual_feats": [torch.rand(2, 4, 2048)],
        "visual_pos": [torch.rand(2, 4, 4)],
    }


def _first(config: PretrainedConfig, *wanted: str) -> Any:
    """The first such number in the configuration or in one of its parts."""
    pending = [config]
    while pending:
        part = pending.pop(0)
        for name in wanted:
            if (value := getattr(part, name, None)) is not None:
                return value
        values = (getattr(part, name, None) for name in part.to_dict())
        pending += [value for value in values if isinstance(value, PretrainedConfig)]
    return None
