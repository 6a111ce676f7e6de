"""Lists beside the figures: initiatives, principals, needs, solutions, and times between steps.

A list counts nothing that has an indicator; where it can be counted, its length is the figure's.
"""

from s3metrics.engine.register.initiative_rows import FunderMoney as FunderMoney
from s3metrics.engine.register.initiative_rows import InitiativeRows as InitiativeRows
from s3metrics.engine.register.initiative_rows import NamedRow as NamedRow
from s3metrics.engine.register.initiatives import Initiative as Initiative
from s3metrics.engine.register.leads import Lead as Lead
from s3metrics.engine.register.leads import LeadTime as LeadTime
from s3metrics.engine.register.levels import Level as Level
from s3metrics.engine.register.needs import Need as Need
from s3metrics.engine.register.principals import Principal as Principal
from s3metrics.engine.register.register import Register as Register
from s3metrics.engine.register.solutions import LADDER as LADDER
from s3metrics.engine.register.solutions import Solution as Solution
