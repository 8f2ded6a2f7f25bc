"""Who is assessed in course, and what each public reads of a start."""

from programmes.upgrades.stored import Stored


def publics(stored: Stored) -> Stored:
    """Version 3 said neither: « ponctuel ou CCF, selon le candidat » was all."""
    units = [
        {**unit, "papers": [{**paper, "in_course_for": []} for paper in unit["papers"]]}
        for unit in stored["exam_units"]
    ]
    return {**stored, "exam_units": units, "start_notes": []}
