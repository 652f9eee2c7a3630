"""Run by the Python of the pybel environment: nodes, edges and warnings that PyBEL compiles from our script."""

import json
import sys
import warnings

warnings.simplefilter("ignore")

# Only now: PyBEL warns at its import.
from pybel import from_bel_script  # noqa: E402

graph = from_bel_script(sys.argv[1], allow_naked_names=False)


def name(node):
    """Namespace and identifier of a term, whatever its function."""
    return f"{node.namespace}:{node.name}"


def cited(data):
    """The identifier of the paper; PyBEL keeps none of a component."""
    return data["citation"].identifier if data.get("citation") else ""


found = {
    "nodes": sorted({name(n) for n in graph if getattr(n, "namespace", None)}),
    "edges": [[name(a), name(b), d["relation"], cited(d)] for a, b, d in graph.edges(data=True)],
    "warnings": [str(w) for w in graph.warnings],
}
sys.stdout.write("\n" + json.dumps(found) + "\n")
