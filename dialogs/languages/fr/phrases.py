"""French phrases. Words are folded: small letters, no accents, no apostrophes (`j'aimerais` is `jaimerais`)."""

# ruff: noqa: E501, SIM905 - a template reads best on one line, a list of words as words

FILLER = frozenset(
    """svp stp bonjour bonsoir salut hello spot bot ok okay alors donc bon ben euh ah oh hum mais et vraiment juste
    simplement maintenant madame monsieur""".split()
)

NOT_TYPOS = frozenset(
    """personnel personnels personnelle personnelles persona agence agences agenda humeur table tables texte cherche
    parlez parle parlons partir passer passage demander demandent demandes ticketing etats etapes etape statue statuts
    aides aider aidee idee annulee annulation fermee fermeture ouverte ouverture oublier oubliee suivre suivi suivant
    tard terme termes premiere note notes notre nombre nom noms mener merche marcher courtier contrat contrats contexte
    compte comptes comptable dossiers dernier second cas casse base merveille agir rien bien lien mien sien cree creee
    retire retirer reouverture supprimee experte export expert aucune commerce commande commandes responsables""".split()
)

STOPWORDS = frozenset(
    """le la les l un une des du de d au aux a avec ce cet cette ces celui celle ceux celles ca cela que qui quoi je j me mon
    ma mes veux voudrais voulais dire parle est sont dans sur pour et ou comment quel quelle option question premier
    premiere deuxieme second seconde troisieme chose""".split()
)

RULES = {
    "please": "(svp|stp|sil vous plait|sil te plait|s il vous plait|s il te plait)",
    "case": "(ticket|incident|cas|demande|requete|reclamation)",
    "cases": "(ticket|tickets|incident|incidents|cas|demande|demandes|requete|requetes|reclamation|reclamations)",
    "own": "(mon|ma|mes|le|la|les|ce|cet|cette|ces|notre|nos|un|une)",
    "which": "([<own>] <cases> [{number}]|[le|du] [dossier] {number})",
    "one": "([<own>] <case> [{number}]|[le] [dossier] {number})",
    "of": "(de|du|des|pour|sur|concernant|avec|au sujet de|a propos de|a propos du|au sujet du)",
    "to": "(a|au|aux|sur|dans|pour)",
    "who": "(je|on|nous)",
    "article": "[un|une|le|la|dun|dune|votre|vos|lun de vos|quelque|a un|a une]",
    "noun": "<article> [vrai|vraie|veritable|autre] (personne|humain|humaine|etre humain|conseiller|conseillere|agent|agente|"
    "collegue|technicien|technicienne|operateur|operatrice|expert|experte|interlocuteur|interlocutrice|responsable|specialiste|"
    "teleconseiller|teleconseillere|gestionnaire|employe) [humain|humaine|reel|reelle|physique|en chair et en os|competent|du support|"
    "du service client|de votre equipe]",
    "desk": "[le|la|votre|du|un] (support|support technique|service client|service clients|service clientele|"
    "service apres vente|sav|assistance|lassistance|assistance technique|lassistance technique|helpdesk|hotline|"
    "equipe support|lequipe support|lequipe|votre equipe)",
    "somebody": "(<noun>|quelquun|quelqu un|<desk>)",
    "with": "(a|avec|au|aux|vers)",
    "talk": "(parler|discuter|echanger|dialoguer|communiquer|converser|mentretenir|mexprimer)",
    "would": "(<who> (voudrais|veux|voulais|souhaite|souhaiterais|aimerais|desire|prefere|prefererais|voudrait|veut|souhaite|"
    "souhaiterait|aimerait|voudrions|voulons|souhaitons|souhaiterions|aimerions) [bien]|jaimerais [bien])",
    "wish": "(<would>|<who> (dois|devrais|peux|pourrais|doit|peut|pourrait|devons|pouvons)|jai besoin de|nous avons besoin de|"
    "(puis|pourrais|peux) je|(peut|pourrait) on|est ce que (je|on) (peux|peut|pourrais|pourrait|puis)|est ce possible de|"
    "(est|serait) il possible de|il faut que je puisse|comment [puis je|je peux|je fais pour|faire pour|peut on|on peut])",
    "need": "(<would>|jai besoin [de]|il me faut|<who> (demande|exige|cherche|attends)|jexige|(je peux|puis je|pourrais je) avoir|"
    "(donnez|passez|trouvez|envoyez|donne|passe) (moi|nous))",
    "ask": "(pouvez vous|pourriez vous|peux tu|pourrais tu|voulez vous|veuillez|merci de|est ce que vous (pouvez|pourriez)|"
    "vous (pouvez|pourriez))",
    "connect": "(passer|mettre|transferer|rediriger|orienter|connecter|diriger)",
    "in_touch": "[en (relation|contact|communication|ligne)]",
    "thank": "(merci|merci beaucoup|merci bien|mille mercis|grand merci|un grand merci|merci infiniment|merci a vous|merci a toi|"
    "je vous remercie|je te remercie)",
    "it": "(ca|cela|ceci|cette reponse|la reponse|votre reponse)",
    "yes": "(oui|ouais|ouaip|oui oui|bien sur|bien entendu|certainement|absolument|tout a fait|daccord|dacc|ok|okay|volontiers|"
    "avec plaisir|pourquoi pas|exact|exactement|cest ca|cest bien ca|cest exact|cest cela|cest juste|entendu|allez y|vas y|"
    "faites le|faites donc|fais le|je veux bien|evidemment|effectivement|en effet|parfaitement|bonne idee|ca marche|ca me va)",
    "no": "(non|nan|non non|pas vraiment|pas du tout|malheureusement non|malheureusement pas|helas non)",
    "keeper": "(contact|interlocuteur|interlocutrice|contact commercial|interlocuteur commercial|commercial|commerciale|charge de compte|"
    "chargee de compte|charge daffaires|responsable de compte|gestionnaire de compte|charge de clientele)",
    "nth": "(premier|premiere|1er|1ere|deuxieme|second|seconde|2e|2eme|troisieme|3e|3eme|quatrieme|cinquieme|dernier|derniere)",
    "end": "(retirer|annuler|fermer|clore|cloturer|supprimer|abandonner|retirez|annulez|fermez|cloturez|supprimez|retire|annule|ferme)",
    "more": "([un|une|des|quelques|dautres] (commentaire|commentaires|note|precision|precisions|detail|details|information|informations|"
    "complement|infos)|quelque chose)",
}

_TEMPLATES: dict[str, tuple[str, ...]] = {
    "person": (
        "<wish> <talk> <with> <somebody>",
        "<wish> (joindre|contacter|appeler|avoir|voir|consulter) <somebody>",
        "<wish> etre (mis|mise|mis en|mise en|transfere|transferee|redirige|redirigee|rappele|rappelee) "
        "[en|relation|contact] [relation|contact] (par|a|avec|vers) <somebody>",
        "<talk> <with> <somebody>",
        "[<wish>] <talk> <with> <somebody> <of> {rest}",
        "(joindre|contacter|appeler) <somebody>",
        "<noun> (<please>|merci)",
        "<please> <noun>",
        "<need> <noun>",
        "<need> [de] laide (de|<article>) <noun>",
        "<need> quelquun",
        "(passez|mettez|transferez|redirigez|orientez|connectez|passe|mets|transfere) (moi|nous) <in_touch> [<with>] <somebody>",
        "<ask> (me|nous) <connect> <in_touch> [<with>] <somebody>",
        "(y a t il|il y a|est ce quil y a|ya t il) (<noun>|quelquun|quelqu un) [(a|avec) qui] [(je|on) (peux|peut|pourrais) <talk>]",
        "<who> ne (veux|veut|voulons|souhaite|voudrais) (pas|plus) [<talk>] [<with>|de] [un|une|ce|cette|votre] (bot|robot|machine|chatbot|automate)",
        "<who> (veux|veut|souhaite) (pas|plus) [<talk>] [<with>|de] [un|une|ce|cette|votre] (bot|robot|machine|chatbot|automate)",
        "[<wish>|<ask>] (ouvrir|creer|deposer|lancer|soumettre|declarer) (un|une) [nouveau|nouvelle|autre] (ticket|incident|reclamation)",
        "(ouvrez|creez|ouvre|cree) [moi|nous] (un|une) [nouveau|nouvelle|autre] (ticket|incident|reclamation)",
    ),
    "person_noun": ("<noun>", "quelquun", "quelqu un", "pas (un|de) (bot|robot|machine|chatbot)"),
    "thanks": (
        "[ok|okay|super|parfait|genial|daccord|tres bien|excellent|ca marche] <thank> [spot] [au revoir|bonne journee|bonne soiree]",
        "<thank> (pour|de) (votre|ton|laide|lassistance|tout|vos|la) [aide|reponse|retour|explication|explications|reponses|precision]",
    ),
    "yes": (
        "<yes> [<yes>]",
        "[<yes>] (ouvrez|creez|ouvre|cree|ouvrir) [le|un|moi un] [ticket]",
        "[<yes>] (transmettez|transmets|transmettre) [la|le]",
        "[<yes>] <it> (ma|m a|mavait|nous a) [bien|beaucoup|vraiment] aide [<thank>]",
        "[<yes>] <it> (marche|fonctionne|va|a marche|a fonctionne|remarche|refonctionne|suffit) [bien|mieux] [a nouveau|maintenant] [<thank>]",
        "[<yes>] cest (bon|regle|resolu|parfait|ok|tout bon) [<thank>]",
        "[mon|le] probleme [est] (resolu|regle)",
        "<yes> <thank>",
        "(super|parfait|genial|excellent|impeccable|nickel|top|tres bien|formidable|merveilleux|cool)",
        "[cest|cetait] (tres utile|utile)",
    ),
    "no": (
        "<no>",
        "[<no>|<thank>|<yes>] [desole] <it> (ne|na|n a) [ma|m a|maide|marche|fonctionne|repond|resout|regle|mavance] [toujours|encore] pas "
        "[vraiment|du tout|encore|toujours] [aide|marche|fonctionne|repondu|resolu|regle] [a] [ma|mon|le] [question|probleme]",
        "[<no>] <it> (ma|m a|maide|marche|fonctionne|repond|resout|regle) [toujours|encore] pas [vraiment|du tout|encore] [aide] [a] [ma|mon|le] "
        "[question|probleme]",
        "[<no>] (ce nest|cest|cetait|ce netait) [toujours|vraiment] pas (ca|cela|utile|bon|correct|la bonne reponse|ma question|resolu|regle|"
        "ce que je (cherche|cherchais|voulais|voulais dire|veux|demande|demandais))",
        "[cest] (faux|incorrect|inexact|mauvaise reponse|la mauvaise reponse|hors sujet|inutile)",
        "toujours pas",
    ),
    "decline": (
        "<no> <thank>",
        "[<no>] (pas maintenant|pas tout de suite|pas aujourdhui|plus tard|pas besoin|pas la peine|ce nest pas (la peine|necessaire)|"
        "ca ira|ca va aller|sans facon|pas encore|pas pour linstant|pas pour le moment) [<thank>]",
        "(nouvrez|nouvre) (rien|pas) [de] [ticket]",
    ),
    "cancel": (
        "[je veux|je voudrais] (annuler|annule|annulez|arreter|arrete|arretez|stop|stopper|quitter|terminer|abandonner|recommencer|"
        "annuler (ca|cela)|arretez (ca|cela))",
        "(oublie|oubliez) [ca|cela]",
        "(laissez|laisse) tomber",
        "(peu importe|tant pis|on recommence|recommencons)",
    ),
    "none": (
        "[<no>] (aucun|aucune|rien) [(de|des|parmi) (ca|cela|tout cela|tout ca|ceux la|ceux ci|celles la|celles ci|deux|trois|ces (choix|"
        "questions|reponses|propositions))]",
        "ni (lun|lune) ni lautre",
        "[quelque] (autre chose|chose dautre)",
        "(ce nest|cest) (aucun|aucune) [(de|des) (ces|deux|trois)] [questions|choix]",
        "[cest] autre chose",
    ),
    "pick": (
        "[cest|je (veux dire|voulais dire|choisis|prends)] [le|la|loption|la question|la reponse] [numero|no|option|choix|reponse|question] {count}",
        "[cest|je (veux dire|voulais dire|choisis|prends|parle de|parlais de)] (le|la) <nth> [option|reponse|question|choix]",
        "(premiere|1er|1ere|deuxieme|seconde|2e|2eme|troisieme|3e|3eme|quatrieme|cinquieme|derniere) [option|reponse|question]",
        "[le|la] [numero|option|choix|reponse|question] (un|une|deux|trois)",
    ),
    "greeting": (
        "(bonjour|bonsoir|salut|coucou|allo|hello|hey|rebonjour|re bonjour) [spot|madame|monsieur|a tous|a toutes et a tous|tout le monde] "
        "[comment (allez vous|vas tu|ca va)|ca va|vous allez bien|tu vas bien]",
        "comment (allez vous|vas tu|ca va)",
        "(ca va|vous allez bien)",
    ),
    "goodbye": (
        "(au revoir|aurevoir|a bientot|a plus|a plus tard|a demain|a la prochaine|adieu|ciao|bonne (journee|soiree|nuit)|"
        "bon (week end|weekend)|bonne fin de journee) [spot|et a bientot]",
    ),
    "help": (
        "(aide|a laide|menu|laide)",
        "(aidez|aide) (moi|nous)",
        "(jai|nous avons|on a) besoin (daide|de votre aide|de ton aide)",
        "(pouvez vous|pourriez vous|peux tu|pourrais tu|quelquun (peut il|pourrait il|peut)|est ce que (vous pouvez|tu peux)) "
        "(maider|nous aider)",
        "(que|comment|en quoi|a quoi) (pouvez vous|peux tu|savez vous|sais tu) (faire|maider|nous aider) [pour (moi|nous)]",
        "quest ce que (vous pouvez|tu peux|vous savez|tu sais) faire [pour (moi|nous)]",
        "(que puis je|quest ce que je peux) [vous|te] demander [ici]",
        "a quoi (servez vous|sers tu)",
        "qui (etes vous|es tu)",
        "(etes vous|es tu|vous etes|tu es) (un|une) [vrai|vraie] (bot|robot|humain|machine|personne|ia)",
        "comment (ca marche|ca fonctionne|cela fonctionne|cela marche)",
    ),
    "contact": (
        "qui est [mon|ma|notre] <keeper> [pour (nous|moi|les licences|nos licences)]",
        "(quel|quelle) est (mon|ma|notre) <keeper>",
        "qui (soccupe de|suit|gere) (nous|moi|notre compte|mon compte|notre contrat|nos licences)",
        "[(donnez|montrez|indiquez) (moi|nous)] (mon|ma|notre) <keeper>",
    ),
    "status": (
        "(ou en est|ou en sont|ou en etes vous avec|que devient|que deviennent|comment avance|comment avancent|quen est il de|quen est il du) <which>",
        "[quel est|quelle est|donnez moi|je voudrais connaitre|je veux connaitre] [le|letat|la|lavancement] "
        "[statut|etat|suivi|avancement|situation|progression] <of> <which>",
        "[avez vous|as tu|y a t il|est ce quil y a|je voudrais] (des nouvelles|du nouveau|du neuf|une reponse|quelque chose de nouveau) <of> <which>",
        "(montrez|montre|affichez|affiche|listez|liste|donnez|voir|afficher) [moi] [tous|toutes] <which> [ouverts|ouvertes|en cours]",
        "(mes|nos) <cases> [ouverts|ouvertes|en cours]",
        "(mon|ma|notre) <case>",
        "(ai je|est ce que jai) [encore] (un|une|des) <cases> [ouvert|ouverte|ouverts|ouvertes|en cours]",
        "(quels|quelles) (sont mes|sont nos) <cases> [ouverts|ouvertes|en cours]",
        "(quels|quelles) <cases> ai je [ouverts|ouvertes]",
        "[<own>] [<case>|dossier] {number} [statut|etat]",
        "(ou est|que se passe t il avec|quest devenu|quest devenue) <which>",
    ),
    "status_word": ("(statut|le statut|etat|letat|suivi|avancement)",),
    "comment": (
        "[<wish>|<ask>] (ajouter|ajoutez|apporter|donner|fournir) <more> [<to> <one>]",
        "[<wish>|<ask>] (completer|completez) <one>",
        "[<wish>|<ask>] (ajouter|ajoutez|ajoute|notez|note|noter|ecrivez|precisez) [ceci|cela|ca|<more>] <to> <one> [que] {rest}",
        "[<wish>|<ask>] (ajouter|ajoutez|ajoute) <to> <one>",
        "(commentaire|complement|precision|precisions|note) <to> <one> [que] {rest}",
        "(commentaire|complement|precision|precisions) [<to> <one>]",
    ),
    "reopen": (
        "[<wish>|<ask>] (rouvrir|reouvrir|re ouvrir|rouvrez|reouvrez|rouvre|reouvre|reactiver) [<one>]",
        "[<wish>|<ask>] (ouvrir|ouvrez) (a nouveau|de nouveau) [<one>]",
        "[<wish>|<ask>] (ouvrir|ouvrez) <one> (a nouveau|de nouveau)",
    ),
    "withdraw": (
        "[<wish>|<ask>] <end> (mon|ma|le|la|ce|cet|cette|notre) [dernier|derniere] <case> [{number}]",
        "[<wish>|<ask>] <end> [le] [<case>|dossier] {number}",
        "[<wish>|<ask>] retirer",
        "<who> (nai|navons|na) plus besoin (de|du) [<own>] <case> [{number}]",
    ),
}

LAST = dict.fromkeys(("yes", "no", "none", "thanks"), "<please>")
"""What else may end a phrase, where `merci` says more than please: `non merci` is no plain no."""
TEMPLATES = {
    intent: tuple(
        each if "{rest}" in each else f"[<please>] {each} [<please>|{LAST.get(intent, 'merci')}]" for each in group
    )
    for intent, group in _TEMPLATES.items()
}
"""With a courtesy before or after each: French has it in several words, which can't be left out one by one."""

PLACES = {
    **dict.fromkeys(("premier", "premiere", "1er", "1ere", "un", "une"), 1),
    **dict.fromkeys(("deuxieme", "second", "seconde", "2e", "2eme", "deux"), 2),
    **dict.fromkeys(("troisieme", "3e", "3eme", "trois"), 3),
    **{"quatrieme": 4, "cinquieme": 5},
    **dict.fromkeys(("dernier", "derniere"), -1),
}
CASE_NOUNS = frozenset({"ticket", "incident", "dossier", "demande"})

SALES = frozenset("devis prix remise remises rabais renouvellement renouvellements reconduction".split())
BUYING = frozenset(
    """acheter achat commander renouveler reconduire prolonger augmenter cout couts coute coutent tarifs supplementaires
    commercial commerciale""".split()
)
BOUGHT = frozenset("licence licences abonnement abonnements contrat contrats".split())
