"""German phrases. Words are folded: small letters, `ö` is `o`, `ß` is `ss`; `oe` is understood as a misspelling."""

# ruff: noqa: E501, SIM905 - a template reads best on one line, a list of words as words

FILLER = frozenset(
    """bitte mal doch einfach gern gerne eben denn jetzt hallo hi hey spot bot ok okay also nun dann vielleicht
    wirklich lieber aber""".split()
)

NOT_TYPOS = frozenset(
    """personen personal person mensa menge rede redet sprache sprachen falle falls fallen stand tickets agenda agentur
    liste leite bot boten echt kanne kannen mitarbeit mitarbeiten berate beraten beraterin eins keine helfen halle halte
    status danken dank nein meine zurich""".split()
)

STOPWORDS = frozenset(
    """der die das den dem des ein eine einen einem einer mit uber von zu zum zur ich meine meinte meinen es ist im in und
    oder fur wie was wo welche nummer bitte frage sache""".split()
)

RULES = {
    "case": "(fall|ticket|vorgang|anfrage|case|falls|vorgangs|tickets)",
    "cases": "(fall|falle|faelle|ticket|tickets|vorgang|vorgange|anfragen|anfrage|case|cases|falls|vorgangs)",
    "own": "(mein|meine|meinen|meinem|meiner|meines|der|die|das|den|dem|des|diesen|diesem|dieser|unser|unseren|unserem)",
    "who": "(ich|wir)",
    "article": "[ein|eine|einen|einem|einer|der|die|den|dem|nem|nen|irgendeinem|irgendeinen|eurer|ihrer|euren|ihren|eurem|ihrem]",
    "adjective": "[echt|echte|echten|echter|echtem|richtigen|richtige|richtiger|realen|reale|lebenden|menschlichen|"
    "menschlicher|menschliche|wirklichen|anderen|zustandigen]",
    "noun": "<article> <adjective> (mensch|menschen|person|mitarbeiter|mitarbeiterin|mitarbeitern|berater|beraterin|"
    "kundenberater|kollege|kollegen|kollegin|ansprechpartner|ansprechpartnerin|agent|agenten|supportmitarbeiter|"
    "servicemitarbeiter|techniker|experten|sachbearbeiter|sachbearbeiterin|fachmann)",
    "desk": "[dem|den|der|eurem|ihrem] (support|kundendienst|kundenservice|kundensupport|helpdesk|service|servicedesk)",
    "somebody": "(<noun>|[echt] (jemand|jemandem|jemanden|wem)|<desk>)",
    "talk": "(sprechen|reden|chatten|telefonieren|schreiben|verbunden werden|kommunizieren|quatschen)",
    "wish": "(<who> (mochte|mochten|will|wollen|wurde|wurden|muss|mussen|kann|konnte|hatte|wunsche|mocht|wolle)|"
    "(kann|konnte|konnen|darf|durfte|konnten) (ich|wir|man))",
    "need": "<who> (brauche|brauch|benotige|mochte|will|hatte|wunsche|verlange|brauchen|benotigen|wollen)",
    "ask": "(kannst|konntest|konnen|konnten|wurden|wurdest) (sie|du|ihr)",
    "connect": "(verbinde|verbinden|verbind|leite|leiten|stell|stelle|stellen|vermittle|vermitteln)",
    "thank": "(danke|danke schon|dankeschon|vielen dank|besten dank|herzlichen dank|merci|danke sehr|danke dir|danke ihnen|"
    "tausend dank|lieben dank|schonen dank)",
    "yes": "(ja|j|jo|jep|jap|jawohl|klar|sicher|naturlich|gern|gerne|ok|okay|in ordnung|einverstanden|genau|stimmt|richtig|"
    "unbedingt|auf jeden fall|selbstverstandlich|von mir aus|passt|gut|gute idee|mach das|machen sie das|tu das)",
    "no": "(nein|n|ne|nee|no|nicht wirklich|leider nein|leider nicht)",
    "keeper": "(ansprechpartner|ansprechpartnerin|kontakt|kontaktperson|kundenbetreuer|kundenbetreuerin|betreuer|betreuerin|"
    "vertriebskontakt|vertriebsmitarbeiter)",
    "nth": "(vierte|vierten|funfte|funften|erste|ersten|erster|erstes|zweite|zweiten|zweiter|zweites|dritte|dritten|dritter|drittes|letzte|letzten|letzter|letztes)",
}

TEMPLATES: dict[str, tuple[str, ...]] = {
    "person": (
        "<wish> mit <somebody> <talk>",
        "<wish> <somebody> (sprechen|anrufen|erreichen|kontaktieren)",
        "wie (kann|konnte|komme) (ich|man|wir) mit <somebody> <talk>",
        "mit <somebody> <talk>",
        "mit <noun>",
        "<noun> bitte",
        "bitte <noun>",
        "<need> <noun>",
        "<need> hilfe von <noun>",
        "[<ask>] <connect> [sie] (mich|uns) [zu|mit|an] <somebody> [weiter|durch|verbinden|weiterleiten|weiterverbinden|durchstellen]",
        "<ask> (mich|uns) [zu|mit|an] <somebody> (verbinden|weiterleiten|weiterverbinden|durchstellen|vermitteln)",
        "(gib|gebt|geben|hol|holt|holen|schick|schicken) [sie] (mir|uns) <noun>",
        "(gibt es|ist) [hier|da|dort] <somebody> mit dem (ich|man) <talk> kann",
        "<who> (mochte|will) [nicht|keinen|keine] mit (keinem|einem|dem) (bot|roboter|computer) <talk>",
        "<who> (mochte|will) (nicht|keinen|keine) [mit] [einem|keinem|dem|mehr] (bot|roboter|computer|maschine) [<talk>]",
        "[<need>|<wish>] [ein|einen|den] [neuen|neues] (fall|ticket|vorgang|case) (eroffnen|erstellen|anlegen|aufmachen|offnen)",
        "(eroffne|erstelle|eroffnen|erstellen|offne|offnen) [sie] [mir|uns] (ein|einen) [neuen|neues] (fall|ticket|vorgang|case)",
        "<wish> mit <somebody> (uber|wegen|zu|bezuglich) {rest}",
    ),
    "person_noun": ("<noun>", "kein (bot|roboter)"),
    "thanks": ("[ok|okay|super|prima|ja|alles klar] <thank> [spot|tschuss|fur (die|ihre|deine) hilfe]",),
    "yes": (
        "<yes> [bitte] [<yes>]",
        "bitte",
        "bitte (eroffnen|offnen|machen)",
        "[<yes>] (das|es) hat [mir] [sehr] geholfen [<thank>]",
        "[<yes>] (hat|hats) [mir] geholfen [<thank>]",
        "[<yes>] [das|es] (funktioniert|klappt|geht|lauft) [jetzt|nun|wieder] [<thank>]",
        "<yes> <thank>",
        "(super|prima|perfekt|toll|klasse|alles klar|sehr gut|wunderbar|ausgezeichnet)",
        "[das war] [sehr] hilfreich",
    ),
    "no": (
        "<no> [bitte]",
        "[<no>|<thank>] [aber] [das|es] (hat|hilft|geht|funktioniert|klappt) [mir] [leider|immer noch|noch] nicht [geholfen|funktioniert|"
        "geklappt|weitergeholfen|weiter]",
        "[<no>] [das war] nicht (hilfreich|das was ich (meinte|suche|wollte))",
        "[<no>] das (ist|war) (falsch|nicht richtig|es nicht|nicht gemeint)",
        "(falsch|falsche antwort|stimmt nicht|unbrauchbar)",
    ),
    "decline": ("<no> <thank>", "[<no>] (nicht (jetzt|notig|heute)|spater|lass es|lassen sie es|schon gut|noch nicht)"),
    "cancel": (
        "(abbrechen|abbruch|stopp|stop|beenden|egal|vergiss es|vergessen sie es|von vorne|von vorn|neu anfangen|abbrechen bitte)",
    ),
    "none": (
        "(keine|keines|keins|keiner|nichts|nix) [davon|von (diesen|denen|beiden)]",
        "(etwas|was) anderes",
        "nein (keine|keines|keins|nichts) [davon]",
    ),
    "pick": (
        "[die|der|das|nummer|nr|option|antwort|ich (meine|meinte)|nimm] {count}",
        "[ich (meine|meinte)|nimm] [die|der|das|den|dem] <nth> [antwort|option|frage|moglichkeit]",
        "[nummer|option|antwort] (eins|zwei|drei)",
    ),
    "greeting": (
        "(hallo|hi|hey|servus|moin|moin moin|gruss gott|gruezi|guten (morgen|tag|abend)|hallo zusammen|hallo spot|mahlzeit) "
        "[wie geht (es|s) [ihnen|dir]]",
        "wie (geht es|gehts|geht s) [ihnen|dir]",
    ),
    "goodbye": (
        "(tschuss|tschuess|auf wiedersehen|bis bald|bis dann|bis spater|ciao|schonen (tag|abend) [noch]|gute nacht)",
    ),
    "help": (
        "(hilfe|hilf mir|helfen sie mir|menu|start)",
        "<who> (brauche|brauchen|benotige) hilfe",
        "(kannst|konnen|konntest|konnten) (du|sie) (mir|uns) helfen",
        "kann (mir|uns) (jemand|wer) helfen",
        "(was|wobei) (kannst|konnen) (du|sie) [alles|helfen|mir helfen]",
        "was (kann|darf) (ich|man) (fragen|hier (tun|machen|fragen)|dich fragen|sie fragen)",
        "(wer|was) (bist|sind) (du|sie)",
        "(bist|sind) (du|sie) (ein|eine) [echter] (bot|roboter|mensch|maschine|ki)",
        "wie (funktioniert|geht) (das|dies)",
    ),
    "contact": (
        "wer ist [(mein|unser|meine|unsere)] <keeper> [fur (uns|mich|lizenzen)]",
        "wer (betreut|kummert sich um) (uns|mich|unseren vertrag|unsere lizenzen)",
        "(mein|unser|meine|unsere) <keeper> [bitte]",
    ),
    "status": (
        "[(was|wie) ist] [der] (status|stand|stand der dinge) (von|zu|bei|in|fur|meines|meiner|des) [<own>] <cases> [{number}]",
        "[(was|wie) ist] [der] (status|stand) [von|zu|bei|fur] {number}",
        "[(was|wie) ist] [der] (status|stand) <own> <cases> [{number}]",
        "wie (steht|ist) [es] (um|mit|der stand bei) [<own>] (<cases>|{number}) [{number}]",
        "wie (lauft|geht) (es mit|es bei) [<own>] (<cases>|{number}) [{number}]",
        "was (ist|macht|passiert|wurde) (mit|aus) [<own>] <cases> [{number}] [geworden|passiert]",
        "was macht <own> <cases> [{number}]",
        "(gibt es|gibts) [etwas|was] (neues|neuigkeiten|antwort) (zu|bei|von|uber) [<own>] (<cases>|{number}) [{number}]",
        "(zeig|zeige|zeigen) [sie] [mir] [alle] [<own>] [offenen] (<cases>|{number}) [{number}]",
        "(meine|unsere) [offenen] <cases>",
        "(wo ist|wo bleibt) <own> <case> [{number}]",
        "(habe|hab) ich [noch] [offene] <cases>",
        "welche <cases> habe ich [offen]",
        "{number} [status|stand]",
        "<case> {number} [status|stand]",
        "(fallstatus|ticketstatus)",
        "mein <case>",
    ),
    "status_word": ("status",),
    "comment": (
        "[<who> (mochte|will)] [noch] (details|angaben|informationen|etwas|einen kommentar|kommentar|eine notiz) "
        "[zu|zum] [<own>] [<case>] [{number}] (hinzufugen|erganzen|nachtragen|anmerken|schreiben)",
        "(ergange|erganze|erganzen|fuge|schreibe|schreib|notiere|vermerke) [sie] (zu|zum|in|bei|im) [<own>] [<case>] [{number}] [hinzu] {rest}",
        "(kommentar|nachtrag|erganzung|notiz) (zu|zum) [<own>] ({number}|<case>) [{number}] {rest}",
        "(kommentar|nachtrag|erganzung|notiz) [(zu|zum) [<own>] ({number}|<case>) [{number}]]",
    ),
    "reopen": (
        "[<wish>|<ask>] [<own>] [<case>] [{number}] (wieder|erneut|nochmal|noch einmal) (offnen|eroffnen|aufmachen)",
        "(offne|offnen|eroffne|eroffnen) [sie] [<own>] [<case>] [{number}] (wieder|erneut|nochmal|noch einmal)",
        "[<wish>|<ask>] [<own>] [<case>] [{number}] (wiedereroffnen|wiederoffnen)",
    ),
    "withdraw": (
        "[<wish>|<ask>] (mein|meinen|meine|den|das|die|diesen) [offenen] <case> [{number}] (zuruckziehen|zurucknehmen|stornieren|"
        "schliessen|loschen|abbrechen|zuruck ziehen)",
        "[<wish>|<ask>] [<case>] {number} (zuruckziehen|zurucknehmen|stornieren|schliessen|loschen|abbrechen|zuruck ziehen)",
        "(ziehe|ziehen|zieh|nimm|nehmen) [ich|sie] [<own>] [<case>] [{number}] [wieder] zuruck",
        "(storniere|schliesse|losche|stornieren|schliessen|loschen) [sie] (mein|meinen|meine|den|das|die|diesen) <case> [{number}]",
        "(storniere|schliesse|losche|stornieren|schliessen|loschen) [sie] [<case>] {number}",
        "<who> (brauche|brauchen) (mein|meinen|meine|den|das|die) <case> nicht mehr",
    ),
}

PLACES = {
    **dict.fromkeys(("erste", "ersten", "erster", "erstes"), 1),
    **dict.fromkeys(("zweite", "zweiten", "zweiter", "zweites"), 2),
    **dict.fromkeys(("dritte", "dritten", "dritter", "drittes"), 3),
    **dict.fromkeys(("letzte", "letzten", "letzter", "letztes"), -1),
    **dict.fromkeys(("vierte", "vierten"), 4),
    **dict.fromkeys(("funfte", "funften"), 5),
    **{"eins": 1, "zwei": 2, "drei": 3},
}
CASE_NOUNS = frozenset({"fall", "ticket", "vorgang"})

SALES = frozenset(
    """angebot angebote preis preise preisen preisliste rabatt rabatte lizenzpreis lizenzpreise vertrieb
    kostenvoranschlag vertragsverlangerung lizenzverlangerung""".split()
)
BUYING = frozenset("verlangern verlangere erneuern kaufen bestellen erwerben aufstocken kostet kosten weitere".split())
BOUGHT = frozenset("lizenz lizenzen abo abonnement vertrag platze".split())
