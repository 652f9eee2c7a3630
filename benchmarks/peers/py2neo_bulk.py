"""py2neo's bulk helpers: `create_nodes` and `create_relationships`, a call a label set and a type, in batches."""

from __future__ import annotations

from collections import defaultdict

from py2neo import Graph
from py2neo.bulk import create_nodes, create_relationships
from rows import report, task

BATCH = 10_000


def main() -> None:
    given = task()
    graph = Graph(given.url, auth=("neo4j", given.password))
    primary = {node["id"]: node["labels"][0] for node in given.nodes}
    nodes: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    for node in given.nodes:
        nodes[tuple(node["labels"])].append({**node["props"], "id": node["id"]})
    edges: dict[tuple[str, str, str], list[tuple[str, dict[str, object], str]]] = defaultdict(list)
    for edge in given.edges:
        key = (edge["type"], primary[edge["source"]], primary[edge["target"]])
        edges[key].append((edge["source"], edge["props"], edge["target"]))

    def load() -> None:
        for labels, found in nodes.items():
            for start in range(0, len(found), BATCH):
                create_nodes(graph.auto(), found[start : start + BATCH], labels=set(labels))
        for (name, source, target), links in edges.items():
            for start in range(0, len(links), BATCH):
                create_relationships(
                    graph.auto(),
                    links[start : start + BATCH],
                    name,
                    start_node_key=(source, "id"),
                    end_node_key=(target, "id"),
                )

    graph.run("RETURN 1").data()
    report(load, len(given.nodes) + len(given.edges))


main()
