"""Write what was read, for people and for programs: Actions -> workbook, dataset, store. Knows no parser."""
