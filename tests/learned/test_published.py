"""The published model: its size, its forward pass by PyTorch's own layers, rotation, dropout."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from torch import Tensor, nn

from domains.families.latin import Latin
from domains.families.snowflake.layout import snowflake_structure, spiral
from ldt.models import published
from ldt.models.dropout import evaluation_noise, set_dropout
from ldt.models.graph import Template
from ldt.models.heads import Heads
from ldt.models.published import PublishedConfig, PublishedLDT, Rotation, grid_of
from ldt.models.registry import build_model
from search.learned.proposer import UnfitError
from tests.domains.families.grids import SUDOKU

SMALL = PublishedConfig(rows=3, columns=4, channels=5, width=16, heads=2, layers=2, loops=3)
ROTARY = PublishedConfig(rows=3, columns=4, channels=5, width=16, heads=2, layers=2, rotary=1)


def model(config: PublishedConfig = SMALL) -> PublishedLDT:
    torch.manual_seed(1)
    return PublishedLDT(config).eval()


def boards(count: int = 4, config: PublishedConfig = SMALL) -> Tensor:
    generator = torch.Generator().manual_seed(2)
    return torch.rand(count, config.cells, config.channels, generator=generator) < 0.6


@pytest.mark.parametrize(
    ("config", "parameters", "gigaflops"),
    [
        (PublishedConfig(), 799_635, 2.28),
        (PublishedConfig(15, 10, 7), 799_759, 4.55),
        (PublishedConfig(15, 15, 5), 799_627, 7.36),
        (PublishedConfig(30, 30, 5, 192, rotary=1), 1_783_499, 90.9),
        (PublishedConfig(channels=10), 800_021, 2.28),
    ],
    ids=["sudoku", "snowflake", "maze15", "maze30", "minesweeper"],
)
def test_size_and_cost_are_the_published_ones(
    config: PublishedConfig, parameters: int, gigaflops: float
) -> None:
    built = PublishedLDT(config)
    assert sum(p.numel() for p in built.parameters()) == parameters
    assert config.flops() / 1e9 == pytest.approx(gigaflops, rel=2e-3)


def reference(own: PublishedLDT, bits: Tensor, loops: int) -> Heads:
    """The forward pass as the paper's description has it, of PyTorch's transformer layers."""
    config = own.config
    layers = []
    for source in own.loop.layers:
        layer = nn.TransformerEncoderLayer(
            config.width, config.heads, 4 * config.width, 0.0, "gelu", 1e-5, True, True
        )
        state = {
            "self_attn.in_proj_weight": source.attention.project.weight,
            "self_attn.in_proj_bias": source.attention.project.bias,
            "self_attn.out_proj.weight": source.attention.merge.weight,
            "self_attn.out_proj.bias": source.attention.merge.bias,
            "linear1.weight": source.inner[0].weight,
            "linear1.bias": source.inner[0].bias,
            "linear2.weight": source.inner[2].weight,
            "linear2.bias": source.inner[2].bias,
            "norm1.weight": source.attention_norm.weight,
            "norm1.bias": source.attention_norm.bias,
            "norm2.weight": source.inner_norm.weight,
            "norm2.bias": source.inner_norm.bias,
        }
        layer.load_state_dict(state)
        layers.append(layer.train())  # the fast path of eval mode rounds otherwise
    row = torch.arange(config.cells) // config.columns
    column = torch.arange(config.cells) % config.columns
    hidden = start = own.embed(bits.float())
    keep, value, conflict = [], [], []
    for _ in range(loops):
        hidden = hidden + start
        tokens = hidden + own.loop.row(row) + own.loop.column(column)
        cls = (own.loop.token + own.loop.token_position).expand(len(bits), 1, -1)
        tokens = torch.cat([tokens, cls], 1)
        for layer in layers:
            tokens = layer(tokens)
        hidden = own.loop.norm(hidden + tokens[:, :-1])
        keep.append(own.keep(hidden))
        value.append(own.value(hidden))
        conflict.append(own.conflict(tokens[:, -1]).squeeze(-1))
    return Heads(torch.stack(keep), torch.stack(value), torch.stack(conflict))


def test_the_forward_pass_is_the_described_one() -> None:
    own, bits = model(), boards()
    found, expected = own(bits, 3), reference(own, bits, 3)
    for mine, theirs in zip(found, expected, strict=True):
        assert mine.shape == theirs.shape
        torch.testing.assert_close(mine, theirs, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("config", [SMALL, ROTARY], ids=["tables", "rotary"])
def test_loops_share_weights_and_more_of_them_only_go_on(config: PublishedConfig) -> None:
    own, bits = model(config), boards()
    few, many = own(bits, 2), own(bits, 5)
    for short, long in zip(few, many, strict=True):
        torch.testing.assert_close(short, long[:2])
    last = own(bits, 5, first_read=4)
    for one, long in zip(last, many, strict=True):
        torch.testing.assert_close(one, long[4:])


@pytest.mark.parametrize("config", [SMALL, ROTARY], ids=["tables", "rotary"])
def test_rows_of_a_batch_do_not_see_each_other(config: PublishedConfig) -> None:
    own, bits = model(config), boards()
    for part, whole in zip(own(bits[1:2], 3), own(bits, 3), strict=True):
        torch.testing.assert_close(part, whole[:, 1:2], rtol=1e-4, atol=1e-5)


def test_both_kinds_of_position_are_told_apart() -> None:
    # All cells hold the same bits, so whatever differs between them comes from where they are.
    same = torch.ones(1, SMALL.cells, SMALL.channels, dtype=torch.bool)
    keep = model(SMALL)(same, 1).keep[0, 0]
    assert len({tuple(row) for row in keep.tolist()}) == SMALL.cells
    different = boards(1, ROTARY)
    moved = different.roll(1, 1)
    assert not torch.allclose(
        model(ROTARY)(different, 2).conflict, model(ROTARY)(moved, 2).conflict
    )


def test_rotation_turns_by_row_and_column_and_leaves_the_token() -> None:
    config = PublishedConfig(rows=5, columns=6, channels=2, width=16, heads=2, rotary=1)
    turn = Rotation(config)
    unit = torch.zeros(1, 1, config.cells + 1, 8)
    unit[..., 0] = unit[..., 4] = 1.0  # the first pair of each half turns one radian a step
    turned = turn(unit)[0, 0]
    for row, column in product(range(5), range(6)):
        found = turned[row * 6 + column]
        angles = torch.tensor([row, column], dtype=torch.float32)
        torch.testing.assert_close(found[[0, 4]], angles.cos())
        torch.testing.assert_close(found[[1, 5]], angles.sin())
    assert torch.equal(turned[-1], unit[0, 0, -1])


def test_rotated_scores_depend_on_distances_alone() -> None:
    config = PublishedConfig(rows=5, columns=6, channels=2, width=32, heads=2, rotary=1)
    turn = Rotation(config)
    one, other = torch.randn(2, 16, generator=torch.Generator().manual_seed(0))
    queries = turn(one.expand(1, 1, 31, -1))[0, 0, :-1].view(5, 6, -1)
    keys = turn(other.expand(1, 1, 31, -1))[0, 0, :-1].view(5, 6, -1)
    torch.testing.assert_close(queries.norm(dim=-1), one.norm().expand(5, 6))
    for down, right in product(range(3), range(3)):
        scores = (queries[: 5 - down, : 6 - right] * keys[down:, right:]).sum(-1)
        torch.testing.assert_close(scores, scores[0, 0].expand_as(scores), rtol=1e-3, atol=1e-4)


def test_a_width_that_heads_cannot_share_is_refused() -> None:
    with pytest.raises(ValueError, match="width 18, expected a multiple of 4"):
        PublishedConfig(width=18)
    with pytest.raises(ValueError, match="width 24, expected a multiple of 16"):
        PublishedConfig(width=24, rotary=1)


@pytest.mark.parametrize("config", [SMALL, ROTARY], ids=["tables", "rotary"])
def test_evaluation_noise_reaches_every_layer_and_is_taken_back(
    config: PublishedConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, bits = model(config), boards()
    set_dropout(own, 0.1)
    used: list[float] = []
    attend = published.scaled_dot_product_attention

    def recorded(*tensors: Tensor, dropout_p: float) -> Tensor:
        used.append(dropout_p)
        return attend(*tensors, dropout_p=dropout_p)

    monkeypatch.setattr(published, "scaled_dot_product_attention", recorded)
    with evaluation_noise(own, 0.05):
        first, second = own(bits, 2).keep, own(bits, 2).keep
        assert {layer.p for layer in own.modules() if isinstance(layer, nn.Dropout)} == {0.05}
    assert set(used) == {0.05}
    assert not torch.allclose(first, second)
    assert not own.training
    assert {layer.p for layer in own.modules() if isinstance(layer, nn.Dropout)} == {0.1}
    own.train()
    with evaluation_noise(own, 0.0):
        torch.testing.assert_close(own(bits, 2).keep, own(bits, 2).keep, rtol=0, atol=0)
    assert own.training


def test_a_board_is_read_on_the_grid_it_was_drawn_on() -> None:
    own = build_model("published", {**grid_of(SUDOKU.structure(4)), "width": 16})
    assert isinstance(own, PublishedLDT)
    template = Template.of(SUDOKU.structure(4))
    found = own.read(template, torch.ones(2, 16, 4, dtype=torch.bool), 3, 1)
    assert found.keep.shape == found.value.shape == (2, 2, 16, 4)
    assert found.conflict.shape == (2, 2)
    words = "found boards of 36 variables and 6 values, expected boards of 16 variables and 4"
    with pytest.raises(UnfitError, match=words):
        own.read(Template.of(SUDOKU.structure(6)), torch.ones(1, 36, 6, dtype=torch.bool), 1)


def test_the_grid_is_that_of_the_layout() -> None:
    assert grid_of(Latin().structure(7)) == {"rows": 7, "columns": 7, "channels": 7}
    with pytest.raises(ValueError, match="family snowflake has no square grid"):
        grid_of(snowflake_structure(spiral(4)))
