"""From the corpus to rows: the reified evidence layer, and the projected edges that make traversals short."""

from graph.projection.compose import project

__all__ = ["project"]
