"""Normal forms of names, so that what a person types meets what the registry holds."""

from __future__ import annotations

import re
import unicodedata

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "µ": "mu",
}  # fmt: skip
_DROP = re.compile(r"[^0-9a-z\u3040-\u9fff+]")


def normalise(text: str) -> str:
    """Fold case, width and Greek letters; drop spaces, hyphens and punctuation; a plus sign stays.

    A beta next to a kappa is the Latin B of NF-κB, which Greek capitals and slips write as a beta.

    >>> normalise("NF-κB"), normalise("NF kappa B"), normalise("NF-ΚΒ")
    ('nfkappab', 'nfkappab', 'nfkappab')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    spelled = "".join(_GREEK.get(c, c) for c in folded)
    plain = "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    return _DROP.sub("", plain).replace("kappabeta", "kappab")
