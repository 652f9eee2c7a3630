"""neomodel: `create` for nodes, a call a label in batches, and `connect` for each relationship, which has no batch."""

from __future__ import annotations

from collections import defaultdict

from neomodel import RelationshipTo, StringProperty, StructuredNode, StructuredRel, db, get_config
from neomodel.properties import Property
from rows import report, task

BATCH = 10_000


class Anything(Property):
    """A property of any type, stored as it is."""

    def inflate(self, value: object, *_: object) -> object:
        return value

    def deflate(self, value: object, *_: object) -> object:
        return value

    def default_value(self) -> object:
        return None


def main() -> None:
    given = task()
    get_config().database_url = given.url.replace("://", f"://neo4j:{given.password}@")
    labels = {node["id"]: node["labels"][0] for node in given.nodes}
    names: dict[str, set[str]] = defaultdict(set)
    for node in given.nodes:
        names[node["labels"][0]].update(node["props"])
    links = {(edge["type"], labels[edge["source"]], labels[edge["target"]]) for edge in given.edges}
    held: dict[str, set[str]] = defaultdict(set)
    for edge in given.edges:
        held[edge["type"]].update(edge["props"])
    models = {}
    # neomodel takes one class a relationship type, whatever its ends.
    relations = {
        kind: type(f"Rel{number}", (StructuredRel,), {name: Anything() for name in sorted(found)})
        for number, (kind, found) in enumerate(sorted(held.items()))
    }
    for label, found in names.items():
        members: dict[str, object] = {name: Anything() for name in sorted(found - {"id"})}
        # neomodel keeps the name `id` to itself.
        members["uid"] = StringProperty(unique_index=True, db_property="id")
        for name, source, target in sorted(links):
            if source == label:
                members[f"to_{name}_{target}"] = RelationshipTo(target, name, model=relations[name])
        members["__label__"] = label
        # neomodel finds the class at a relationship's end by its name in this module.
        models[label] = globals()[label] = type(label, (StructuredNode,), members)

    def load() -> None:
        made = {}
        groups: dict[str, list[dict[str, object]]] = defaultdict(list)
        for node in given.nodes:
            groups[node["labels"][0]].append({**node["props"], "uid": node["id"]})
        for label, rows in groups.items():
            for start in range(0, len(rows), BATCH):
                for node in models[label].nodes.bulk_create(*rows[start : start + BATCH]):
                    made[node.uid] = node
        for edge in given.edges:
            manager = getattr(made[edge["source"]], f"to_{edge['type']}_{labels[edge['target']]}")
            manager.connect(made[edge["target"]], edge["props"])

    db.cypher_query("RETURN 1")
    report(load, len(given.nodes) + len(given.edges))


main()
