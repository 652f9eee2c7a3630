"""KGX's Neo4j sink: `write_node` and `write_edge` for each record, which it writes in batches of UNWIND ... MERGE."""

from __future__ import annotations

from importlib.resources import files
from types import SimpleNamespace

import bmt.toolkit
import kgx.config

# KGX asks the network for the Biolink model and its predicate map at import; the model's package, of its own lock, has
# the one, and nothing here asks for the other.
MODEL = str(files("biolink_model") / "schema" / "biolink_model.yaml")
original = bmt.toolkit.Toolkit.__init__


def offline(self: bmt.toolkit.Toolkit, *_: object, **__: object) -> None:
    original(self, MODEL)


bmt.toolkit.requests = SimpleNamespace(get=lambda address: SimpleNamespace(text="predicate mappings: []"))
bmt.toolkit.Toolkit.__init__ = offline
kgx.config.get_jsonld_context = lambda name="biolink": {}

# Only now: at its import KGX reads what was replaced above.
from kgx.sink.neo_sink import NeoSink  # noqa: E402
from kgx.source.source import DEFAULT_NODE_CATEGORY  # noqa: E402
from rows import report, task  # noqa: E402


class Owner:
    """What a sink wants of its transformer; an error of the server must not pass unseen."""

    def log_error(self, entity: object, error_type: object, message: str = "", **rest: object) -> None:
        # Its constraint is written in the Cypher of Neo4j 4; the one that it needs is declared below.
        if "CONSTRAINT" not in message and "constraint" not in message:
            raise RuntimeError(message)


def main() -> None:
    given = task()
    sink = NeoSink(Owner(), given.url, "neo4j", given.password)
    sink.session.run(
        f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{DEFAULT_NODE_CATEGORY}`) REQUIRE n.id IS UNIQUE"
    ).consume()
    sink.session.run("CALL db.awaitIndexes(300)").consume()

    def load() -> None:
        for node in given.nodes:
            sink.write_node({**node["props"], "id": node["id"], "category": node["labels"]})
        for edge in given.edges:
            record = {**edge["props"], "subject": edge["source"], "object": edge["target"], "predicate": edge["type"]}
            sink.write_edge(record)
        sink.finalize()
        sink.session.close()

    report(load, len(given.nodes) + len(given.edges))


main()
