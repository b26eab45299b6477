"""Tables: CSV, TSV and Excel workbooks, a row an entry."""
