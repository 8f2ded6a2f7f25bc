"""What the log leaves out."""

import logging


class WithoutTrace(logging.Filter):
    """One line, where the stack says nothing: robots try host names all day long."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True
