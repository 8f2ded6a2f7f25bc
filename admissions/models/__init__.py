from .exemptions import Exemption
from .funding import FundingOption, FundingScheme
from .requirements import Requirement

__all__ = ["Exemption", "FundingOption", "FundingScheme", "Requirement"]
