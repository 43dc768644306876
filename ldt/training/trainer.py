"""One trainer for every learned operator: draw, look, learn, advance."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ldt.models.graph import template_of
from ldt.models.heads import Heads
from ldt.models.registry import build_model
from ldt.training import checkpoint
from ldt.training.examples import Examples
from ldt.training.losses import Batch, Losses, losses
from ldt.training.pool import COLUMNS, Advance, Pool
from ldt.training.recipe import Recipe
from search.learned.propagation import Propagation


class TrainingDivergedError(ArithmeticError):
    """A loss that is no number. The last checkpoint is from before."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What one step did.

    Attributes:
        step: its number, from 0.
        losses: total, candidate, value, conflict.
        gradient: norm of the gradient before it was clipped.
        dead: share of dead states among those trained on.
        wrong: share of wrong eliminations among all that the step would make at 0.1.
        eliminated: eliminations per state at 0.1.
        right: share of open variables whose best value is the right one, on live states.
        seconds: of training so far, over all sittings.
    """

    step: int
    losses: tuple[float, float, float, float]
    gradient: float
    dead: float
    wrong: float
    eliminated: float
    right: float
    seconds: float


class Trainer:
    """A run: model, optimiser, pools, and where they are."""

    def __init__(
        self, recipe: Recipe, examples: Sequence[Examples], device: torch.device | str = "cpu"
    ) -> None:
        self.recipe, self.device = recipe, torch.device(device)
        torch.manual_seed(recipe.seed)
        self.generator = torch.Generator(self.device).manual_seed(recipe.seed)
        self.model = build_model(recipe.model, dict(recipe.widths)).to(self.device)
        self.average = {name: t.detach().clone() for name, t in self.model.state_dict().items()}
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), recipe.rate, recipe.betas, weight_decay=recipe.decay
        )
        self.pools = [self._pool(own.to(self.device)) for own in examples]
        self.step, self.seconds = 0, 0.0

    def _pool(self, examples: Examples) -> Pool:
        propagation = None
        if self.recipe.propagate:
            propagation = Propagation(examples.structure, compiled=True)
        size = max(self.recipe.batch, round(self.recipe.pool * self.recipe.batch))
        return Pool(examples, self.recipe, size, self.generator, propagation)

    def run(self, steps: int | None = None) -> Iterator[Progress]:
        """Train until the recipe's last step, or for so many steps; yield after each.

        Raises:
            TrainingDivergedError: a loss is no number; the step was not taken.
        """
        last = self.recipe.steps if steps is None else min(self.recipe.steps, self.step + steps)
        while self.step < last:
            started = time.perf_counter()
            progress = self._train_step()
            self.seconds += time.perf_counter() - started
            self.step += 1
            yield progress

    def _train_step(self) -> Progress:
        """Take one step with one pool; pools take turns."""
        pool = self.pools[self.step % len(self.pools)]
        index = pool.draw(self.recipe.batch)
        batch = Batch(
            pool.boards[index], pool.givens(index), pool.examples.inside, pool.targets(index)
        )
        heads = self._read(pool, batch.boards)
        found = losses(heads, batch, self.recipe.loss)
        if not bool(torch.isfinite(found.total)):
            message = f"the loss of step {self.step} is {float(found.total)}"
            raise TrainingDivergedError(message)
        gradient = self._learn(found)
        said = self._last(heads)
        progress = self._progress(batch, said, found, gradient)
        pool.advance(index, batch.targets, said)
        return progress

    def _read(self, pool: Pool, boards: Tensor) -> Heads:
        """Run the model on a batch, for a drawn number of loops."""
        fewest, most = self.recipe.loops(self.step)
        span = most - fewest + 1
        loops = fewest + int(
            torch.randint(span, (), generator=self.generator, device=self.device)
        )
        template = template_of(pool.structure, self.device)
        heads: Heads = self.model.read(template, boards, loops, min(self.recipe.unread, loops - 1))
        return heads

    def _learn(self, found: Losses) -> float:
        """Take the gradient step; return the gradient's norm."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.recipe.rate_at(self.step)
        self.optimiser.zero_grad(set_to_none=True)
        found.total.backward()  # type: ignore[no-untyped-call]
        norm = nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
        self.optimiser.step()
        self._average()
        return float(norm)

    @torch.no_grad()
    def _average(self) -> None:
        """Move the average of the weights; early on it follows faster, so that it forgets."""
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        for name, tensor in self.model.state_dict().items():
            self.average[name].lerp_(tensor, 1 - keep)

    @staticmethod
    def _last(heads: Heads) -> Advance:
        """Return what the last loop says, as the step reads it."""
        return Advance(
            heads.keep[-1].detach().sigmoid(),
            heads.value[-1].detach(),
            heads.conflict[-1].detach().sigmoid(),
        )

    def _progress(
        self, batch: Batch, said: Advance, found: Losses, gradient: float
    ) -> Progress:
        """Measure the batch, for the record."""
        alive = ~batch.targets.dead
        open_ = batch.boards & (batch.boards.sum(-1, keepdim=True) > 1) & alive[:, None, None]
        killed = open_ & (said.keep < 0.1)
        wrong = killed & batch.targets.keep
        best = said.value.masked_fill(~batch.boards, -1e9).argmax(-1)
        hit = batch.targets.keep.gather(-1, best[..., None]).squeeze(-1) & open_.any(-1)
        return Progress(
            self.step,
            tuple(float(loss.detach()) for loss in found),  # type: ignore[arg-type]
            gradient,
            float(batch.targets.dead.float().mean()),
            float(wrong.sum() / killed.sum().clamp(min=1)),
            float(killed.sum() / alive.sum().clamp(min=1)),
            float(hit.sum() / open_.any(-1).sum().clamp(min=1)),
            self.seconds,
        )

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        tensors = {f"model/{name}": tensor for name, tensor in self.model.state_dict().items()}
        tensors |= {f"average/{name}": tensor for name, tensor in self.average.items()}
        tensors |= checkpoint.optimiser_tensors(self.optimiser)
        for number, pool in enumerate(self.pools):
            tensors |= {f"pool/{number}/{name}": getattr(pool, name) for name in COLUMNS}
        tensors["generator"] = self.generator.get_state()
        about = {
            "recipe": checkpoint.recipe_as_json(self.recipe),
            "step": self.step,
            "seconds": self.seconds,
        }
        checkpoint.save(path, {name: t.detach().cpu() for name, t in tensors.items()}, about)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            CheckpointError: it cannot be read, or belongs to another recipe.
        """
        tensors, about = checkpoint.load(path)
        if about["recipe"] != checkpoint.recipe_as_json(self.recipe):
            message = f"{path}: a checkpoint of another recipe"
            raise checkpoint.CheckpointError(message)
        self.model.load_state_dict(_under("model/", tensors))
        self.average = {n: t.to(self.device) for n, t in _under("average/", tensors).items()}
        checkpoint.restore_optimiser(self.optimiser, tensors)
        for number, pool in enumerate(self.pools):
            for name, tensor in _under(f"pool/{number}/", tensors).items():
                getattr(pool, name).copy_(tensor)
        self.generator.set_state(tensors["generator"])
        self.step, self.seconds = about["step"], about["seconds"]


def _under(prefix: str, tensors: dict[str, Any]) -> dict[str, Any]:
    """Return the tensors whose names begin so, without it."""
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
