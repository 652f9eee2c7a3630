"""Gold answers: paths and explanation."""

from __future__ import annotations

from tests.golden.cargo import ALDER, CEDAR, DOGWOOD, ELM, FIR, HAZEL, IVY, NFKB
from tests.golden.cases import Gold

MIMIC = "A mimic brought the fall of IL-6 back."
WITHOUT = "Without miR-181a-5p the vesicles lowered neither IL-6 nor TLR4."
OF_DOGWOOD = "exomech:mechanism-30c94e6275f7"
OF_CEDAR = "exomech:mechanism-6f051730aee0"

PATHS = (
    Gold(
        "paths",
        {"from": "miR-146a-5p", "to": "NF-kB"},
        ("chain", "signs", "net", "tier", "measured_share", "studies"),
        (
            (
                ["hsa-miR-146a-5p", "TRAF6", NFKB],
                ["decrease", "increase"],
                "decrease",
                "reported",
                0.5,
                [ALDER, "pubmed:900000007"],
            ),
            (["hsa-miR-146a-5p", "IRAK1", NFKB], ["decrease", "increase"], "decrease", "reported", 0.5, [DOGWOOD]),
        ),
        ({"from": "BM-MSC vesicles", "to": "pyroptosis", "max_length": 2}, "depth_exceeded"),
        ({"from": "hsa-miR-21-5p", "to": "NF-kB"}, "studies", CEDAR, {"include_retracted": True}),
    ),
    Gold(
        "shortest-path",
        {"from": "BM-MSC vesicles", "to": "pyroptosis"},
        ("found", "reason", "chain", "signs", "net", "length", "tier"),
        (
            (
                True,
                None,
                ["BM-MSC vesicles", "hsa-miR-223-3p", "NLRP3", "pyroptosis"],
                ["increase", "decrease", "increase"],
                "decrease",
                3,
                "reported",
            ),
        ),
        # Never empty: it says why in a row of its own.
        ({"from": "IL6", "to": "MSC vesicles"}, None),
        ({"from": "hsa-miR-21-5p", "to": "NF-kB"}, "found", True, {"include_retracted": True}),
    ),
    Gold(
        "explain-effect",
        {"effect": "IL6"},
        ("product_name", "chain", "net", "tier", "outcome_measured", "statements"),
        (
            (
                "MSC vesicles",
                ["MSC vesicles", "hsa-miR-181a-5p", "IL6"],
                "decrease",
                "reported",
                True,
                [
                    "The vesicles held miR-181a-5p.",
                    f"{MIMIC} / {WITHOUT}",
                ],
            ),
        ),
        ({"effect": "IL6", "sign": "increase"}, "opposite_sign_only"),
        ({"effect": "NF-kB", "disease": "IBD"}, "chain", "hsa-miR-21-5p", {"include_retracted": True}),
    ),
    Gold(
        "shared-regulators",
        {"targets": ["IL6", "TLR4"]},
        ("regulator_name", "regulator_type", "effects", "shared_diseases", "shared_studies"),
        (
            (
                "hsa-miR-181a-5p",
                "MiRNA",
                ["DECREASES TLR4 (amount)", "DECREASES IL6 (amount)"],
                ["acute kidney failure"],
                [HAZEL],
            ),
        ),
        ({"targets": ["IL6", "GIT1"]}, "known_but_no_claims"),
        ({"targets": ["TRAF6", "NLRP3"]}, "regulator_name", "hsa-miR-146a-5p", {"targets": ["TRAF6", "IRAK1"]}),
    ),
    Gold(
        "bridge",
        {"entities": ["TRAF6", "NLRP3", "pyroptosis"]},
        ("position", "joins", "added_names", "n_components"),
        ((1, ["pyroptosis", "NLRP3"], [], 2), (2, ["NLRP3", "TRAF6"], ["hsa-miR-223-3p"], 1)),
        ({"entities": ["TRAF6", "NLRP3"], "max_extra": 0}, "known_but_no_claims"),
        ({"entities": ["hsa-miR-21-5p", "IRAK1"]}, "studies", CEDAR, {"include_retracted": True}),
    ),
    Gold(
        "unmeasured-steps",
        {"mechanism": OF_DOGWOOD},
        ("step", "step_name", "basis", "n_measured_elsewhere"),
        (
            (1, "UC-MSC vesicles CARRIES hsa-miR-146a-5p (amount)", "inferred_by_authors", 0),
            (3, f"IRAK1 MEMBER_OF {NFKB}", "background", 0),
        ),
        ({"mechanism": OF_DOGWOOD, "system": "in_vivo"}, "filtered_out"),
        ({"mechanism": OF_CEDAR}, "studies", CEDAR, {"include_retracted": True}),
    ),
    Gold(
        "mechanism-sign-check",
        {"disease": "AKI"},
        ("start_name", "end_name", "declared", "computed", "outcomes", "verdict", "n_measured_steps"),
        (
            ("MSC vesicles", "IL6", "decrease", "decrease", ["decrease"], "agrees", 2),
            ("MSC vesicles", "classical macrophage", "decrease", "decrease", ["decrease"], "agrees", 2),
        ),
        ({"disease": "Crohn disease", "system": "in_vivo"}, "filtered_out"),
        ({}, "study_id", CEDAR, {"include_retracted": True}),
    ),
    Gold(
        "hypotheses",
        {"disease": "IBD"},
        ("cargo_name", "rule", "chain", "net", "score", "direct_claim", "studies"),
        (
            (
                "hsa-miR-181a-5p",
                "shared_effect",
                ["hsa-miR-181a-5p", "IL6", "BM-MSC vesicles", "inflammatory bowel disease"],
                "decrease",
                0.75,
                False,
                [ALDER, FIR, HAZEL],
            ),
        ),
        ({"disease": "OA"}, "known_but_no_claims"),
        ({"disease": "UC"}, "cargo_name", "hsa-miR-181a-5p", {"disease": "IBD"}),
    ),
)

DISEASES = (
    Gold(
        "recipient-cells",
        {"disease": "AKI", "cell": "CL:0000890"},
        ("cell_name", "role", "actor_name", "effect_name", "direction", "recipient_species"),
        (
            (
                "alternatively activated macrophage",
                "changed",
                "MSC vesicles",
                "alternatively activated macrophage",
                "increase",
                ["NCBITaxon:9606"],
            ),
        ),
        ({"disease": "ARDS"}, "known_but_no_claims"),
        ({"disease": "UC"}, "studies", DOGWOOD, {"disease": "IBD"}),
    ),
    Gold(
        "state-shifts",
        {"state_from": "M1", "state_to": "M2"},
        ("actor_name", "from_name", "to_name", "tier", "cargo_names", "targets", "pathways", "perturbed", "studies"),
        (
            (
                "MSC vesicles",
                "classical macrophage",
                "alternatively activated macrophage",
                "reported",
                ["hsa-miR-181a-5p"],
                # That the vesicles also lowered IL6 is no part of the shift.
                ["hsa-miR-181a-5p lowers TLR4"],
                [],
                ["TLR4: gain at recipient by overexpression, effect lost"],
                [HAZEL],
            ),
        ),
        ({"state_from": "M2", "state_to": "M1"}, "known_but_no_claims"),
        ({"state_from": "M1", "state_to": "M2"}, "actor_name", "MSC vesicles with sirolimus", {"state_from": None}),
    ),
    Gold(
        "shared-mechanisms",
        {"diseases": ["IBD", "ARDS"], "steps": "mechanism"},
        ("actor_name", "relation", "effect_name", "by_disease", "n_studies"),
        (
            (
                "hsa-miR-146a-5p",
                "TARGETS",
                "TRAF6",
                [
                    f"inflammatory bowel disease: {ALDER}",
                    "acute respiratory distress syndrome: pubmed:900000007",
                ],
                2,
            ),
        ),
        ({"diseases": ["IBD", "OA"]}, "known_but_no_claims"),
        ({"diseases": ["IBD", "ARDS"], "steps": "mechanism"}, "actor_name", "BM-MSC vesicles", {"steps": "any"}),
    ),
    Gold(
        "rodent-only-claims",
        {"disease": "AKI"},
        ("claim_name", "recipient_species", "n_human"),
        (
            ("hsa-miR-181a-5p DECREASES TLR4 (amount)", ["NCBITaxon:10090"], 0),
            ("MSC vesicles AMELIORATES acute kidney failure (severity)", ["NCBITaxon:10090"], 0),
            ("MSC vesicles DECREASES IL6 (amount)", ["NCBITaxon:10090"], 0),
            ("mesenchymal stem cell AMELIORATES acute kidney failure (severity)", ["NCBITaxon:10090"], 0),
        ),
        ({"disease": "AKI", "min_species": 2}, "known_but_no_claims"),
        ({"disease": "AKI"}, "studies", IVY, {"disease": "OA"}),
    ),
    Gold(
        "cell-only-claims",
        {"disease": "Crohn disease"},
        ("claim_name", "systems", "level", "cells"),
        (
            (
                "UC-MSC vesicles INCREASES alternatively activated macrophage (cell_fraction)",
                ["in_vitro"],
                0,
                ["macrophage"],
            ),
            ("hsa-miR-146a-5p DECREASES IRAK1 (amount)", ["in_vitro"], 0, ["macrophage"]),
        ),
        ({"disease": "ARDS"}, "known_but_no_claims"),
        ({"disease": "AKI"}, "claim_name", "KLF3-AS1 SPONGES hsa-miR-206 (binding)", {"disease": "OA"}),
    ),
    Gold(
        "models-of-cargo",
        {"cargo": "miR-223-3p"},
        ("model_name", "route", "dose", "times", "outcomes", "studies"),
        (
            (
                "DSS colitis",
                "intravenous",
                "100 ug_protein per animal",
                ["day 7"],
                ["hsa-miR-223-3p DECREASES NLRP3 (amount): supported"],
                [FIR],
            ),
            (
                "LPS-induced lung injury",
                "intratracheal",
                "1e+09 particles per animal",
                ["24 h"],
                ["hsa-miR-223-3p DECREASES TRAF6 (amount): supported"],
                [ELM],
            ),
        ),
        ({"cargo": "hsa-miR-206"}, "known_but_no_claims"),
        ({"cargo": "miR-223-3p", "disease": "IBD"}, "studies", ELM, {"disease": "ARDS"}),
    ),
)
