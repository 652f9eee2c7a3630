"""Gold answers: cargo, products and what was put into them."""

from __future__ import annotations

from tests.golden.cases import Gold

NFKB = "canonical NF-kappaB signal transduction"
ALDER, BIRCH, CEDAR, DOGWOOD, ELM, FIR, GINKGO, HAZEL, IVY = (f"pubmed:90000000{n}" for n in range(1, 10))

CARGO = (
    Gold(
        "mirnas-on-pathway",
        {"pathway": "NF-kB", "disease": "IBD"},
        ("mirna_name", "chain", "net", "tier", "grade", "studies"),
        (
            (
                "hsa-miR-146a-5p",
                ["BM-MSC vesicles", "hsa-miR-146a-5p", "TRAF6", NFKB],
                "decrease",
                "reported",
                "weak",
                [ALDER],
            ),
            (
                "hsa-miR-146a-5p",
                ["UC-MSC vesicles", "hsa-miR-146a-5p", "IRAK1", NFKB],
                "decrease",
                "reported",
                "weak",
                [DOGWOOD],
            ),
        ),
        ({"pathway": "NF-kB", "disease": "IBD", "sign": "increase"}, "opposite_sign_only"),
        ({"pathway": "NF-kB", "disease": "IBD"}, "chain", "hsa-miR-21-5p", {"include_retracted": True}),
    ),
    Gold(
        "cargo-on-target",
        {"target": "pyroptosis"},
        ("cargo_name", "route", "net", "tier", "n_measured_steps", "n_steps"),
        (("hsa-miR-223-3p", "indirect", "decrease", "reported", 2, 3),),
        ({"target": "NLRP3", "disease": "OA"}, "known_but_no_claims"),
        ({"target": "IRAK1"}, "cargo_name", "hsa-miR-21-5p", {"include_retracted": True}),
    ),
    Gold(
        "effects-of-cargo",
        {"cargo": "miR-146a-5p"},
        ("relation", "target_name", "direction", "n_support"),
        (
            ("TARGETS", "TRAF6", "decrease", 2),
            ("AMELIORATES", "inflammatory bowel disease", "decrease", 1),
            ("DECREASES", "IRAK1", "decrease", 1),
        ),
        ({"cargo": "hsa-miR-21-5p"}, "only_retracted"),
        ({"cargo": "miR-146a-5p", "disease": "UC"}, "target_name", "IRAK1", {"disease": "IBD"}),
    ),
    Gold(
        "direct-regulators",
        {"targets": ["TRAF6", "IRAK1", "TLR4"]},
        ("cargo_name", "target_name", "direct", "designs"),
        (("hsa-miR-146a-5p", "TRAF6", True, ["perturbation", "pulldown", "reporter_wt_mut"]),),
        ({"targets": ["TLR4"]}, "known_but_no_claims"),
        ({"targets": ["TRAF6", "IRAK1"]}, "cargo_name", "hsa-miR-223-3p", {"directness": "any"}),
    ),
    Gold(
        "pathways-of-cargo-list",
        {"cargo": ["miR-223-3p", "miR-146a-5p"]},
        (
            "pathway_name",
            "n_of_list",
            "list_size",
            "n_of_universe",
            "universe_size",
            "n_pathways",
            "expected",
            "p",
            "q",
        ),
        # Three cargos reach a pathway: two of them NF-kappaB, and the list is these two: 1 of C(3,2) draws. The third
        # reaches TLR4 signalling, the second test: q = p * 2 / 1.
        ((NFKB, 2, 2, 2, 3, 2, 1.333333, 0.333333333333, 0.666666666666),),
        ({"cargo": ["hsa-miR-21-5p"]}, "only_retracted"),
        ({"cargo": ["miR-223-3p"], "disease": "IBD"}, "pathway_name", NFKB, {"disease": "ARDS"}),
    ),
    Gold(
        "sponges",
        {},
        ("sponge_name", "mirna_name", "gene_name", "net", "tier", "carried", "cells", "disease_names"),
        (("KLF3-AS1", "hsa-miR-206", "GIT1", "increase", "reported", True, ["macrophage"], ["osteoarthritis"]),),
        ({"cargo_type": "CircRNA"}, "known_but_no_claims"),
        ({"disease": "IBD"}, "sponge_name", "KLF3-AS1", {"disease": "OA"}),
    ),
    Gold(
        "protein-cargo",
        {},
        ("protein_name", "mode", "partner_name", "direction", "vesicle_names", "perturbed"),
        (
            (
                "NT5E",
                "enzyme",
                "adenosine",
                "increase",
                ["MSC vesicles"],
                ["NT5E: loss at vesicle by inhibitor, effect lost"],
            ),
        ),
        ({"mode": "receptor"}, "known_but_no_claims"),
        ({"disease": "IBD"}, "protein_name", "NT5E", {"disease": "OA"}),
    ),
    Gold(
        "cytokine-changes",
        {"disease": "IBD"},
        ("cytokine_name", "direction", "n_support", "median_fold", "studies"),
        (
            ("TNF", "decrease", 1, 0.5, [ALDER]),
            ("IL6", "decrease", 1, 0.5, [ALDER]),
            ("IL6", "increase", 1, None, [BIRCH]),
        ),
        ({"disease": "Crohn disease"}, "known_but_no_claims"),
        ({"disease": "IBD"}, "studies", CEDAR, {"include_retracted": True}),
    ),
)

PRODUCTS = (
    Gold(
        "compare-sources",
        {"disease": "UC"},
        ("source_name", "product", "effect_name", "direction", "n_studies"),
        (
            ("mesenchymal stem cell of the bone marrow", "ev", "inflammatory bowel disease", "decrease", 1),
            ("mesenchymal stem cell of the bone marrow", "ev", "IL6", "decrease", 1),
            ("mesenchymal stem cell of the bone marrow", "ev", "TNF", "decrease", 1),
            ("mesenchymal stem cell of the bone marrow", "ev", NFKB, "decrease", 1),
            ("mesenchymal stem cell of the bone marrow", "ev", "hsa-miR-146a-5p", "increase", 1),
        ),
        ({"disease": "UC", "sources": ["CL:0002569"]}, "known_but_no_claims"),
        ({"disease": "UC"}, "studies", DOGWOOD, {"disease": "IBD"}),
    ),
    Gold(
        "priming-effects",
        {},
        (
            "stimulus_name",
            "cargo_name",
            "direction",
            "doses",
            "hours",
            "fold_change",
            "fold_changes",
            "changes_stated",
            "sample_sizes",
            "cargo_effects",
        ),
        (
            (
                "IFNG",
                "hsa-miR-181a-5p",
                "decrease",
                ["20.0 ng/ml 48.0 h"],
                [48.0],
                0.4,
                [0.4],
                [],
                [3],
                ["DECREASES IL6", "DECREASES TLR4"],
            ),
        ),
        ({"sign": "increase"}, "opposite_sign_only"),
        ({"sign": "increase"}, "stimulus_name", "IFNG", {"sign": "decrease"}),
    ),
    Gold(
        "priming-losses",
        {},
        ("stimulus_names", "kind", "outcome_name", "studies"),
        (
            (["IFNG"], "outdone", "acute kidney failure", [HAZEL]),
            (["IFNG"], "null", "MSC vesicles AMELIORATES acute kidney failure (severity)", [HAZEL]),
            (["hypoxia"], "null", "BM-MSC vesicles AMELIORATES inflammatory bowel disease (severity)", [BIRCH]),
        ),
        ({"disease": "OA"}, "known_but_no_claims"),
        ({"disease": "AKI"}, "stimulus_names", "hypoxia", {"disease": "IBD"}),
    ),
    Gold(
        "cargo-of-source",
        {"msc_source": "BM-MSC"},
        ("cargo_name", "detected_in", "inferred_in", "highest_level", "effects"),
        (
            ("hsa-miR-223-3p", [ELM, FIR], [], 5, ["DECREASES NLRP3 (amount)", "DECREASES TRAF6 (amount)"]),
            (
                "hsa-miR-146a-5p",
                [ALDER],
                [],
                5,
                [
                    "AMELIORATES inflammatory bowel disease (severity)",
                    "TARGETS TRAF6 (amount)",
                    "DECREASES IRAK1 (amount)",
                ],
            ),
        ),
        ({"msc_source": "BM-MSC", "disease": "OA"}, "known_but_no_claims"),
        ({"msc_source": "CL:0002569"}, "cargo_name", "hsa-miR-21-5p", {"include_retracted": True}),
    ),
    Gold(
        "engineered-vesicles",
        {"target": "ARDS"},
        ("product_name", "gained_ids", "made_by", "route", "net", "tier", "comparators"),
        (
            (
                "UC-MSC vesicles with hsa-miR-146a-5p",
                ["mirbase.mature:MIMAT0000449"],
                ["hsa-miR-146a-5p by electroporation"],
                "measured",
                "decrease",
                "reported",
                ["other_preparation"],
            ),
        ),
        ({"target": "ARDS", "sign": "increase"}, "opposite_sign_only"),
        ({"target": "ARDS"}, "product_name", "MSC vesicles with sirolimus", {"target": "OA"}),
    ),
    Gold(
        "effect-by-isolation",
        {"disease": "IBD"},
        ("isolation", "effect_name", "direction", "n_studies", "n_null", "mean_reporting"),
        (
            ("density_gradient", "inflammatory bowel disease", "decrease", 1, 0, 0.25),
            ("differential_ultracentrifugation", "inflammatory bowel disease", "decrease", 1, 0, 0.25),
            ("size_exclusion", "inflammatory bowel disease", "decrease", 0, 1, 0.25),
        ),
        ({"disease": "Crohn disease"}, "known_but_no_claims"),
        ({"disease": "IBD", "effects": "any"}, "isolation", "precipitation", {"include_retracted": True}),
    ),
    Gold(
        "doses",
        {"disease": "AKI"},
        ("product", "unit", "per", "route", "low", "high", "n_better", "n_no_effect"),
        (
            ("cells", "cells", "animal", "intravenous", 500000.0, 500000.0, 1, 0),
            ("ev", "particles", "animal", "intravenous", 2000000.0, 2000000.0, 1, 1),
            ("ev", "particles", "cell", None, 2000.0, 2000.0, 0, 0),
        ),
        ({"disease": "AKI", "route": "topical"}, "known_but_no_claims"),
        ({"disease": "AKI"}, "unit", "ug_protein", {"disease": "IBD"}),
    ),
)
