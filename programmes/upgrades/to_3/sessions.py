"""Work-study, and sessions that differ from their programme."""

from programmes.upgrades.stored import Stored


def sessions(stored: Stored) -> Stored:
    """A programme was in work-study where a contract was among its funding schemes.

    It had one rhythm, whose kind was not stated, and its sessions had none of their own.
    """
    contracts = any(row["scheme"]["is_work_study"] for row in stored["funding_options"])
    no_rhythm: Stored = {"rhythm_kind": None, "cycle_at_centre": None, "cycle_in_company": None}
    as_programme = no_rhythm | {"training_weekdays": [], "rhythm": "", "delivery_mode": None}
    return stored | {
        "work_study": "possible" if contracts else None,
        "permanent_entry": False,
        **no_rhythm,
        "intakes": [{**row, **as_programme} for row in stored["intakes"]],
    }
