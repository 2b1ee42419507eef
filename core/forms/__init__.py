"""Official forms and reports on paper and in spreadsheets.

Only this package imports the document libraries, and only when a document is
made.
"""
