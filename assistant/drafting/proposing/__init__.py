"""Proposals for mediation: a dispute → what is at stake, ways, sums, steps and draft, for mediator and sides."""
