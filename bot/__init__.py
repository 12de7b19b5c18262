"""The LINE bot: everything but the rules of the assessment, which are `ita_core`."""
