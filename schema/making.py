"""Closed sets of words for how a product is made, characterised and given; those of claims are in ``schema.words``."""

from __future__ import annotations

from enum import StrEnum


class DoseUnit(StrEnum):
    """Unit class of a dose; never converted into one another."""

    PARTICLES = "particles"
    UG_PROTEIN = "ug_protein"
    CELL_EQUIVALENTS = "cell_equivalents"
    CELLS = "cells"
    PRODUCT_VOLUME_UL = "product_volume_ul"


class Route(StrEnum):
    """How a dose was given."""

    INTRAVENOUS = "intravenous"
    INTRAPERITONEAL = "intraperitoneal"
    INTRA_ARTERIAL = "intra_arterial"
    INTRATRACHEAL = "intratracheal"
    INTRANASAL = "intranasal"
    INHALED = "inhaled"
    INTRA_ARTICULAR = "intra_articular"
    SUBCUTANEOUS = "subcutaneous"
    INTRADERMAL = "intradermal"
    TOPICAL = "topical"
    INTRAMUSCULAR = "intramuscular"
    INTRAMYOCARDIAL = "intramyocardial"
    INTRATHECAL = "intrathecal"
    INTRACEREBRAL = "intracerebral"
    INTRAVITREAL = "intravitreal"
    PERIOCULAR = "periocular"
    INTRARENAL = "intrarenal"
    INTRAUTERINE = "intrauterine"
    INTRADISCAL = "intradiscal"
    ORAL = "oral"
    RECTAL = "rectal"
    PERILESIONAL = "perilesional"
    EX_VIVO_PERFUSION = "ex_vivo_perfusion"
    CULTURE_MEDIUM = "culture_medium"


class DosePer(StrEnum):
    """What a dose is counted per."""

    ANIMAL = "animal"
    KG = "kg"
    PATIENT = "patient"
    ML = "ml"
    WELL = "well"
    CELL = "cell"


class PrimingKind(StrEnum):
    """Kind of priming of the donor cells."""

    CYTOKINE = "cytokine"
    HYPOXIA = "hypoxia"
    TLR_LIGAND = "tlr_ligand"
    DRUG = "drug"
    CULTURE_3D = "culture_3d"
    DISEASE_FLUID = "disease_fluid"
    MECHANICAL = "mechanical"
    STARVATION = "starvation"
    OTHER = "other"


class Isolation(StrEnum):
    """How vesicles were isolated."""

    DIFFERENTIAL_UC = "differential_ultracentrifugation"
    DENSITY_GRADIENT = "density_gradient"
    CUSHION = "density_cushion"
    PRECIPITATION = "precipitation"
    SEC = "size_exclusion"
    UF = "ultrafiltration"
    TFF = "tangential_flow_filtration"
    ION_EXCHANGE = "ion_exchange"
    IMMUNOAFFINITY = "immunoaffinity"
    FILTRATION = "filtration"
    EXTRUSION = "extrusion"
    KIT = "commercial_kit"


class Characterisation(StrEnum):
    """How vesicles were characterised."""

    TEM = "TEM"
    SEM = "SEM"
    CRYO_EM = "cryo_EM"
    NTA = "NTA"
    DLS = "DLS"
    TRPS = "TRPS"
    WESTERN_BLOT = "western_blot"
    FLOW_CYTOMETRY = "flow_cytometry"
    AFM = "AFM"
    PROTEOMICS = "proteomics"
    RNA_SEQUENCING = "RNA_sequencing"
