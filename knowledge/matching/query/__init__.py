"""Query parsing: folding, courtesies, language, spelling, stems and synonyms, one way for questions and phrasings."""
