"""Due Regard: digital ethics in policing, as a continual process.

Identify, prioritise and manage the risks and opportunities that technology and
data use pose to humans, society and the environment; report; and again.
"""

__version__ = "0.1.0"

DEFINITION = (
    "A continual process of identifying, prioritising and managing the risks and opportunities "
    "that technology and data use pose to humans, society and the environment."
)
