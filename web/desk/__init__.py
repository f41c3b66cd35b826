"""The drafting desk: fields of a form, what was written in them, the document that it makes, and what to say of it."""
