"""An answer belongs to one build, keeps to one time limit, and a tag names exactly one answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from starlette.requests import Request

from api import service as module
from api.envelope import entity_tag, matches
from api.formats.choosing import FORMATS
from api.service import Deadline, Service, only, raw_params
from api.settings import load_settings
from graph.store import NO_BUILD, Manifest, Row, StoreInfo
from queries.definitions import Catalogue
from schema.errors import InvalidParameter, QueryTimeout, StoreBuilding, StoreNotBuilt, UnknownParameter, UnknownRecord


class FakeReader:
    """Tells one build ("build" or "build/load") after the other, the last for ever; notes the limits of its reads."""

    def __init__(self, *builds: str) -> None:
        self.builds = list(builds)
        self.limits: list[float | None] = []

    def read(self, text: str, params: Mapping[str, Any], *, timeout_s: float | None = None) -> Sequence[Row]:
        self.limits.append(timeout_s)
        return []

    def info(self) -> StoreInfo:
        if not self.builds:
            raise StoreNotBuilt("nothing here")
        build = self.builds.pop(0) if len(self.builds) > 1 else self.builds[0]
        name, _, load = build.partition("/")
        return StoreInfo(manifest(name), "fake", "0", load)


def manifest(build: str, *, code: str = "0", data: str = "0") -> Manifest:
    return Manifest(build, code, "1", data)


def request(query: str = "", **headers: str) -> Request:
    sent = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/v1/x", "query_string": query.encode(), "headers": sent})


def service(reader: FakeReader) -> Service:
    return Service(reader, Catalogue((), (), ()), load_settings())


def made(calls: list[str]) -> Callable[[object], tuple[bytes, Mapping[str, str]]]:
    def make(reader: object) -> tuple[bytes, Mapping[str, str]]:
        calls.append("made")
        return b"{}", {"X-Own": "1"}

    return make


def test_an_answer_has_its_tag_and_its_own_headers():
    response = service(FakeReader("b1")).answer(request("a=1"), FORMATS["json"], made([]))
    assert (response.status_code, response.body, response.headers["x-own"]) == (200, b"{}", "1")
    assert response.headers["etag"] == entity_tag(manifest("b1"), module.CODE_VERSION, "/v1/x", [("a", "1")], "json")


def test_a_client_that_has_the_answer_gets_a_304_and_nothing_is_made():
    tag = service(FakeReader("b1")).answer(request(), FORMATS["json"], made([])).headers["etag"]
    calls: list[str] = []
    response = service(FakeReader("b1")).answer(request(if_none_match=f'"x", {tag}'), FORMATS["json"], made(calls))
    assert (response.status_code, response.body, calls) == (304, b"", [])
    response = service(FakeReader("b2")).answer(request(if_none_match=tag), FORMATS["json"], made(calls))
    assert (response.status_code, calls) == (200, ["made"])


def test_an_answer_during_which_the_build_changed_is_made_again():
    calls: list[str] = []
    response = service(FakeReader("b1", "b2")).answer(request(), FORMATS["json"], made(calls))
    assert calls == ["made", "made"]
    assert response.headers["etag"] == entity_tag(manifest("b2"), module.CODE_VERSION, "/v1/x", [], "json")


def test_an_answer_during_which_rows_of_the_same_build_were_put_right_is_made_again():
    calls: list[str] = []
    response = service(FakeReader("b/1", "b/2")).answer(request(), FORMATS["json"], made(calls))
    assert calls == ["made", "made"]
    tag = response.headers["etag"]
    assert tag == entity_tag(manifest("b"), module.CODE_VERSION, "/v1/x", [], "json", load="2")
    for load, status in (("2", 304), ("3", 200)):
        again = service(FakeReader(f"b/{load}")).answer(request(if_none_match=tag), FORMATS["json"], made([]))
        assert again.status_code == status


def test_an_answer_that_failed_while_the_build_changed_is_made_again_and_one_that_fails_on_one_build_is_not():
    calls: list[str] = []

    def make(reader: object) -> tuple[bytes, Mapping[str, str]]:
        calls.append("made")
        if len(calls) == 1:
            raise UnknownRecord("the first build knew it")
        return b"{}", {}

    assert service(FakeReader("b1", "b2")).answer(request(), FORMATS["json"], make).status_code == 200
    assert calls == ["made", "made"]
    calls.clear()
    with pytest.raises(UnknownRecord):
        service(FakeReader("b1")).answer(request(), FORMATS["json"], make)
    assert calls == ["made"]


def test_builds_that_change_without_end_are_told_as_such():
    with pytest.raises(StoreBuilding):
        service(FakeReader(*(f"b{n}" for n in range(50)))).answer(request(), FORMATS["json"], made([]))


def test_the_order_of_parameters_does_not_matter_and_anything_else_does():
    base = (manifest("b"), "1", "/v1/x", [("a", "1"), ("c", "2"), ("a", "3")], "json")
    tag = entity_tag(*base)
    assert entity_tag(base[0], "1", "/v1/x", [("c", "2"), ("a", "1"), ("a", "3")], "json") == tag
    others = [
        entity_tag(manifest("B"), *base[1:]),
        entity_tag(manifest("b", data="2"), *base[1:]),
        entity_tag(manifest("b", code="2"), *base[1:]),
        entity_tag(NO_BUILD, *base[1:]),
        entity_tag(base[0], "2", *base[2:]),
        entity_tag(base[0], "1", "/v1/y", *base[3:]),
        entity_tag(base[0], "1", "/v1/x", [("a", "3"), ("c", "2"), ("a", "1")], "json"),
        entity_tag(base[0], "1", "/v1/x", [("a", "1c2"), ("a", "3")], "json"),
        entity_tag(*base[:4], "csv"),
        entity_tag(*base, load="2"),
    ]
    assert len({tag, *others}) == 11
    assert tag.startswith('"')


def test_tags_in_a_header():
    assert matches('W/"a", "b"', '"a"')
    assert not matches('"ab"', '"a"')
    assert not matches(None, '"a"')
    assert not matches("*", '"a"')


def test_only_known_parameters_pass_each_once():
    assert only(request("q=1&limit=2"), "q", "limit") == {"q": "1", "limit": "2"}
    with pytest.raises(UnknownParameter) as caught:
        only(request("limt=2"), "q", "limit")
    assert "did you mean limit?" in caught.value.hint
    with pytest.raises(InvalidParameter, match="given twice"):
        only(request("q=1&q=2"), "q")


def test_raw_parameters_keep_their_order_and_leave_the_format_out():
    assert raw_params(request("t=b&format=csv&t=a&x=")) == {"t": ["b", "a"], "x": [""]}


def test_reads_share_one_time_limit(monkeypatch: pytest.MonkeyPatch):
    now = 100.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    reader = FakeReader("b")
    deadline = Deadline(reader, 10)
    deadline.read("", {})
    deadline.read("", {}, timeout_s=9.99)
    deadline.read("", {}, timeout_s=2)
    now = 104.0
    deadline.read("", {})
    deadline.read("", {}, timeout_s=8)
    assert reader.limits == [None, None, 2, 6.0, 6.0]
    now = 110.5
    with pytest.raises(QueryTimeout):
        deadline.read("", {})
    assert len(reader.limits) == 5


def test_without_a_store_there_is_no_build():
    assert service(FakeReader()).build() == ""
