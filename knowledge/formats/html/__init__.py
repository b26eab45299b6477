"""Pages of HTML, and Word documents, which become such pages."""
