"""What an answer says of the data's version changes its tag, its build and the stored manifest, rows alike."""

from __future__ import annotations

import shutil
from pathlib import Path

from starlette.testclient import TestClient

from api.app import create_app
from api.settings import load_settings
from graph.backends.embedded import EmbeddedStore
from loaders.building import build
from queries.catalogue import packaged
from tests.serving import TINY

ADDRESSES = ("/v1/queries/mirnas-on-pathway?pathway=GO:0007249", "/v1/meta", "/v1/queries", "/v1/search?q=miR-223")


def test_a_client_with_the_answer_of_another_data_version_is_given_the_new_one(tmp_path: Path) -> None:
    curation = tmp_path / "curation"
    shutil.copytree(TINY, curation)
    (curation / "VERSION").write_text("1.0\n")
    with EmbeddedStore(tmp_path / "store") as store:
        before = build(curation, store, cache=tmp_path / "cache").rows.manifest
        client = TestClient(create_app(store, packaged(), load_settings(store=str(tmp_path / "store"))))
        tags = {address: client.get(address).headers["etag"] for address in ADDRESSES}
        for address, tag in tags.items():
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
        (curation / "VERSION").write_text("1.1\n")
        after = build(curation, store, cache=tmp_path / "cache").rows
        assert (after.written, after.removed, after.manifest.counts) == (0, 0, before.counts)
        assert after.manifest.build != before.build
        for address, tag in tags.items():
            again = client.get(address, headers={"If-None-Match": tag})
            assert again.status_code == 200
            assert again.headers["etag"] != tag
            body = again.json()
            told = body if address == "/v1/meta" else body["meta"]
            assert (told["data_version"], told["build"]) == ("1.1", after.manifest.build)
