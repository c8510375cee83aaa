"""Excel workbooks, written and read; openpyxl is used here and nowhere else."""
