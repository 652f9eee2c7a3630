"""Closed sets of words that a curation file may use; those for making and giving a product are in ``schema.making``."""

from __future__ import annotations

from enum import StrEnum


class Sign(StrEnum):
    """Direction of an effect as YAML and answers write it; ``number`` is what path algebra multiplies."""

    INCREASE = "increase"
    DECREASE = "decrease"
    UNKNOWN = "unknown"

    @property
    def number(self) -> int:
        """+1, -1, or 0 where the direction is not known."""
        return {"increase": 1, "decrease": -1, "unknown": 0}[self.value]

    @classmethod
    def of(cls, number: int) -> Sign:
        """The sign of a product of step signs."""
        return cls.INCREASE if number > 0 else cls.DECREASE if number < 0 else cls.UNKNOWN


class Aspect(StrEnum):
    """What of the object changes."""

    AMOUNT = "amount"
    ACTIVITY = "activity"
    BINDING = "binding"
    LOCALISATION = "localisation"
    CELL_FRACTION = "cell_fraction"
    SEVERITY = "severity"
    PHOSPHORYLATION = "phosphorylation"
    ACETYLATION = "acetylation"
    UBIQUITINATION = "ubiquitination"
    NEDDYLATION = "neddylation"
    METHYLATION = "methylation"
    CLEAVAGE = "cleavage"


MODIFICATIONS = frozenset(
    {
        Aspect.PHOSPHORYLATION, Aspect.ACETYLATION, Aspect.UBIQUITINATION, Aspect.NEDDYLATION, Aspect.METHYLATION,
        Aspect.CLEAVAGE, Aspect.LOCALISATION,
    }
)  # fmt: skip
"""Aspects that say nothing about the molecule's own activity unless its entity file does (``modifications``)."""


class Basis(StrEnum):
    """Where a statement comes from; only ``measured`` feeds grades."""

    MEASURED = "measured"
    INFERRED = "inferred_by_authors"
    BACKGROUND = "background"
    HYPOTHESIS = "hypothesis"


class Outcome(StrEnum):
    """What an experiment says of a claim."""

    SUPPORT = "support"
    REFUTE = "refute"
    NULL = "null"


class DirectionTested(StrEnum):
    """Which change a null result looked for."""

    UP = "up"
    DOWN = "down"
    EITHER = "either"


class Mode(StrEnum):
    """How the MSC acted."""

    VESICLE = "vesicle"
    SOLUBLE_FACTOR = "soluble_factor"
    CELL_CONTACT = "cell_contact"
    MITOCHONDRIAL_TRANSFER = "mitochondrial_transfer"
    HOMING = "homing"
    DIFFERENTIATION = "differentiation"
    NOT_SEPARATED = "not_separated"


class Design(StrEnum):
    """How the experiment was made."""

    TREATMENT = "treatment"
    PERTURBATION = "perturbation"
    REPORTER = "reporter"
    REPORTER_WT_MUT = "reporter_wt_mut"
    CLIP = "clip"
    PULLDOWN = "pulldown"
    RNASE_PROTECTION = "rnase_protection"
    DOSE_RESPONSE = "dose_response"
    TIME_COURSE = "time_course"
    VESICLE_DEPLETED_CONTROL = "vesicle_depleted_control"
    QUANTIFICATION = "quantification"
    UPTAKE = "uptake"
    CORRELATION_ONLY = "correlation_only"
    RANDOMISED = "randomised"
    BLINDED = "blinded"
    PLACEBO = "placebo"
    SINGLE_ARM = "single_arm"


DIRECT_DESIGNS = frozenset({Design.REPORTER, Design.REPORTER_WT_MUT, Design.CLIP, Design.PULLDOWN})
"""Designs under which a miRNA's effect on a gene is projected as TARGETS."""

ENGAGEMENT_DESIGNS = frozenset({Design.REPORTER_WT_MUT, Design.CLIP, Design.PULLDOWN})
"""Designs that show engagement of the target itself (ladder level 3)."""


class Change(StrEnum):
    """Direction of a perturbation."""

    GAIN = "gain"
    LOSS = "loss"


class Site(StrEnum):
    """Where a perturbation was made."""

    DONOR = "donor"
    VESICLE = "vesicle"
    RECIPIENT = "recipient"
    ANIMAL = "animal"
    NOT_STATED = "not_stated"


class Means(StrEnum):
    """By what a perturbation was made."""

    MIMIC = "mimic"
    INHIBITOR = "inhibitor"
    SIRNA = "sirna"
    SHRNA = "shrna"
    KNOCKOUT = "knockout"
    OVEREXPRESSION = "overexpression"
    ANTIBODY = "antibody"
    RECOMBINANT = "recombinant_protein"
    AGONIST = "agonist"
    ANTAGONIST = "antagonist"
    DRUG = "drug"
    DEPLETION = "depletion"
    NUCLEASE = "nuclease"
    PROTEASE = "protease"
    LOADING = "loading"
    NOT_STATED = "not_stated"


class PerturbationEffect(StrEnum):
    """What became of the effect under the perturbation."""

    LOST = "lost"
    REDUCED = "reduced"
    UNCHANGED = "unchanged"
    ENHANCED = "enhanced"
    REVERSED = "reversed"


class System(StrEnum):
    """In what it was measured."""

    CLINICAL = "clinical"
    IN_VIVO = "in_vivo"
    EX_VIVO = "ex_vivo"
    IN_VITRO = "in_vitro"
    IN_SILICO = "in_silico"


class Product(StrEnum):
    """What was given or examined."""

    EV = "ev"
    APOPTOTIC_EV = "apoptotic_ev"
    NANOVESICLE = "nanovesicle"
    SECRETOME = "secretome"
    CELLS = "cells"


class ReadDepth(StrEnum):
    """How far the curator read."""

    FULL_TEXT = "full_text"
    ABSTRACT = "abstract"
    SECONDARY = "secondary"


class StudyType(StrEnum):
    """Kind of paper."""

    PRIMARY = "primary"
    TRIAL = "trial"
    REVIEW = "review"
    META_ANALYSIS = "meta_analysis"
    CRITIQUE = "critique"


class CurationStatus(StrEnum):
    """State of the curation of a record."""

    DRAFT = "draft"
    SINGLE = "single"
    DOUBLE = "double"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Resolution(StrEnum):
    """How surely the paper's name leads to the identifier."""

    EXACT = "exact"
    ARM_INFERRED = "arm_inferred"
    MEMBER_INFERRED = "member_inferred"
    FAMILY = "family"
    PRECURSOR = "precursor"


class Alternative(StrEnum):
    """Another explanation that the experiment leaves open."""

    CONTAMINATING_PROTEIN = "contaminating_protein"
    LPS_CARRY_OVER = "lps_carry_over"
    ENDOGENOUS_INDUCTION = "endogenous_induction"
    DONOR_MEDIUM = "donor_medium"
    OTHER_CARGO = "other_cargo"


class Form(StrEnum):
    """In which form the object was read."""

    MRNA = "mrna"
    PROTEIN = "protein"
    SECRETED = "secreted"
    RNA = "rna"
    METABOLITE = "metabolite"
    HISTOLOGY = "histology"
    FUNCTION = "function"


class Comparator(StrEnum):
    """What the treated arm was compared with."""

    UNTREATED_DISEASE = "untreated_disease"
    VEHICLE = "vehicle"
    UNTREATED_CELLS = "untreated_cells"
    OTHER_PREPARATION = "other_preparation"
    NEGATIVE_CONTROL_CARGO = "negative_control_cargo"
    OTHER_CELL_VESICLES = "other_cell_vesicles"
    PLACEBO = "placebo"
    STANDARD_CARE = "standard_care"
    BASELINE = "baseline"
    HEALTHY = "healthy"


class EffectUnit(StrEnum):
    """What the number of a result is."""

    FOLD = "fold"
    PERCENT_CHANGE = "percent_change"
    MEAN_DIFFERENCE = "mean_difference"
    ODDS_RATIO = "odds_ratio"
    HAZARD_RATIO = "hazard_ratio"
    PERCENT = "percent"


class ModificationEffect(StrEnum):
    """What a modification does to its protein's activity."""

    ACTIVATING = "activating"
    INACTIVATING = "inactivating"


class TrialStatus(StrEnum):
    """Status of a trial as its registry or report words it."""

    NOT_YET_RECRUITING = "not_yet_recruiting"
    RECRUITING = "recruiting"
    ACTIVE = "active_not_recruiting"
    ENROLLING_BY_INVITATION = "enrolling_by_invitation"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class ResultDirection(StrEnum):
    """What a trial found."""

    BENEFIT = "benefit"
    NO_DIFFERENCE = "no_difference"
    HARM = "harm"
    SAFETY_ONLY = "safety_only"
    MIXED = "mixed"


class NoticeKind(StrEnum):
    """Kind of editorial notice."""

    RETRACTION = "retraction"
    EXPRESSION_OF_CONCERN = "expression_of_concern"
    CORRECTION = "correction"


class QuantityKind(StrEnum):
    """What number was measured."""

    COPIES_PER_VESICLE = "copies_per_vesicle"
    VESICLES_PER_COPY = "vesicles_per_copy"
    SHARE_OF_VESICLES = "share_of_vesicles"
    SHARE_IN_VESICLES = "share_in_vesicles"
    COPIES_PER_CELL = "copies_per_cell"
    FOLD_CHANGE = "fold_change"
    PARTICLES_PER_CELL = "particles_per_cell"
    RNASE_SENSITIVE_SHARE = "rnase_sensitive_share"
