"""What every bot computes alike from its own source when it has been started, computed by an import.

For the process that `nursery` forks programs from; what follows from an agency's data each does anew.
"""

from __future__ import annotations

from bot.parse.choose import warm
from bot.parse.vocabulary import Vocabulary

warm(Vocabulary())
