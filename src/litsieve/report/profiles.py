"""The kinds of review that a flow diagram is drawn for, and the words of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """`studies`: what is included; `leaves_out`: boxes of what nobody did are not drawn."""

    name: str
    title: str
    caption: str
    records: str = "Records"
    studies: str = "studies"
    leaves_out: bool = False


_PAGE = "the PRISMA 2020 flow diagram (Page MJ et al. BMJ 2021;372:n71, CC BY 4.0)"

#: What `report.profile` in review.yaml may be → how the diagram is drawn.
PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "prisma2020",
            "PRISMA 2020 flow diagram",
            "PRISMA 2020 flow diagram, after Page MJ et al. BMJ 2021;372:n71 (CC BY 4.0).",
        ),
        # Tricco AC et al. Ann Intern Med 2018;169:467 speak of sources of evidence (items 14, 15).
        Profile(
            "prisma-scr",
            "Flow diagram of a scoping review",
            f"Adapted from {_PAGE} for a scoping review (Tricco AC et al. Ann Intern Med "
            "2018;169:467).",
            studies="sources of evidence",
        ),
        Profile(
            "narrative",
            "Flow diagram of a narrative review",
            f"Adapted from {_PAGE} for a narrative review.",
            leaves_out=True,
        ),
    )
}
