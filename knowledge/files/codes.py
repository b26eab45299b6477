"""Every problem that a curated file can have: its code, how bad it is, its title; docs/curating.md explains each."""

from knowledge.problem import Level

ERROR, WARNING = Level.ERROR, Level.WARNING

CODES: dict[str, tuple[Level, str]] = {
    # The file itself
    "KB101": (ERROR, "a link instead of a file"),
    "KB102": (ERROR, "a file that cannot be read"),
    "KB103": (ERROR, "a file name that not every computer can hold"),
    "KB104": (ERROR, "names that differ only in upper and lower case"),
    "KB105": (ERROR, "a file that is too big"),
    "KB106": (ERROR, "a file that is not UTF-8"),
    "KB107": (ERROR, "a control character"),
    "KB108": (WARNING, "a file of a kind that Spot does not read"),
    "KB109": (WARNING, "a file outside a partner's folder"),
    "KB110": (ERROR, "too many files or folders"),
    "KB111": (ERROR, "an empty file"),
    # YAML
    "KB201": (ERROR, "broken YAML"),
    "KB202": (ERROR, "a YAML tag"),
    "KB203": (ERROR, "a YAML anchor or alias"),
    "KB204": (ERROR, "a YAML merge key"),
    "KB205": (ERROR, "the same key twice"),
    "KB206": (ERROR, "more than one YAML document"),
    "KB207": (ERROR, "too deeply nested"),
    "KB208": (ERROR, "the wrong shape"),
    # Entries
    "KB301": (ERROR, "an unknown key"),
    "KB302": (ERROR, "no question"),
    "KB303": (ERROR, "no answer"),
    "KB304": (ERROR, "a value that the key cannot have"),
    "KB305": (ERROR, "the same id twice"),
    "KB306": (ERROR, "an id that cannot be used"),
    "KB307": (ERROR, "an answer that is too long"),
    "KB308": (ERROR, "too many phrasings"),
    "KB309": (ERROR, "a question that is too long"),
    "KB310": (ERROR, "something in the answer that runs"),
    # Markdown
    "KB321": (ERROR, "front matter that never ends"),
    "KB322": (ERROR, "a list of phrasings that is not one"),
    "KB323": (WARNING, "text that belongs to no question"),
    # Tables
    "KB331": (ERROR, "a table without a header"),
    "KB332": (WARNING, "a column that is not read"),
    "KB333": (ERROR, "a row that does not fit its table"),
    "KB334": (ERROR, "a table that is too large"),
    "KB335": (WARNING, "what another system does and Spot does not"),
    "KB336": (ERROR, "a .qna file that cannot be read"),
    "KB337": (WARNING, "a reference to another file"),
    # Good answers
    "KB401": (WARNING, "an answer that Teams may cut"),
    "KB402": (WARNING, "HTML in an answer"),
    "KB403": (WARNING, "a picture in an answer"),
    "KB404": (WARNING, "a review date that has passed"),
    "KB405": (WARNING, "a follow-up that leads nowhere"),
    "KB406": (WARNING, "follow-ups that lead in a circle"),
    "KB407": (WARNING, "a file without an entry"),
    "KB408": (WARNING, "a link that works only where the file came from"),
    "KB409": (WARNING, "the same phrasing in two entries"),
    "KB410": (WARNING, "the same answer in two entries"),
    "KB411": (WARNING, "nearly the same answer in two entries"),
    "KB412": (WARNING, "a link to an entry that is not there"),
    "KB413": (WARNING, "entries without an owner"),
    "KB414": (WARNING, "a follow-up or link to an entry that is not published"),
    # Labelled questions
    "KB501": (ERROR, "a labelled question that cannot be read"),
    "KB502": (WARNING, "a labelled question that expects an entry that is not there"),
    "KB503": (WARNING, "a labelled question asked by somebody unknown"),
    # Partners and the directory
    "KB601": (ERROR, "an organisation or person without what it needs"),
    "KB602": (ERROR, "the same organisation twice"),
    "KB603": (ERROR, "the same person twice"),
    "KB604": (ERROR, "one tenant in two organisations"),
    "KB605": (ERROR, "an account of an unknown partner"),
    "KB606": (ERROR, "an agreement that cannot be"),
    "KB607": (WARNING, "a tenant or object id that is none"),
    "KB608": (WARNING, "a partner without entries"),
    "KB609": (WARNING, "more than one partner for the web chat"),
    "KB610": (WARNING, "a folder that no partner of the directory owns"),
    "KB611": (ERROR, "a follow-up into another partner's folder"),
    # Words that mean the same
    "KB701": (ERROR, "a term in two groups"),
    "KB702": (ERROR, "a term that is a word of grammar"),
    "KB703": (ERROR, "a group with nothing in it to be alike"),
    "KB704": (ERROR, "a term that is too long"),
    "KB705": (ERROR, "too many terms"),
    "KB706": (WARNING, "an acronym that stands for two things"),
    "KB707": (WARNING, "an ignored acronym that no entry explains"),
}
"""Code → level and title. A code is never given a second meaning."""
