"""One trainer for every learned operator: draw, look, learn, advance."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from domains.errors import Place
from ldt.models.dropout import evaluation_noise
from ldt.models.heads import Heads
from ldt.models.registry import build_model
from ldt.training import checkpoint
from ldt.training.examples import Examples
from ldt.training.losses import Batch, Losses, losses
from ldt.training.measuring import Measurements, Progress, TrainingDivergedError
from ldt.training.pool import COLUMNS, Advance, Pool
from ldt.training.reading import Reader
from ldt.training.recipe import Recipe
from search.learned.propagation import Propagation

__all__ = ["Progress", "Trainer", "TrainingDivergedError"]


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
        self.reader = Reader(self.model, recipe, self.device, self.generator)
        self.measured = Measurements()
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), recipe.rate, recipe.betas, weight_decay=recipe.decay
        )
        self.pools = [self._pool(own.to(self.device)) for own in examples]
        self.step, self.seconds, self.parts = 0, 0.0, 1

    def _pool(self, examples: Examples) -> Pool:
        propagation = None
        if self.recipe.propagate:
            propagation = Propagation(examples.structure, compiled=True)
        size = max(self.recipe.batch, round(self.recipe.pool * self.recipe.batch))
        return Pool(examples, self.recipe, size, self.generator, propagation)

    def run(self, steps: int | None = None) -> Iterator[Progress]:
        """Train until the recipe's last step, or for so many steps; yield what was measured.

        That is after each step, or as seldom as the recipe says. Save a checkpoint then and not
        after an error.

        Raises:
            TrainingDivergedError: a loss is no number; that step was not taken, or where the recipe
                reads seldom, no checkpoint was due since.
        """
        last = self.recipe.steps if steps is None else min(self.recipe.steps, self.step + steps)
        while self.step < last:
            started = time.perf_counter()
            self._train_step()
            progress = self.measured.read(self.step, self.seconds) if self._due() else None
            self.seconds += time.perf_counter() - started
            self.step += 1
            if progress is not None:
                yield progress

    def _due(self) -> bool:
        """Tell whether this step's measurements are read. On a GPU that waits for its work."""
        done = self.step + 1
        return done % self.recipe.report == 0 or done == self.recipe.steps

    def _train_step(self) -> None:
        """Take one step with one pool; pools take turns."""
        pool = self.pools[self.step % len(self.pools)]
        index = pool.draw(self.recipe.batch)
        batch = Batch(
            pool.boards[index], pool.givens(index), pool.examples.inside, pool.targets(index)
        )
        loops = self._loops()
        said, found = self._look(pool, batch, loops)
        self._learn(found)
        if not self.recipe.one_pass:
            said = self._look_again(pool, batch, loops)
        self.measured.add_shares(batch, said)
        pool.advance(index, batch.targets, said)

    def _loops(self) -> int:
        """Draw the number of loops of a step."""
        fewest, most = self.recipe.loops(self.step)
        if fewest == most:
            return fewest
        drawn = torch.randint(most - fewest + 1, (), generator=self.generator, device=self.device)
        return fewest + int(drawn)

    def _look(self, pool: Pool, batch: Batch, loops: int) -> tuple[Advance, Losses]:
        """Run the model on a batch and leave the gradients of the losses.

        Where the device has too little memory, the batch is taken in twice as many parts from then
        on. Losses are means over what a part asks, so parts only nearly add up to the whole.
        """
        while True:
            try:
                return self._look_at_parts(pool, batch, loops)
            except torch.OutOfMemoryError:
                if self.parts >= len(batch.boards):
                    raise
            self.parts *= 2  # after the handler, which holds on to the memory of what failed

    def _look_at_parts(self, pool: Pool, batch: Batch, loops: int) -> tuple[Advance, Losses]:
        """Do it part by part."""
        self.optimiser.zero_grad(set_to_none=True)
        unread = min(self.recipe.unread, loops - 1)
        said, found = [], []
        for part in batch.parts(self.parts):
            heads = self.reader.read(pool.structure, part.boards, loops, unread)
            own = losses(heads, part, self.recipe.loss)
            share = len(part.boards) / len(batch.boards)
            (share * own.total).backward()  # type: ignore[no-untyped-call]
            said.append(self._last(heads))
            found.append(Losses(*(share * loss.detach() for loss in own)))
        whole = Losses(*(torch.stack(parts).sum(0) for parts in zip(*found, strict=True)))
        return _together(said), whole

    @torch.no_grad()
    def _look_again(self, pool: Pool, batch: Batch, loops: int) -> Advance:
        """Run the model as a solver would: after the gradient step, in frames of its own."""
        with evaluation_noise(self.model, 0.0):
            read = [
                self.reader.read(pool.structure, part.boards, loops, loops - 1)
                for part in batch.parts(self.parts)
            ]
        return _together([self._last(heads) for heads in read])

    def _learn(self, found: Losses) -> None:
        """Take the gradient step.

        Raises:
            TrainingDivergedError: a loss or the gradient is no number; nothing was changed.
        """
        norm = nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
        self.measured.add_losses(found, norm)
        if self._due():
            self.measured.check(self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = self.recipe.rate_at(self.step)
        self.optimiser.step()
        self._average()

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

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        about = {
            "recipe": checkpoint.recipe_as_json(self.recipe),
            "step": self.step,
            "seconds": self.seconds,
        }
        checkpoint.save(path, self._tensors(), about)

    def _tensors(self) -> dict[str, Tensor]:
        """Return all that the next step depends on."""
        tensors = {f"model/{name}": tensor for name, tensor in self.model.state_dict().items()}
        tensors |= {f"average/{name}": tensor for name, tensor in self.average.items()}
        tensors |= checkpoint.optimiser_tensors(self.optimiser)
        for number, pool in enumerate(self.pools):
            tensors |= {f"pool/{number}/{name}": getattr(pool, name) for name in COLUMNS}
        tensors["generator"] = self.generator.get_state()
        tensors["dropout"] = torch.get_rng_state()
        if self.device.type == "cuda":
            tensors["dropout/cuda"] = torch.cuda.get_rng_state(self.device)
        return tensors

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            CheckpointError: it cannot be read, belongs to another recipe, or lacks a part.
        """
        tensors, about = checkpoint.load(path)
        if not checkpoint.same_recipe(about.get("recipe"), self.recipe):
            found = "a checkpoint of another recipe"
            raise checkpoint.CheckpointError(Place(str(path)), found, "this run's")
        try:
            self._restore(tensors)
            self.step, self.seconds = int(about["step"]), float(about["seconds"])
        except (KeyError, RuntimeError, TypeError, ValueError) as error:
            found = f"a checkpoint that does not fit ({' '.join(str(error).split())})"
            raise checkpoint.CheckpointError(Place(str(path)), found, "this run's") from error

    def _restore(self, tensors: dict[str, Tensor]) -> None:
        """Put back what `_tensors` gave."""
        self.model.load_state_dict(_under("model/", tensors))
        for name, tensor in self.average.items():
            _put_back(tensor, tensors[f"average/{name}"])
        checkpoint.restore_optimiser(self.optimiser, tensors)
        for number, pool in enumerate(self.pools):
            for name in COLUMNS:
                _put_back(getattr(pool, name), tensors[f"pool/{number}/{name}"])
        self.generator.set_state(tensors["generator"])
        if "dropout" in tensors:
            torch.set_rng_state(tensors["dropout"])
        if self.device.type == "cuda" and "dropout/cuda" in tensors:  # not when begun on a CPU
            torch.cuda.set_rng_state(tensors["dropout/cuda"], self.device)


def _put_back(place: Tensor, stored: Tensor) -> None:
    """Copy a tensor into the one it was; a smaller one would be spread over it in silence."""
    if place.shape != stored.shape:
        message = f"found a tensor of shape {list(stored.shape)}, expected {list(place.shape)}"
        raise ValueError(message)
    place.copy_(stored)


def _together(said: Sequence[Advance]) -> Advance:
    """Join what was said of the parts of a batch."""
    return Advance(
        torch.cat([part.keep for part in said]),
        torch.cat([part.value for part in said]),
        torch.cat([part.conflict for part in said]),
    )


def _under(prefix: str, tensors: dict[str, Any]) -> dict[str, Any]:
    """Return the tensors whose names begin so, without it."""
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
