"""Every file is accounted for, whatever it is; the cache changes no result; one problem is told once."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

import loaders.cache
import loaders.checking
from loaders.cache import FILE_NAME
from loaders.checking import CheckResult, check
from loaders.findings import Severity
from schema.documents import StudyDocument
from tests.unit.loaders.corpora import BASE, STUDY, copy_base, edited, write

STUDY_NAME = "studies/pubmed_900000001.yaml"


def rules_of(result: CheckResult) -> list[str]:
    return [f.rule for f in result.findings]


def test_in_is_clean_plus_rejected_and_documents_are_the_clean_ones(tmp_path: Path):
    root = copy_base(tmp_path, **{"studies/broken.yaml": "a: [", "studies/pubmed_2.yaml": "study: pubmed:2\n"})
    result = check(curation=root)
    assert result.files_in == 20
    assert (result.files_clean, result.files_rejected) == (18, 2)
    assert not result.ok
    assert len(result.documents) == 18
    assert result.counts["syntax"] == 1
    assert result.counts["missing-field"] == 4


def test_a_file_anywhere_is_checked_against_the_projects_registry(tmp_path: Path):
    file = tmp_path / "draft.yaml"
    file.write_text(STUDY.read_text("utf-8"), "utf-8")
    result = check([file], curation=BASE)
    assert result.findings == ()
    assert result.files_in == 1
    file.write_text(edited("HGNC:1692 CD63", "HGNC:1693 CD63"), "utf-8")
    assert rules_of(check([file], curation=BASE)) == ["unknown-id"]


def test_a_path_that_cannot_be_read_is_a_finding(tmp_path: Path):
    result = check([tmp_path / "nowhere.yaml"], curation=BASE)
    assert rules_of(result) == ["unreadable"]
    assert (result.files_in, result.files_clean, result.files_rejected) == (1, 0, 1)


def test_a_warning_rejects_nothing(tmp_path: Path):
    root = copy_base(tmp_path, **{"entities/gene/HGNC_2.yaml": "entity: HGNC:2\nname: LONELY\nlabel: Gene\n"})
    result = check(curation=root)
    assert [f.severity for f in result.findings] == [Severity.WARNING]
    assert result.ok
    assert result.files_rejected == 0


def test_a_broken_entity_file_is_told_there_and_not_wherever_it_is_used(tmp_path: Path):
    gene = "entity: HGNC:12036\nname: TRAF6\nlabel: Gene\nsynonym: [x]\n"
    result = check(curation=copy_base(tmp_path, **{"entities/gene/HGNC_12036.yaml": gene}))
    assert rules_of(result) == ["unknown-field"]


def test_several_rules_of_one_file_are_all_told(tmp_path: Path):
    text = edited("context: colon\n    design: [treatment]", "context: colom", edited("net: decrease", "net: increase"))
    result = check(curation=copy_base(tmp_path, **{STUDY_NAME: text}))
    assert rules_of(result) == ["design-missing", "dangling-key", "mechanism-net"]


def test_a_name_in_place_of_an_identifier_is_told_with_its_entity(tmp_path: Path):
    text = edited("HGNC:1692 CD63", "CD63")
    (finding,) = check(curation=copy_base(tmp_path, **{STUDY_NAME: text})).findings
    assert finding.rule == "id-pattern"
    assert "'HGNC:1692 CD63'" in finding.hint


def test_a_notice_that_stands_satisfies_the_list(tmp_path: Path):
    text = edited("study: pubmed:900000001", "study: pubmed:900000099")
    text = edited("\nnamed_as:", "notices: [{kind: retraction, id: pubmed:900000098}]\n\nnamed_as:", text)
    root = copy_base(tmp_path, **{"studies/pubmed_900000099.yaml": text})
    (root / STUDY_NAME).unlink()
    assert check(curation=root).findings == ()


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ("pmid: 900000099", ["notice-missing"]),
        ("pmid: 900000097\npmcid: PMC7", ["notice-missing"]),
        ("pmid: 900000097\npmcid: PMC8", []),
        ("pmid: 900000001", ["study-under-two-ids"]),
    ],
)
def test_a_paper_named_by_its_doi_is_seen_by_its_other_ids(tmp_path: Path, ids: str, told: list[str]):
    text = edited("study: pubmed:900000001\ndoi: 10.9999/fictive.1", f"study: doi:10.9999/fictive.2\n{ids}")
    text = edited("title: A fictive study for tests", "title: Another", text)
    root = copy_base(tmp_path, **{"studies/doi_10.9999_fictive.2.yaml": text})
    with (root / "retractions.tsv").open("a", encoding="utf-8") as notices:
        notices.write("\npmc:PMC7\tretraction\t\n")
    assert rules_of(check(curation=root)) == told


@pytest.mark.parametrize("other", ["study: doi:10.9999/FICTIVE.1", "study: pubmed:900000001\ndoi: 10.9999/Fictive.1"])
def test_the_own_id_written_again_is_no_other_id(tmp_path: Path, other: str):
    text = (
        edited("study: pubmed:900000001", f"{other}\npmcid: PMC7")
        if "FICTIVE" in other
        else edited("study: pubmed:900000001\ndoi: 10.9999/fictive.1", f"{other}\npmid: 900000001")
    )
    name = "studies/doi_10.9999_FICTIVE.1.yaml" if "FICTIVE" in other else STUDY_NAME
    root = copy_base(tmp_path, **{name: text})
    if name != STUDY_NAME:
        (root / STUDY_NAME).unlink()
    assert check(curation=root).findings == ()


def test_a_retracted_paper_may_come_again_under_its_title(tmp_path: Path):
    again = edited("study: pubmed:900000001\ndoi: 10.9999/fictive.1", "study: pubmed:900000002")
    retracted = edited("\nnamed_as:", "notices: [{kind: retraction, reason: x}]\n\nnamed_as:")
    root = copy_base(tmp_path, **{"studies/pubmed_900000002.yaml": again})
    assert rules_of(check(curation=root)) == ["title-twice"]
    write(root, {STUDY_NAME: retracted})
    assert check(curation=root).findings == ()


@pytest.mark.parametrize(
    ("year", "hint"), [('"2025"', "write 2025 without quotes"), ("'2025 '", "write 2025 without quotes"), ("soon", "")]
)
def test_a_number_in_quotes_is_told_with_what_to_write(tmp_path: Path, year: str, hint: str):
    (finding,) = check(curation=copy_base(tmp_path, **{STUDY_NAME: edited("year: 2025", f"year: {year}")})).findings
    assert finding.rule == "wrong-type"
    assert finding.hint.startswith(hint)
    assert bool(finding.hint) == bool(hint)


def test_a_list_of_notices_that_cannot_be_read_is_an_error(tmp_path: Path):
    root = copy_base(tmp_path, **{"retractions.tsv": "study\tkind\tnotice\npubmed:1\n"})
    result = check(curation=root)
    assert rules_of(result) == ["syntax"]
    assert not result.ok


def test_other_files_of_the_directory_are_left_alone_but_yml_is_not(tmp_path: Path):
    root = copy_base(
        tmp_path, **{"GUIDE.md": "# a: [", "studies/pubmed_5.yml": edited("study: pubmed:900000001", "study: pubmed:5")}
    )
    result = check(curation=root)
    assert sorted(rules_of(result)) == ["file-name", "study-under-two-ids"]
    assert result.files_in == 19


@pytest.mark.parametrize(
    ("modification", "net", "clean"),
    [("inactivating", "increase", True), ("inactivating", "decrease", False), ("activating", "decrease", True)],
)
def test_an_inactivating_modification_turns_the_sign_of_a_chain(
    tmp_path: Path, modification: str, net: str, clean: bool
):
    mir = "mirbase.mature:MIMAT0000449 hsa-miR-146a-5p"
    text = edited(
        "  group: {",
        f"  phos: {{subject: {mir}, relation: INCREASES, object: HGNC:7797 NFKBIA, aspect: phosphorylation}}\n"
        "  down: {subject: HGNC:7797 NFKBIA, relation: DECREASES, object: HGNC:11892 TNF, aspect: amount}\n  group: {",
    )
    text = edited("claims: [carries, targets]", "claims: [carries, targets, phos, down]", text)
    text = edited(
        "steps: [carries, targets, exomech:background-traf6-tnf]\n    net: decrease",
        f"steps: [carries, phos, down]\n    net: {net}",
        text,
    )
    gene = f"entity: HGNC:7797\nname: NFKBIA\nlabel: Gene\nmodifications: {{phosphorylation: {modification}}}\n"
    root = copy_base(tmp_path, **{STUDY_NAME: text, "entities/gene/HGNC_7797.yaml": gene})
    assert rules_of(check(curation=root)) == ([] if clean else ["mechanism-net"])


def test_a_readout_takes_the_aspect_of_the_step_before_it(tmp_path: Path):
    mir = "mirbase.mature:MIMAT0000449 hsa-miR-146a-5p"
    claim = f"  ikb: {{subject: {mir}, relation: INCREASES, object: HGNC:7797 NFKBIA, aspect: amount}}\n  group: {{"
    text = edited("claims: [carries, targets]", "claims: [carries, targets, ikb]", edited("  group: {", claim))
    text = edited("steps: [carries, targets, member]", "steps: [carries, ikb, readout]", text)
    assert check(curation=copy_base(tmp_path / "a", **{STUDY_NAME: text})).findings == ()
    wrong = edited("HGNC:7797 NFKBIA, aspect: amount", "HGNC:7797 NFKBIA, aspect: activity", text)
    (finding,) = check(curation=copy_base(tmp_path / "b", **{STUDY_NAME: wrong})).findings
    assert finding.rule == "mechanism-pathway-edge"
    assert "by amount, not by activity" in finding.message


@pytest.mark.parametrize(
    ("file", "preferred", "told"),
    [
        ("disease/MONDO_0005101.yaml", "Inflammatory Bowel Disease", ["preferred-for-clash"]),
        # A kind may lend its name to its parent, and other labels are asked for by themselves.
        ("disease/MONDO_0005265.yaml", "ulcerative colitis", []),
        ("disease/MONDO_0005265.yaml", "TNF", []),
    ],
)
def test_a_preferred_name_is_no_other_entitys_own_name(tmp_path: Path, file: str, preferred: str, told: list[str]):
    root = copy_base(tmp_path)
    entity = root / "entities" / file
    entity.write_text(f"{entity.read_text().rstrip()}\npreferred_for: [{preferred}]\n")
    found = check(curation=root).findings
    assert [f.rule for f in found] == told
    assert all("'Inflammatory Bowel Disease' is the name of MONDO:0005265" in f.message for f in found)


class TestCache:
    def result(self, root: Path, tmp_path: Path) -> CheckResult:
        return check(curation=root, cache=tmp_path / "cache")

    def parses(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        seen: list[str] = []
        original = loaders.checking.parse

        def counted(data: bytes, name: str):
            seen.append(name)
            return original(data, name)

        monkeypatch.setattr(loaders.checking, "parse", counted)
        return seen

    def test_an_unchanged_corpus_is_not_parsed_again_and_gives_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        root = copy_base(tmp_path)
        parsed = self.parses(monkeypatch)
        cold = self.result(root, tmp_path)
        assert len(parsed) == cold.files_in
        parsed.clear()
        warm = self.result(root, tmp_path)
        assert parsed == []
        assert warm.findings == cold.findings == ()
        assert warm.registry == cold.registry
        assert warm.documents == cold.documents
        assert any(isinstance(d, StudyDocument) for d in warm.documents)

    def test_only_a_changed_file_is_parsed_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        root = copy_base(tmp_path)
        self.result(root, tmp_path)
        write(root, {STUDY_NAME: edited("net: decrease", "net: increase")})
        parsed = self.parses(monkeypatch)
        assert rules_of(self.result(root, tmp_path)) == ["mechanism-net"]
        assert len(parsed) == 1
        assert rules_of(self.result(root, tmp_path)) == ["mechanism-net"]

    def test_a_changed_registry_voids_what_was_clean_under_the_old_one(self, tmp_path: Path):
        root = copy_base(tmp_path)
        self.result(root, tmp_path)
        write(root, {"entities/gene/HGNC_1692.yaml": "entity: HGNC:1692\nname: CD63L\nlabel: Gene\n"})
        assert rules_of(self.result(root, tmp_path)) == ["label-mismatch"]

    def test_a_file_with_findings_is_never_taken_for_clean(self, tmp_path: Path):
        root = copy_base(tmp_path, **{STUDY_NAME: edited("HGNC:1692 CD63", "HGNC:1692 CD36")})
        for _ in range(3):
            assert rules_of(self.result(root, tmp_path)) == ["label-mismatch"]

    def test_whole_corpus_rules_run_on_cached_files_too(self, tmp_path: Path):
        root = copy_base(tmp_path, **{"studies/pubmed_6.yaml": edited("study: pubmed:900000001", "study: pubmed:6")})
        first = self.result(root, tmp_path)
        second = self.result(root, tmp_path)
        assert rules_of(first) == ["study-under-two-ids"]
        assert first.findings == second.findings

    def test_other_code_voids_everything(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        root = copy_base(tmp_path)
        self.result(root, tmp_path)
        monkeypatch.setattr(loaders.cache, "code_digest", lambda: "other")
        parsed = self.parses(monkeypatch)
        assert self.result(root, tmp_path).files_in == 18
        assert len(parsed) == 18

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"code": 1}', b"\xff"])
    def test_a_damaged_cache_costs_time_only(self, tmp_path: Path, content: bytes):
        root = copy_base(tmp_path)
        (tmp_path / "cache").mkdir()
        (tmp_path / "cache" / FILE_NAME).write_bytes(content)
        assert self.result(root, tmp_path).files_clean == 18
        assert len(orjson.loads((tmp_path / "cache" / FILE_NAME).read_bytes())["files"]) == 18

    def test_a_directory_that_cannot_be_written_is_no_error(self, tmp_path: Path):
        root = copy_base(tmp_path)
        (tmp_path / "cache").write_text("a file stands where the directory would be")
        assert self.result(root, tmp_path).files_clean == 18

    def test_what_is_gone_is_forgotten_after_a_whole_check(self, tmp_path: Path):
        root = copy_base(tmp_path)
        self.result(root, tmp_path)
        (root / "trials" / "clinicaltrials_NCT09999999.yaml").unlink()
        self.result(root, tmp_path)
        assert len(orjson.loads((tmp_path / "cache" / FILE_NAME).read_bytes())["files"]) == 17


CHAIN = """\
  again:
    start: {start}
    end: HGNC:12036 TRAF6
    steps: [{steps}]
    net: decrease
  nfkb:
"""


@pytest.mark.parametrize(
    ("start", "steps", "other"),
    [
        ("exo", "carries, targets", ""),
        ("mirbase.mature:MIMAT0000449 hsa-miR-146a-5p", "targets", ""),
        # Another name for the same preparation's product, and the same claims: one chain told twice.
        ("exo_again", "carries, targets", "again"),
    ],
)
def test_a_chain_is_told_twice_only_where_its_entities_and_changes_are_the_same(
    tmp_path: Path, start: str, steps: str, other: str
):
    text = edited("  nfkb:\n", CHAIN.format(start="exo", steps="carries, targets"))
    if start != "exo":
        second = CHAIN.replace("again:", "more:").format(start=start, steps=steps)
        text = edited("  nfkb:\n", second, text)
        text = edited("  exo_low:\n", "  exo_again: {like: exo}\n  exo_low:\n", text)
    found = check(curation=copy_base(tmp_path, **{STUDY_NAME: text})).findings
    assert [(f.rule, repr(other) in f.message) for f in found] == [("mechanism-duplicate", True)] * bool(other)
