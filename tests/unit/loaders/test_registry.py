"""Look-ups by name, and the digest that decides whether a cached result still holds."""

from __future__ import annotations

import pytest

from loaders.registry import Edge, Entry, NoticeRow, Registry, parse_notices

IBD = Entry("MONDO:0005265", "inflammatory bowel disease", "Disease", preferred_for=("IBD",))
IBS = Entry("MONDO:0005052", "irritable bowel syndrome", "Disease", synonyms=("IBD",))
TNF = Entry("HGNC:11892", "TNF", "Gene", synonyms=("TNF-alpha", "TNFA"))
OLD = Entry("HGNC:1", "TNFA", "Gene", obsolete=True, replaced_by="HGNC:11892")
REGISTRY = Registry({e.id: e for e in (IBD, IBS, TNF, OLD)})


@pytest.mark.parametrize("name", ["TNF-α", "TNFα", "tnf alpha", "TNFA"])
def test_spellings_meet(name: str):
    assert REGISTRY.find(name) == ("HGNC:11892",)


def test_preferred_wins_over_synonym_and_label_narrows():
    assert REGISTRY.find("IBD") == ("MONDO:0005265",)
    assert REGISTRY.find("IBD", ["Gene"]) == ()
    assert REGISTRY.find("mouse") == ("NCBITaxon:10090",)


def test_two_of_the_same_rank_are_both_told():
    twins = Registry({e.id: e for e in (TNF, TNF._replace(id="HGNC:2"))})
    assert twins.find("TNF") == ("HGNC:11892", "HGNC:2")


def test_nearest():
    assert REGISTRY.nearest("inflamatory bowel disease") == "MONDO:0005265 inflammatory bowel disease"
    assert REGISTRY.nearest("completely else") == ""
    assert Registry().nearest("x") == ""


def test_the_digest_changes_with_whatever_a_rule_may_look_up():
    digests = {
        REGISTRY.digest,
        Registry({e.id: e for e in (IBD, IBS, TNF._replace(name="TNFX"), OLD)}).digest,
        Registry({e.id: e for e in (IBD, IBS, TNF._replace(sound=False), OLD)}).digest,
        Registry(REGISTRY.entities, (Edge("GO:0007249", "HGNC:1", "", 1),)).digest,
        Registry(REGISTRY.entities, (Edge("GO:0007249", "HGNC:1", "", -1),)).digest,
        Registry(REGISTRY.entities, notices=(NoticeRow("pubmed:1", "retraction", ""),)).digest,
    }
    assert len(digests) == 6
    assert Registry({e.id: e for e in (OLD, TNF, IBS, IBD)}).digest == REGISTRY.digest
    assert Registry({e.id: e._replace(path="elsewhere.yaml") for e in (OLD, TNF, IBS, IBD)}).digest == REGISTRY.digest


def test_notices():
    text = "study\tkind\tnotice\n# a comment\npubmed:1\tretraction\tpubmed:2\n\ndoi:10.1/X\texpression_of_concern\n"
    rows = parse_notices(text)
    assert rows == (
        NoticeRow("pubmed:1", "retraction", "pubmed:2"),
        NoticeRow("doi:10.1/X", "expression_of_concern", ""),
    )
    assert "doi:10.1/x" in Registry(notices=rows).notice_of
    with pytest.raises(ValueError, match="line 1"):
        parse_notices("pubmed:1\n")
