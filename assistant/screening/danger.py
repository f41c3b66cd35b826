"""A life in danger by the person's own hand: the writer's, or somebody's of whom the writer tells."""

from assistant.screening import despair, farewell, self_harm

SIGNS = (*despair.SIGNS, *farewell.SIGNS, *self_harm.SIGNS)
