"""The shape of curation files as curators write them: one Pydantic model a kind of file, strict and frozen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schema import making as m
from schema import words as w
from schema.curie import Curie, Key, OwnProductOrTerm, Reference, TermField, Text
from schema.papers import ID_FIELDS
from schema.parts import (
    Count,
    Curation,
    Document,
    Doi,
    Flag,
    Journal,
    Locator,
    NamedAs,
    Notice,
    Number,
    PartialDate,
    Positive,
    Statement,
    Title,
    Year,
)
from schema.treatments import Challenge, Dose, Loading, Modification, Priming, QuantityUnit, SizeRange


class Preparation(Document):
    """A product as this study made it; ``like`` inherits every field that is left out here."""

    like: Key | None = Field(None, description="another preparation of this file to inherit from")
    product: w.Product | None = None
    source: TermField | None = Field(None, description="MSC by tissue of origin (CL or a local cell source)")
    species: TermField | None = Field(None, description="species of the donor")
    reported_as: Text | None = Field(None, description="the paper's own term: exosomes, sEV ...")
    passage: Text | None = Field(None, description="passage of the cells, as stated")
    priming: tuple[Priming, ...] = ()
    modified: tuple[Modification, ...] = ()
    loading: tuple[Loading, ...] = ()
    ligand: TermField | None = Field(None, description="targeting ligand shown on the surface")
    carrier: Text | None = Field(None, description="hydrogel, scaffold ... that holds the product")
    medium: Text | None = Field(None, description="donor culture medium: serum-free, EV-depleted FBS ...")
    isolation: tuple[m.Isolation, ...] = ()
    size_nm: Positive | SizeRange | None = Field(None, description="diameter in nm: one number, or low and high")
    characterisation: tuple[m.Characterisation, ...] = ()
    markers_positive: tuple[TermField, ...] = Field((), description="proteins shown in the product")
    markers_negative: tuple[TermField, ...] = Field((), description="proteins shown to be absent")
    particles_stated: Flag | None = Field(None, description="a particle count of the product is given")
    particles_per_ug: Positive | None = Field(None, description="purity: particles per µg of protein, as stated")
    ev_track: Text | None = Field(None, description="EV-TRACK identifier")


class Context(Document):
    """The system in which something was measured; ``like`` inherits every field that is left out here."""

    like: Key | None = Field(None, description="another context of this file to inherit from")
    system: w.System | None = None
    species: TermField | None = Field(None, description="species of the animals, patients or cells treated")
    model: Curie | None = Field(None, description="disease model of the registry (exomech:model-...)")
    disease: TermField | None = Field(None, description="only where there is no model: the patients' disease")
    recipient_cell: TermField | None = Field(None, description="the cell that was treated")
    compartment: TermField | None = Field(None, description="tissue or fluid in which it was read")
    challenge: tuple[Challenge, ...] = ()
    dose: Dose | None = None
    route: m.Route | None = None
    schedule: Text | None = Field(None, description="how often and when, in own words")
    comparator: w.Comparator | None = None


class Via(Document):
    """By which signal and receptor something homes or is taken up."""

    signal: TermField | None = Field(None, description="what the vesicle or cell follows or shows")
    receptor: TermField | None = Field(None, description="what takes the signal up")


class ClaimEntry(Document):
    """One statement: subject, relation, object, aspect."""

    subject: Reference = Field(description="a preparation of this file, or CURIE label: what the experiment varied")
    relation: str = Field(description="CARRIES, LOADED_WITH, TARGETS, INCREASES, DECREASES, AMELIORATES ...")
    object: Reference = Field(description="what was measured: CURIE label, or a preparation of this file")
    aspect: w.Aspect | None = Field(
        None, description="what of the object changes; needed with INCREASES, DECREASES, AFFECTS"
    )
    via: Via | None = None


class Perturbed(Document):
    """Something that the experiment added or took away, and what became of the effect."""

    entity: TermField = Field(description="what was added or taken away")
    change: w.Change
    at: w.Site
    by: w.Means = w.Means.NOT_STATED
    effect: w.PerturbationEffect | None = None


class Readout(Document):
    """How the object was read."""

    form: w.Form | None = None
    method: Text | None = Field(None, description="the assay: qPCR, ELISA, western blot ...")
    time: Text | None = Field(None, description="when it was read: 24 h, day 7")


class Result(Document):
    """The numbers, where the text read states them."""

    effect: Number | None = Field(None, description="size of the effect, in `effect_unit`")
    effect_unit: w.EffectUnit | None = None
    n: Count | None = Field(None, description="sample size, as stated")
    p: Text | None = Field(None, description='as stated: "<0.05", "0.003"')


class EvidenceEntry(Document):
    """One experiment; it may bear on several claims."""

    claims: Annotated[tuple[Key, ...], Field(min_length=1)] = Field(
        description="keys of this file's claims that it bears on"
    )
    basis: w.Basis
    outcome: w.Outcome
    direction_tested: w.DirectionTested | None = Field(
        None, description="which change was looked for; with outcome null only"
    )
    preparation: Key | None = Field(None, description="key of the preparation given or examined")
    context: Key | None = Field(None, description="key of the context in which it was measured")
    mode: tuple[w.Mode, ...] = ()
    design: tuple[w.Design, ...] = ()
    perturbed: tuple[Perturbed, ...] = ()
    readout: Readout | None = None
    result: Result | None = None
    measured_as: TermField | Text | None = Field(None, description="the orthologue or name in which it was measured")
    alternatives: tuple[w.Alternative, ...] = ()
    site: Text | None = Field(None, description="binding site tested: 3'UTR, nt 1200-1207 ...")
    reference: Curie | None = Field(
        None, description="with basis background: the paper relied on, pubmed:... or doi:..."
    )
    locator: Locator
    statement: Statement


class Comparison(Document):
    """Two or more arms measured against each other on one endpoint."""

    arms: Annotated[tuple[Key, ...], Field(min_length=2)] = Field(description="keys of the preparations compared")
    context: Key | None = Field(None, description="key of the context in which they were compared")
    endpoint: TermField = Field(description="what was compared")
    better: str = Field(description="the key of the better arm, or no_difference")
    locator: Locator
    statement: Statement | None = None


class MechanismEntry(Document):
    """An ordered chain of this study's claims."""

    start: Reference = Field(description="what it starts with: a preparation of this file, or CURIE label")
    end: TermField = Field(description="the object of its last step")
    steps: Annotated[tuple[str, ...], Field(min_length=1)] = Field(
        description="claim keys in order; member or readout: the pathway's own edge; exomech:background-...: background"
    )
    net: Literal[w.Sign.INCREASE, w.Sign.DECREASE] = Field(
        description="the chain's sign as a whole: what becomes of its end"
    )
    spanned_by: tuple[Key, ...] = Field((), description="keys of claims, measured, that cover several steps at once")
    statement: Statement | None = None


class Quantity(Document):
    """A number measured of vesicles or their cargo."""

    kind: w.QuantityKind
    entity: TermField | None = Field(None, description="the cargo counted")
    preparation: Key | None = Field(None, description="key of the preparation that was counted")
    value: Number = Field(description="the number, in `unit`")
    low: Number | None = Field(None, description="lower end of the range, in `unit`")
    high: Number | None = Field(None, description="upper end of the range, in `unit`")
    unit: QuantityUnit
    method: Text | None = Field(None, description="how it was counted: qPCR, NTA ...")
    locator: Locator
    statement: Statement


class Critique(Document):
    """An argued doubt about what the field takes for granted."""

    about: Annotated[tuple[TermField, ...], Field(min_length=1)] = Field(description="what the doubt is about")
    basis: w.Basis
    locator: Locator
    statement: Statement


class StudyDocument(Document):
    """One paper: ``curation/studies/<id>.yaml``."""

    study: Curie = Field(description="pubmed:..., else doi:...; the file is named after it")
    doi: Doi | None = None
    pmid: Annotated[int, Field(ge=1, le=999_999_999, strict=True)] | None = Field(
        None, description="PubMed id, digits alone: by it the list of retractions is asked"
    )
    pmcid: Annotated[str, Field(pattern=r"^PMC\d+$")] | None = Field(None, description="PubMed Central id: PMC8256359")
    title: Title | None = None
    first_author: Text | None = Field(None, description="family name of the first author")
    type: w.StudyType
    read: w.ReadDepth = Field(description="how far the curator read")
    via: Curie | None = Field(
        None, description="with read secondary: the review that tells of it, pubmed:..., doi:... or pmc:..."
    )
    read_at: tuple[Text, ...] = Field((), description="addresses of the pages that were read")
    year: Year
    journal: Journal | None = None
    groups: tuple[Text, ...] = Field((), description="senior laboratory, for independence")
    indications: tuple[TermField, ...] = Field((), description="diseases that the study is about")
    indication_as: Text | None = Field(None, description="the paper's own word for the disease")
    curation: Curation
    notices: tuple[Notice, ...] = ()
    named_as: dict[str, NamedAs] = Field(
        default_factory=dict, description="by identifier: what the paper calls the thing"
    )
    preparations: dict[Key, Preparation] = Field(default_factory=dict)
    contexts: dict[Key, Context] = Field(default_factory=dict)
    claims: dict[Key, ClaimEntry] = Field(default_factory=dict)
    evidence: dict[Key, EvidenceEntry] = Field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    mechanisms: dict[Key, MechanismEntry] = Field(default_factory=dict)
    quantities: dict[Key, Quantity] = Field(default_factory=dict)
    critiques: dict[Key, Critique] = Field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every CURIE of the paper that the file gives, each once: its own, then PubMed, DOI and PubMed Central."""
        given = ((prefix, getattr(self, field)) for prefix, field in ID_FIELDS.items())
        return tuple(dict.fromkeys([self.study, *(f"{prefix}:{local}" for prefix, local in given if local)]))


class EntityDocument(Document):
    """One entity of the registry: ``curation/entities/<label>/<id>.yaml``."""

    entity: Curie = Field(description="its identifier, prefix:local; the file is named after it")
    name: Text = Field(description="the name that people read")
    label: str = Field(description="node label: Gene, MiRNA, Disease ...")
    cytokine: Flag = Field(False, description="counts as a cytokine readout")
    synonyms: tuple[Text, ...] = Field((), description="other names")
    preferred_for: tuple[Text, ...] = Field((), description="names that always mean this entity")
    xrefs: tuple[Text, ...] = Field((), description="the same thing in other registries, prefix:local")
    parents: tuple[TermField, ...] = Field((), description="IS_A parents, up to what people ask for")
    part_of: tuple[TermField, ...] = Field((), description="what it is a part of")
    members: tuple[TermField, ...] = Field((), description="of a family or complex")
    models: TermField | None = Field(None, description="of a disease model: its one disease")
    species: TermField | None = Field(None, description="of a miRNA without a human orthologue")
    modifications: dict[w.Aspect, w.ModificationEffect] = Field(
        default_factory=dict, description="what a modification does to the protein's activity"
    )
    obsolete: Flag = Field(False, description="its registry has withdrawn it")
    replaced_by: TermField | None = Field(None, description="of an obsolete entity: the one to use")
    release: Text | None = Field(None, description="source and release of the identifier: HGNC 2024-07")
    note: Text | None = Field(None, description="what a reader must know about it")


class PathwayMember(Document):
    """A gene, family or complex whose activity raises or lowers the pathway's."""

    entity: TermField = Field(description="the member")
    sign: Literal[w.Sign.INCREASE, w.Sign.DECREASE] = Field(
        description="increase: it raises the pathway's activity; decrease: it lowers it"
    )
    reference: Curie = Field(description="the paper that says so: pubmed:..., doi:... or pmc:...")
    locator: Locator | None = None


class PathwayReadout(Document):
    """An aspect of a gene by which the pathway's activity is read."""

    entity: TermField = Field(description="the gene that is read")
    aspect: w.Aspect
    sign: Literal[w.Sign.INCREASE, w.Sign.DECREASE] = Field(
        description="increase: more of it reads as a more active pathway; decrease: as a less active one"
    )
    reference: Curie = Field(description="the paper that says so: pubmed:..., doi:... or pmc:...")
    locator: Locator | None = None


class PathwayDocument(Document):
    """Members and readouts of one pathway: ``curation/pathways/<id>.yaml``."""

    pathway: TermField = Field(description="the pathway")
    members: tuple[PathwayMember, ...] = ()
    readouts: tuple[PathwayReadout, ...] = ()
    curation: Curation


class BackgroundReference(Document):
    """Where a background step is stated."""

    id: Curie = Field(description="the paper that states it: pubmed:..., doi:... or pmc:...")
    locator: Locator
    statement: Statement


class BackgroundDocument(Document):
    """One signalling step known beforehand: ``curation/background/<id>.yaml``."""

    background: Curie = Field(description="exomech:background-...")
    subject: TermField = Field(description="what acts")
    relation: str = Field(description="how it acts on the object")
    object: TermField = Field(description="what it acts on")
    aspect: w.Aspect | None = None
    references: Annotated[tuple[BackgroundReference, ...], Field(min_length=1)]
    curation: Curation


class PaperDocument(Document):
    """A paper that background knowledge rests on and that is no study here: ``curation/papers/<id>.yaml``."""

    paper: Curie = Field(description="pubmed:..., doi:... or pmc:..., as the steps and pathways name it")
    title: Title
    first_author: Text | None = Field(None, description="family name of the first author")
    year: Year | None = None
    journal: Journal | None = None
    doi: Doi | None = None
    read_at: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(description="the pages that tell so")


class TrialResult(Document):
    """What was published of a trial."""

    direction: w.ResultDirection
    study: Curie | None = Field(None, description="the study that publishes it, if it is curated here: pubmed:...")
    statement: Statement


class TrialReliance(Document):
    """A claim that the trial's own text names as its ground."""

    subject: OwnProductOrTerm
    relation: str = Field(description="relation as in claims")
    object: TermField = Field(description="what that is said to change")
    aspect: w.Aspect | None = None


class TrialDocument(Document):
    """One registered trial: ``curation/trials/<id>.yaml``."""

    trial: Curie = Field(description="registry and number: clinicaltrials:NCT..., chictr:..., irct:...")
    title: Title | None = None
    conditions: Annotated[tuple[TermField, ...], Field(min_length=1)] = Field(description="the diseases treated")
    product: w.Product
    source: TermField | None = Field(None, description="MSC by tissue of origin (CL or a local cell source)")
    donor: Literal["autologous", "allogeneic"] | None = Field(
        None, description="whose cells: the patient's own, or another's"
    )
    loading: tuple[Loading, ...] = ()
    intervention_as: Text | None = Field(None, description="the registry's own short term for the product")
    phase: tuple[Literal["early_1", "1", "2", "3", "4"], ...] = Field((), description="phases; two where it is both")
    status: w.TrialStatus | None = None
    status_date: PartialDate | None = Field(None, description="the date of the text in which the status was read")
    enrolment: Annotated[int, Field(ge=0, strict=True)] | None = Field(None, description="people; 0 where none came")
    route: m.Route | None = None
    dose: Dose | None = None
    schedule: Text | None = Field(None, description="how often and when, in own words")
    country: Text | None = Field(None, description="where it is held")
    results: tuple[TrialResult, ...] = ()
    relies_on: tuple[TrialReliance, ...] | Literal["none_stated", "not_read"] = Field(
        "not_read",
        description="none_stated: the trial's own text was read and names no ground; not_read: it was not read",
    )
    read_at: tuple[Text, ...] = Field((), description="addresses of the pages that were read")
    curation: Curation


DOCUMENTS: dict[str, type[Document]] = {
    "study": StudyDocument,
    "entity": EntityDocument,
    "pathway": PathwayDocument,
    "background": BackgroundDocument,
    "paper": PaperDocument,
    "trial": TrialDocument,
}
"""Kind of file, by its first top-level key."""
