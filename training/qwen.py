"""The embedded model in PyTorch, from the same weights: its lower layers as they are, its upper ones with an adapter.

Qwen2 (Yang et al. 2024): grouped-query attention with rotary positions, SwiGLU, RMS norm. The adapter is a LoRA
(Hu et al. 2022) on every matrix of the upper layers, switched on from the word "Claim:" on (an activated LoRA,
Greenewald et al. 2025): what was read of the text before it serves the model with and without the adapter.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import gguf
import torch
from gguf.quants import dequantize
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional

from summarizer.llm.names import EMBEDDED_CONTEXT

LAYERS, UPPER = 28, 16
"""Layers of the model, and the first of those that the adapter changes."""
HEADS, SHARED, WIDTH = 12, 2, 128
"""Heads that ask, heads of keys and values, numbers in each."""
EPSILON, THETA = 1e-6, 1e6
RANK, ALPHA = 8, 16
MATRICES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
INVOCATION = "Claim:"
"""Words from which on the adapter is switched on."""
_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    + r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)

Cache = list[tuple[Tensor, Tensor]]
"""Keys and values of each layer, (heads, tokens, numbers)."""


@dataclass
class Adapter:
    """Two thin matrices for each matrix of the upper layers, by its name."""

    a: dict[str, nn.Parameter]
    b: dict[str, nn.Parameter]

    @classmethod
    def new(cls, model: Qwen) -> Adapter:
        torch.manual_seed(7)
        a, b = {}, {}
        for layer in range(UPPER, LAYERS):
            for name in MATRICES:
                key = f"blk.{layer}.{name}.weight"
                out, width = model.weights[key].shape
                a[key] = nn.Parameter(torch.randn(RANK, width) / width**0.5)
                b[key] = nn.Parameter(torch.zeros(out, RANK))
        return cls(a, b)

    def parameters(self) -> list[nn.Parameter]:
        return [*self.a.values(), *self.b.values()]

    def save(self, path: Path, invocation: list[int]) -> None:
        """Write it as llama.cpp reads it."""
        writer = gguf.GGUFWriter(path, "qwen2")
        writer.add_type(gguf.GGUFType.ADAPTER)
        writer.add_string("adapter.type", "lora")
        writer.add_float32("adapter.lora.alpha", float(ALPHA))
        writer.add_key_value(
            "adapter.alora.invocation_tokens", invocation, gguf.GGUFValueType.ARRAY, gguf.GGUFValueType.UINT32
        )
        for key in self.a:
            writer.add_tensor(f"{key}.lora_a", self.a[key].detach().half().numpy())
            writer.add_tensor(f"{key}.lora_b", self.b[key].detach().half().numpy())
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


class Qwen:
    """The model's weights as numbers of 32 bits, and its tokenizer."""

    def __init__(self, path: Path) -> None:
        reader = gguf.GGUFReader(path)
        self.weights = {
            one.name: torch.tensor(dequantize(one.data, one.tensor_type)) for one in reader.tensors
        }
        self.tokens = _tokenizer(reader)
        self.yes, self.no = (self.tokens.encode(word).ids[0] for word in ("Yes", "No"))
        frequencies = THETA ** (-torch.arange(0, WIDTH, 2) / WIDTH)
        angles = torch.outer(torch.arange(EMBEDDED_CONTEXT), frequencies).repeat(1, 2)
        self.cos, self.sin = angles.cos(), angles.sin()

    def embed(self, ids: list[int]) -> Tensor:
        return self.weights["token_embd.weight"][torch.tensor(ids)]

    def run(
        self, h: Tensor, layers: range, start: int, past: Cache | None = None, adapter: Adapter | None = None
    ) -> tuple[Tensor, Cache]:
        """Run layers over (batch, tokens, width), which stand behind ``start`` tokens whose cache is ``past``."""
        cache: Cache = []
        for number, layer in enumerate(layers):
            h, kept = self._layer(h, layer, start, past[number] if past else None, adapter)
            cache.append(kept)
        return h, cache

    def answer(self, h: Tensor) -> Tensor:
        """Log odds of Yes against No behind the last of the tokens, from what the last layer gives."""
        output = self.weights["output.weight"]
        difference = output[self.yes] - output[self.no]
        return self._norm(h, "output_norm.weight") @ difference

    def _layer(self, h, layer, start, past, adapter):
        batch, count, _ = h.shape
        name = f"blk.{layer}."
        x = self._norm(h, name + "attn_norm.weight")
        q = self._times(x, name + "attn_q", adapter).view(batch, count, HEADS, WIDTH).transpose(1, 2)
        k = self._times(x, name + "attn_k", adapter).view(batch, count, SHARED, WIDTH).transpose(1, 2)
        v = self._times(x, name + "attn_v", adapter).view(batch, count, SHARED, WIDTH).transpose(1, 2)
        q, k = self._turn(q, start), self._turn(k, start)
        kept = (k, v)
        if past is not None:
            k = torch.cat([past[0].float().expand(batch, -1, -1, -1), k], 2)
            v = torch.cat([past[1].float().expand(batch, -1, -1, -1), v], 2)
        seen = torch.ones(count, k.shape[2], dtype=torch.bool).tril(k.shape[2] - count)
        k, v = (one.repeat_interleave(HEADS // SHARED, 1) for one in (k, v))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        h = h + self._times(mixed.transpose(1, 2).reshape(batch, count, -1), name + "attn_output", adapter)
        x = self._norm(h, name + "ffn_norm.weight")
        gated = functional.silu(self._times(x, name + "ffn_gate", adapter)) * self._times(
            x, name + "ffn_up", adapter
        )
        return h + self._times(gated, name + "ffn_down", adapter), kept

    def _times(self, x: Tensor, name: str, adapter: Adapter | None) -> Tensor:
        key = f"{name}.weight"
        y = functional.linear(x, self.weights[key], self.weights.get(f"{name}.bias"))
        if adapter is not None:
            y = y + functional.linear(functional.linear(x, adapter.a[key]), adapter.b[key]) * (ALPHA / RANK)
        return y

    def _norm(self, x: Tensor, name: str) -> Tensor:
        return functional.rms_norm(x, (x.shape[-1],), self.weights[name], EPSILON)

    def _turn(self, x: Tensor, start: int) -> Tensor:
        stop = start + x.shape[2]
        half = WIDTH // 2
        turned = torch.cat([-x[..., half:], x[..., :half]], -1)
        return x * self.cos[start:stop] + turned * self.sin[start:stop]


def _tokenizer(reader: gguf.GGUFReader) -> Tokenizer:
    words = reader.get_field("tokenizer.ggml.tokens").contents()
    merges = [tuple(pair.split(" ")) for pair in reader.get_field("tokenizer.ggml.merges").contents()]
    kinds = reader.get_field("tokenizer.ggml.token_type").contents()
    tokens = Tokenizer(models.BPE({word: n for n, word in enumerate(words)}, merges))
    tokens.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokens.decoder = decoders.ByteLevel()
    tokens.add_special_tokens([word for word, kind in zip(words, kinds, strict=True) if kind == 3])
    return tokens
