"""Gold answers: evidence, translation, and the cell itself."""

from __future__ import annotations

from tests.golden.cargo import ALDER, BIRCH, CEDAR, ELM, FIR, GINKGO, HAZEL, NFKB
from tests.golden.cases import Gold

IBD_EASED = "exomech:claim-8d867884e918"

EVIDENCE = (
    Gold(
        "contradictions",
        {"disease": "IBD"},
        ("kind", "context", "subject_name", "object_name", "differs_in", "other_differences"),
        (
            ("null", "context_dependent", "BM-MSC vesicles", "inflammatory bowel disease", ["priming"], ["isolation"]),
            ("opposite_sign", "context_dependent", "BM-MSC vesicles", "IL6", ["priming"], ["isolation"]),
        ),
        ({"disease": "OA"}, "known_but_no_claims"),
        ({"disease": "IBD"}, "subject_name", "MSC vesicles", {"disease": "AKI"}),
    ),
    Gold(
        "evidence-of-claim",
        {"claim": IBD_EASED},
        ("outcome", "study_id", "dose", "route"),
        (
            ("support", ALDER, "50 ug_protein per animal", "intraperitoneal"),
            ("support", FIR, "100 ug_protein per animal", "intravenous"),
            ("null", BIRCH, "50 ug_protein per animal", "intraperitoneal"),
        ),
        ({"claim": "exomech:claim-8100abc4d513"}, "only_retracted"),
        ({"claim": "exomech:claim-8100abc4d513"}, "study_id", CEDAR, {"include_retracted": True}),
    ),
    Gold(
        "loss-and-rescue",
        {"with_rescue": True},
        ("claim_name", "losses", "rescues", "level", "in_vivo"),
        (
            (
                "hsa-miR-181a-5p DECREASES IL6 (amount)",
                [f"{HAZEL}: loss at donor by inhibitor, effect lost"],
                [f"{HAZEL}: gain of hsa-miR-181a-5p at recipient by mimic, effect reversed"],
                5,
                True,
            ),
        ),
        ({"cargo": "miR-206"}, "known_but_no_claims"),
        ({"with_rescue": True}, "claim_name", "NT5E INCREASES adenosine (amount)", {"with_rescue": False}),
    ),
    Gold(
        "single-group-claims",
        {"disease": "ARDS"},
        ("claim_name", "n_studies", "n_groups", "groups"),
        (
            ("BM-MSC vesicles AMELIORATES acute respiratory distress syndrome (severity)", 1, 1, ["Elm laboratory"]),
            (
                "UC-MSC vesicles with hsa-miR-146a-5p AMELIORATES acute respiratory distress syndrome (severity)",
                1,
                1,
                ["Ginkgo laboratory"],
            ),
            ("hsa-miR-223-3p DECREASES TRAF6 (amount)", 1, 1, ["Elm laboratory"]),
        ),
        ({"disease": "ARDS", "min_studies": 5}, "known_but_no_claims"),
        ({"disease": "ARDS"}, "claim_name", "BM-MSC vesicles DECREASES TNF (amount)", {"disease": "UC"}),
    ),
    Gold(
        "retraction-impact",
        {"study": ALDER},
        ("claim_name", "verdict", "remaining_studies"),
        (
            ("BM-MSC vesicles CARRIES hsa-miR-146a-5p (amount)", "falls", []),
            ("BM-MSC vesicles DECREASES IL6 (amount)", "falls", []),
            ("BM-MSC vesicles DECREASES TNF (amount)", "falls", []),
            (f"BM-MSC vesicles DECREASES {NFKB} (activity)", "falls", []),
            ("hsa-miR-146a-5p AMELIORATES inflammatory bowel disease (severity)", "falls", []),
            ("BM-MSC vesicles AMELIORATES inflammatory bowel disease (severity)", "weakened", [FIR]),
            ("hsa-miR-146a-5p TARGETS TRAF6 (amount)", "stands", [GINKGO]),
        ),
        ({"study": ALDER, "system": "clinical"}, "filtered_out"),
        ({"study": ALDER}, "claim_name", "hsa-miR-21-5p TARGETS IRAK1 (amount)", {"study": CEDAR}),
    ),
    Gold(
        "low-reporting",
        {"below": 0.2, "unknown": False},
        ("study_name", "reporting", "stated", "not_read", "n_claims"),
        (
            ("Ivy 2023", 0.0, [], [], 8),
            ("Elm 2022", 0.125, ["isolation"], [], 3),
            ("Ginkgo 2024", 0.125, ["isolation"], [], 3),
            ("Hazel 2022", 0.125, ["isolation"], [], 12),
        ),
        ({"below": 0.1, "unknown": False, "disease": "AKI"}, "known_but_no_claims"),
        ({"below": 1.0, "unknown": True}, "study_id", CEDAR, {"include_retracted": True}),
    ),
    Gold(
        "dose-plausibility",
        {"cargo": "miR-181a-5p"},
        (
            "scope",
            "value",
            "copies_per_vesicle",
            "particles_per_cell",
            "implied_copies_per_cell",
            "particle_doses",
            "critiques",
        ),
        (
            (
                "this cargo",
                0.01,
                0.01,
                2000.0,
                20.0,
                [f"2e+06 particles per animal ({HAZEL})"],
                ["The authors doubt that so few copies suffice."],
            ),
        ),
        ({"cargo": "miR-223-3p"}, "known_but_no_claims"),
        ({"cargo": "miR-223-3p"}, "scope", "this cargo", {"cargo": "miR-181a-5p"}),
    ),
)

TRANSLATION = (
    Gold(
        "trials",
        {"disease": "IBD"},
        ("trial_id", "product", "phase", "enrolment", "dose", "results", "claim_names", "product_claims"),
        (
            (
                "clinicaltrials:NCT09999901",
                "ev",
                ["1", "2"],
                24,
                "1e+09 particles per patient",
                ["benefit"],
                ["hsa-miR-146a-5p TARGETS TRAF6 (amount)"],
                [IBD_EASED],
            ),
        ),
        ({"disease": "Crohn disease"}, "known_but_no_claims"),
        ({"disease": "AKI"}, "trial_id", "clinicaltrials:NCT09999901", {"disease": "IBD"}),
    ),
    Gold(
        "gaps",
        {},
        ("first_name", "second_name", "n_claims", "n_first", "n_second", "expected"),
        (
            # Measured: TRAF6 twice, IRAK1 and NF-kappaB itself for the one pathway, TLR4 for the other: five claims.
            ("acute kidney failure", NFKB, 0, 1, 4, 0.8),
            ("ulcerative colitis", "toll-like receptor 4 signaling pathway", 0, 2, 1, 0.4),
            ("acute respiratory distress syndrome", "toll-like receptor 4 signaling pathway", 0, 2, 1, 0.4),
            ("Crohn disease", "toll-like receptor 4 signaling pathway", 0, 1, 1, 0.2),
        ),
        ({"disease": "OA"}, "known_but_no_claims"),
        ({"disease": "UC"}, "first_name", "acute kidney failure", {"disease": None}),
    ),
    Gold(
        "changes-since",
        {"release": "0.1", "change": ["retracted", "removed", "regraded"]},
        ("claim_id", "claim_name", "change", "reason", "grade_before", "grade_after", "studies"),
        (
            (
                "exomech:claim-208b09470620",
                "UC-MSC vesicles CARRIES hsa-miR-21-5p (amount)",
                "retracted",
                "all of its support is retracted",
                "weak",
                "unsupported",
                [CEDAR],
            ),
            (
                "exomech:claim-ffffffffffff",
                # No study states it, so its name is the one in the table of the release.
                "BM-MSC vesicles INCREASES IL10 (amount)",
                "removed",
                "in release 0.1; no study of this build states it",
                "weak",
                None,
                [],
            ),
            (
                "exomech:claim-9369b4b2e803",
                "hsa-miR-146a-5p TARGETS TRAF6 (amount)",
                "regraded",
                "weak in release 0.1, moderate in this build",
                "weak",
                "moderate",
                [ALDER, GINKGO],
            ),
        ),
        ({"release": "0.1", "until": "0.1"}, "known_but_no_claims"),
        ({"release": "0.1"}, "claim_id", IBD_EASED, {"release": "empty"}),
    ),
    Gold(
        "subgraph",
        {"entity": "miR-223-3p"},
        ("subject_name", "relation", "object_name", "sign", "distance"),
        (
            ("BM-MSC vesicles", "CARRIES", "hsa-miR-223-3p", "increase", 1),
            ("hsa-miR-223-3p", "DECREASES", "NLRP3", "decrease", 1),
            ("hsa-miR-223-3p", "DECREASES", "TRAF6", "decrease", 1),
        ),
        ({"entity": "hsa-miR-21-5p"}, "only_retracted"),
        ({"entity": "miR-223-3p", "disease": "IBD"}, "object_name", "TRAF6", {"disease": "ARDS"}),
    ),
)

CELLS = (
    Gold(
        "modes-of-action",
        {"disease": "AKI", "mode": ["soluble_factor", "homing"]},
        ("mode", "mediator_name", "effect_name", "direction"),
        (
            ("homing", "MSC vesicles", "kidney", "reaches it"),
            ("soluble_factor", "mesenchymal stem cell", "TNFAIP6", "increase"),
            ("soluble_factor", "mesenchymal stem cell", "acute kidney failure", "decrease"),
        ),
        ({"disease": "AKI", "mode": ["cell_contact"]}, "known_but_no_claims"),
        ({"disease": "AKI"}, "studies", ELM, {"disease": "ARDS"}),
    ),
    Gold(
        "homing-signals",
        {"tissue": "kidney"},
        ("traveller_name", "engineered", "place_name", "signals", "receptors", "direction", "fold_change", "effects"),
        (
            # CXCR4 was blocked on the vesicles and fewer came: the receptor furthers the homing.
            ("MSC vesicles", False, "kidney", ["CXCL12"], ["CXCR4"], "increase", 3.0, ["3.0 fold"]),
        ),
        ({"tissue": "colon"}, "known_but_no_claims"),
        ({"disease": "IBD"}, "place_name", "kidney", {"disease": "AKI"}),
    ),
    Gold(
        "drug-delivery",
        {"drug": "rapamycin"},
        ("cargo_name", "product_name", "methods", "comparisons", "efficacy", "toxicity"),
        (
            (
                "sirolimus",
                "MSC vesicles with sirolimus",
                ["sonication"],
                [
                    (
                        "Ivy 2023: MSC vesicles with sirolimus against MSC vesicles, osteoarthritis, "
                        "better: MSC vesicles with sirolimus"
                    )
                ],
                ["MSC vesicles with sirolimus AMELIORATES osteoarthritis (severity)"],
                ["MSC vesicles with sirolimus DECREASES survival (amount): no effect"],
            ),
        ),
        ({"kind": "protein"}, "known_but_no_claims"),
        ({"kind": "drug"}, "cargo_name", "hsa-miR-146a-5p", {"kind": "any"}),
    ),
    Gold(
        "cell-versus-vesicle",
        {},
        ("study_id", "arms", "endpoint_name", "winner", "better"),
        (
            (
                HAZEL,
                ["exo: ev of mesenchymal stem cell", "msc: cells of mesenchymal stem cell"],
                "acute kidney failure",
                "vesicles",
                "exo",
            ),
        ),
        ({"disease": "OA"}, "known_but_no_claims"),
        ({"disease": "IBD"}, "study_id", HAZEL, {"disease": "AKI"}),
    ),
)
