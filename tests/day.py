"""The day on which tests take place, where one is named: `DAY=2027-01-15`."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import time_machine


def clock_of(day: str) -> time_machine.travel:
    """From noon in Paris on; the clock goes on. ValueError for what is no day."""
    noon = datetime.combine(datetime.fromisoformat(day), time(12), ZoneInfo("Europe/Paris"))
    return time_machine.travel(noon, tick=True)
