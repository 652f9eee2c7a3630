"""Run by the Python of the kgx environment: what KGX reads from a directory of our files, and what it finds wrong."""

import json
import logging
import sys
from pathlib import Path

import biolink_model
import bmt.toolkit

logging.disable(logging.CRITICAL)
MODEL = Path(next(iter(biolink_model.__path__)))
original = bmt.toolkit.Toolkit.__init__


def offline(self, *args, **kwargs):
    """KGX would fetch the Biolink model at import; the package of the same name holds it."""
    original(self, str(MODEL / "schema" / "biolink_model.yaml"), {"predicate mappings": []})


bmt.toolkit.Toolkit.__init__ = offline

# Only now, as KGX reads at its import what was replaced above; so does what follows the context.
import kgx.config  # noqa: E402

context = json.loads((MODEL / "prefixmaps" / "biolink-model-prefix-map.json").read_text())
kgx.config.jsonld_context_map["biolink"] = context.get("@context", context)

from kgx.source import JsonlSource, TsvSource  # noqa: E402
from kgx.transformer import Transformer  # noqa: E402
from kgx.validator import Validator  # noqa: E402

found = {}
for form, source in (("tsv", TsvSource), ("jsonl", JsonlSource)):
    transformer = Transformer(stream=False)
    files = [str(Path(sys.argv[1]) / f"{part}.{form}") for part in ("nodes", "edges")]
    # The records as KGX reads them: its graph keeps one edge a subject, predicate and object, whatever the qualifiers.
    records = [r for file in files for r in source(transformer).parse(filename=file, format=form) if r]
    transformer.transform({"filename": files, "format": form})
    validator = Validator()
    validator.validate(transformer.store.graph)
    found[form] = {
        "nodes": sorted(r[0] for r in records if len(r) == 2),
        "edges": [
            [a, b, d["predicate"], d.get("object_direction_qualifier") or "", str(d.get("exomech_sign", ""))]
            for a, b, _, d in (r for r in records if len(r) == 4)
        ],
        "errors": [m for kinds in validator.get_errors().values() for texts in kinds.values() for m in texts],
    }
sys.stdout.write("\n" + json.dumps(found) + "\n")
