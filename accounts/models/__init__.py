"""What is kept of log-ins, beside Django's own accounts and sessions."""

from .events import Happening, SecurityEvent
from .factors import Factor, RecoveryCode
from .invitations import Invitation
from .tries import Tries

__all__ = ["Factor", "Happening", "Invitation", "RecoveryCode", "SecurityEvent", "Tries"]
