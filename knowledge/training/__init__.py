"""How the shipped static embedding model is trained; run with ``python -m knowledge.training``.

Nothing here is imported at run time: it needs torch, which the shipped model does not.
"""
