"""What is handed over: the workbook for the agency, its csv twins, and the check before sealing."""
