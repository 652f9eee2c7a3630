"""Every property that a node or relationship of the graph may have, with its type and what it says.

The projection refuses a row with another property, the check of query files a text that names another, and
docs/reference/graph.md is printed from this list. Every node also has ``id``, which is unique over the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from schema.vocabulary import BACKGROUND_RELATIONS, CYTOKINE, ENTITY, NODE_LABELS, RELATIONS, STRUCTURE_RELATIONS

PropertyType = Literal["text", "text_list", "int", "int_list", "float", "bool"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property; it is left out of a row where nothing is stated, so that no null and no empty text is stored."""

    name: str
    type: PropertyType
    doc: str


ID = "id"
"""The property that every node has: its identifier."""


def _named(**told: tuple[PropertyType, str]) -> tuple[Property, ...]:
    return tuple(Property(name.rstrip("_"), *rest) for name, rest in told.items())


_NAME = _named(name=("text", "the name that people read"))
_STUDY = _named(study=("text", "id of the study that it belongs to"))
_KEY = _named(key=("text", "its key in the study's file"))
_FOUND = _named(
    locator=("text", "where in the paper"),
    statement=("text", "what was found, in the curator's words"),
    retracted=("bool", "the study is retracted"),
    set_aside=("bool", "the study is retracted, or its record withdrawn: in no default answer"),
)

_THING = _NAME + _named(
    synonyms=("text_list", "other names"),
    preferred_for=("text_list", "names that mean this one although others bear them too"),
    keys=("text_list", "normal forms of all names, for look-up"),
    preferred_keys=("text_list", "normal forms of preferred_for"),
    xrefs=("text_list", "the same thing in other registries"),
    release=("text", "release of the registry that name and id were taken from"),
    note=("text", "what a reader must know about it"),
    species=("text", "the species of a miRNA without a human orthologue"),
    obsolete=("bool", "its registry has withdrawn it"),
)
_PRODUCT = _named(
    product=("text", "kind of product: ev, apoptotic_ev, nanovesicle, secretome or cells"),
    source=("text", "id of the cell source"),
    engineered=("bool", "the donor or the product was modified or loaded"),
    gained=("text_list", "ids of what was added"),
    lost=("text_list", "ids of what was taken away"),
)

_JUDGED = _named(
    grade=("text", "strong, moderate, weak or unsupported, by the published rules"),
    grade_rank=("int", "the grade as a number: 0 unsupported to 3 strong"),
    grade_score=("int", "parts of the grade that are met"),
    grade_parts=(
        "text_list",
        "each part of the grade as name=1, name=0 or name=open (not seen, and no full text was read)",
    ),
    class_=("text", "which rule grades it: cargo_effect, product_outcome, carriage or structural"),
    levels=("int_list", "ladder levels reached, 1 to 5"),
    level=("int", "the highest of them, 0 for none"),
    basis=("text", "the best basis of its support: measured, inferred_by_authors, background or hypothesis"),
    n_support=("int", "studies that support it"),
    n_refute=("int", "studies that found the opposite"),
    n_null=("int", "studies that looked and found no effect"),
    n_measured=("int", "supporting studies that measured it"),
    n_groups=("int", "laboratories behind the support, as far as stated"),
    studies=("text_list", "ids of all studies with evidence on it, those set aside left out"),
    supporting_studies=("text_list", "ids of those that support it"),
    against_studies=("text_list", "ids of those that found the opposite or no effect; one may be on both sides"),
    species=("text_list", "species of the donors"),
    recipient_species=("text_list", "species of the animals, patients or cells treated"),
    systems=("text_list", "systems in which its support was measured: in_vitro, in_vivo ..."),
    modes=("text_list", "modes of action: vesicle, soluble_factor ..."),
    designs=("text_list", "designs of the supporting experiments"),
    abstract_only=("bool", "no supporting study was read in full text"),
    secondary_only=("bool", "every supporting study is known only through a review's account"),
    resolution=("text_list", "ends whose name in a paper leads to them only by inference, with how"),
    retracted=("bool", "all of its support is retracted"),
    withdrawn=("bool", "all of its support is set aside, some of it because its record was withdrawn"),
    set_aside=("bool", "either of the two: in no default answer"),
)
_SIGNED = _named(
    aspect=("text", "what of the object changes"),
    sign=("int", "+1 increase, -1 decrease, 0 not known; absent where the relation has none"),
)

_NODES: dict[str, tuple[Property, ...]] = {
    "DiseaseModel": _THING,
    "Study": _NAME
    + _named(
        title=("text", "title of the paper"),
        first_author=("text", "first author"),
        keys=("text_list", "normal forms of its names and ids, for look-up"),
        doi=("text", "DOI without prefix"),
        pmid=("text", "PubMed id without prefix"),
        pmcid=("text", "PubMed Central id"),
        type=("text", "primary, trial, review, meta_analysis or critique"),
        read=("text", "how far it was read: full_text, abstract or secondary"),
        via=("text", "the paper through which it was read, where that is secondary"),
        year=("int", "year of publication"),
        journal=("text", "journal"),
        groups=("text_list", "laboratories, the senior one first"),
        indications=("text_list", "ids of the diseases it is about"),
        indication_as=("text", "the paper's own word for the disease"),
        status=("text", "state of the curation: draft, single, double, disputed or withdrawn"),
        curated_by=("text", "who curated it"),
        curated_on=("text", "date of the curation"),
        retracted=("bool", "the paper is retracted"),
        set_aside=("bool", "in no default answer: the paper is retracted, or status is withdrawn"),
        concern=("bool", "an expression of concern was published"),
        notices=("text_list", "editorial notices with their ids"),
        notice_reasons=("text_list", "reasons that the notices give"),
        named_as=("text_list", "names of the paper that lead to an id only by inference, with how"),
        reporting=("float", "reporting score, 0 to 1; absent where it is not known"),
    ),
    "Paper": _NAME
    + _named(
        title=("text", "title of the paper"),
        first_author=("text", "first author"),
        year=("int", "year of publication"),
        journal=("text", "journal"),
        doi=("text", "DOI without prefix"),
    ),
    "Trial": _NAME
    + _named(
        keys=("text_list", "normal forms of number and title, for look-up"),
        product=("text", "kind of product given"),
        source=("text", "id of the cell source"),
        donor=("text", "autologous or allogeneic"),
        intervention_as=("text", "the registry's own term for what is given"),
        loading=("text_list", "ids of cargo or drugs put in"),
        phase=("text_list", "phases"),
        status=("text", "state of the trial"),
        status_date=("text", "date of the text in which the state was read; a month or a year where it gives no more"),
        enrolment=("int", "patients"),
        route=("text", "route of the dose"),
        dose=("text", "dose as stated"),
        dose_unit=("text", "unit class of the dose"),
        schedule=("text", "when the dose is given"),
        country=("text", "country"),
        results=("text_list", "direction of each published result"),
        result_statements=("text_list", "each result in the curator's words"),
        result_studies=("text_list", "ids of the studies that publish them"),
        relies_on_stated=("bool", "the trial's own text names a mechanism; absent where that text was not read"),
        relies_on_as=("text_list", "mechanisms that it names and no study here states"),
    ),
    "Claim": _NAME
    + _named(
        onward=("int", "sign that counts where a path goes on beyond the object; 0 stops it"),
        subject=("text", "id of the subject"),
        object=("text", "id of the object"),
        relation=("text", "relation, as projected"),
        family=("text", "relation family, the part that enters the claim's key"),
        grades_without=("text_list", "study=grade: the grade if that study fell"),
    )
    + _SIGNED
    + _JUDGED,
    "Evidence": _NAME
    + _KEY
    + _STUDY
    + _named(
        claims=("text_list", "ids of the claims that it bears on"),
        basis=("text", "measured, inferred_by_authors, background or hypothesis"),
        outcome=("text", "support, refute or null"),
        direction_tested=("text", "which change a null result looked for"),
        mode=("text_list", "how the cells acted"),
        design=("text_list", "how the experiment was made"),
        perturbed=("text_list", "what was perturbed, as one text each"),
        alternatives=("text_list", "other explanations that stay open"),
        form=("text", "form in which the object was read"),
        method=("text", "method of the readout"),
        time=("text", "when it was read"),
        effect=("float", "size of the effect"),
        effect_unit=("text", "what that number is: fold, percent_change ..."),
        n=("int", "sample size"),
        p=("text", "p value as stated"),
        measured_as=("text", "what was measured where it stands for the object"),
        site=("text", "binding site tested"),
        reference=("text", "the paper that is cited for it"),
        species=("text", "species of the donor"),
        source=("text", "id of the cell source"),
        primed=("bool", "the donor cells were primed"),
        priming=("text_list", "ids of what they were primed with"),
        isolation=("text_list", "how the vesicles were isolated"),
        recipient_species=("text", "species of the animal, patient or cells treated"),
        system=("text", "in what it was measured"),
        year=("int", "year of the study"),
        read=("text", "how far the study was read"),
        reporting=("float", "reporting score of the study, 0 to 1"),
    )
    + _FOUND,
    "Preparation": _NAME
    + _STUDY
    + _KEY
    + _named(
        product=("text", "kind of product"),
        source=("text", "id of the cell source"),
        species=("text", "species of the donor"),
        reported_as=("text", "the paper's own word for it"),
        passage=("text", "passage of the cells"),
        primed=("bool", "the donor cells were primed"),
        priming=("text_list", "ids of what they were primed with"),
        modified=("text_list", "what was modified, where and by what, as one text each"),
        loading=("text_list", "ids of what was loaded, with the method"),
        ligand=("text", "id of the targeting ligand"),
        carrier=("text", "scaffold or carrier"),
        medium=("text", "culture medium and serum"),
        isolation=("text_list", "how the vesicles were isolated"),
        size_nm=("float", "diameter in nm"),
        size_low_nm=("float", "lower end of the diameter, where a range is stated"),
        size_high_nm=("float", "upper end of the diameter"),
        characterisation=("text_list", "methods of characterisation"),
        markers_positive=("text_list", "ids of markers shown"),
        markers_negative=("text_list", "ids of markers shown to be absent"),
        particles_per_ug=("float", "particles per µg of protein, as stated: the purity ratio"),
        ev_track=("text", "EV-TRACK id"),
        reported_items=("text_list", "items of the reporting score that are stated"),
        missing_items=("text_list", "items that are not"),
    ),
    "Context": _NAME
    + _STUDY
    + _KEY
    + _named(
        system=("text", "clinical, in_vivo, ex_vivo, in_vitro or in_silico"),
        recipient_species=("text", "species of the animal, patient or cells treated"),
        model=("text", "id of the disease model"),
        disease=("text", "id of the disease, of the model's where there is one"),
        recipient_cell=("text", "id of the recipient cell"),
        compartment=("text", "id of the tissue or fluid that was read"),
        challenge=("text_list", "ids of what the recipient was challenged with"),
        dose=("text", "dose as stated"),
        dose_value=("float", "its number, or the lower end of a range"),
        dose_high=("float", "the upper end of a range"),
        dose_unit=("text", "its unit class"),
        dose_per=("text", "what it is counted per"),
        route=("text", "route of the dose"),
        schedule=("text", "when it was given"),
        comparator=("text", "what the treated arm was compared with"),
    ),
    "Mechanism": _NAME
    + _KEY
    + _STUDY
    + _named(
        start=("text", "id of its first entity"),
        end=("text", "id of its last entity"),
        net=("int", "net sign that the curator wrote: +1, -1 or 0"),
        step_kinds=("text_list", "kind of each step, in order: claim, background or pathway"),
        step_ids=("text_list", "id of each step"),
        statement=("text", "the chain in the curator's words"),
        retracted=("bool", "the study is retracted"),
        set_aside=("bool", "the study is retracted, or its record withdrawn: in no default answer"),
    ),
    "Comparison": _NAME
    + _STUDY
    + _named(
        arms=("text_list", "ids of the preparations compared"),
        arm_keys=("text_list", "their keys in the study's file"),
        endpoint=("text", "id of what was compared"),
        better=("text", "key of the arm that did better, or no_difference"),
    )
    + _FOUND,
    "Quantity": _NAME
    + _STUDY
    + _named(
        kind=("text", "what number it is: copies_per_vesicle ..."),
        value=("float", "the number"),
        low=("float", "lower end of a range"),
        high=("float", "upper end of a range"),
        unit=("text", "unit: copies, vesicles, particles, fold, share or %"),
        method=("text", "method"),
    )
    + _FOUND,
    "Critique": _NAME + _STUDY + _named(basis=("text", "what the doubt rests on")) + _FOUND,
    "Release": _NAME
    + _named(claims=("text_list", "a line a claim, parted by tabs: id, sign, grade, status, often name")),
}

_CLAIM_EDGE = (
    _named(
        kind=("text", "claim: projected from a claim; background: known beforehand"),
        claim=("text", "id of the claim"),
        onward=("int", "sign that counts where the path goes on beyond the object; 0 stops it"),
        direct=("bool", "binding was tested"),
        signals=("text_list", "ids of signals that it goes by"),
        receptors=("text_list", "ids of receptors that it goes by"),
        reports=("text_list", "study@disease for each supporting study and indication; study@ where it has none"),
        reports_retracted=("text_list", "the same of studies set aside: retracted, or their record withdrawn"),
        measured_in=("text_list", "those of reports whose study measured it"),
        background=("text", "id of the background record"),
        references=("text_list", "literature behind a background step"),
        statement=("text", "what the background record says"),
    )
    + _SIGNED
    + _JUDGED
)
_MEMBERSHIP = _SIGNED[1:] + _named(
    kind=("text", "membership"),
    aspects=("text_list", "aspects of the member or readout that it holds for"),
    reference=("text", "literature behind it"),
    locator=("text", "where in that paper"),
)

_EDGES: dict[str, tuple[Property, ...]] = {
    "MEMBER_OF": _MEMBERSHIP,
    "READOUT_OF": _SIGNED[:1] + _MEMBERSHIP,
    "SECRETES": _named(engineered=("bool", "the product is an engineered one")),
    "CONTRADICTS": _named(
        kind=("text", "opposite_sign (two claims), refuted or null (one claim)"),
        context=("text", "same_context, or context_dependent: a decisive field differs"),
        differs_in=("text_list", "fields that both sides state and that differ"),
        evidence_a=("text_list", "ids of evidence that supports the first claim"),
        evidence_b=("text_list", "ids of evidence that opposes it"),
    ),
    "HAS_STEP": _named(position=("int", "place in the mechanism, from 1")),
    "PERTURBED": _named(
        change=("text", "gain or loss"),
        at=("text", "donor, vesicle, recipient or animal"),
        by=("text", "by what it was done"),
        effect=("text", "what became of the effect: lost, reduced, unchanged, enhanced or reversed"),
        joint=("bool", "another subject of the item's claims was changed with it: proves nothing of either"),
    ),
    "PRIMED_BY": _named(
        dose=("float", "dose"),
        unit=("text", "unit of the dose, one of schema/units.py"),
        hours=("float", "hours of priming"),
        kind=("text", "kind of priming"),
        order=("int", "place in the preparation's list, from 0"),
    ),
    "USED": _named(key=("text", "key of an arm of a comparison"), better=("bool", "that arm did better")),
}

PROPERTIES: Mapping[str, tuple[Property, ...]] = {
    **{n: _THING + (_PRODUCT if n in {"Vesicle", "CellSource"} else ()) for n, d in NODE_LABELS.items() if d.entity},
    **_NODES,
    **dict.fromkeys(RELATIONS, _CLAIM_EDGE),
    **{name: _EDGES.get(name, ()) for name in (*BACKGROUND_RELATIONS, *STRUCTURE_RELATIONS)},
}
"""Properties by node label and by relationship type, in the order in which a reader wants them."""

TYPES: Mapping[str, Mapping[str, PropertyType]] = {n: {p.name: p.type for p in ps} for n, ps in PROPERTIES.items()}
"""Type of each property, by label or relationship type and by name."""


def names_of(*kinds: str) -> frozenset[str]:
    """Names that a node or relationship of any of these labels and types may have, ``id`` of a node among them.

    ``Entity`` and ``Cytokine`` stand for the labels that they come beside. Raises KeyError for another name.
    """
    found: set[str] = set()
    for kind in kinds:
        for name in _meant(kind):
            found |= TYPES[name].keys()
            found |= {ID} if name in NODE_LABELS else set()
    return frozenset(found)


def _meant(kind: str) -> Iterable[str]:
    if kind == ENTITY:
        return (n for n, d in NODE_LABELS.items() if d.entity)
    return ("Gene", "Complex", "Family") if kind == CYTOKINE else (kind,)
