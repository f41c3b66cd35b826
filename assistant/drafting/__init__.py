"""Drafting: values of a form → a document, as Word or as a page; and comparing and confirming documents."""
