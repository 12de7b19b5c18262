"""The receipt sheet of a notice: who has it and who acknowledged it, as a workbook and for paper."""
