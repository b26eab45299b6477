"""Words that matching treats apart, written for this project: courtesies, function words and everyday words, folded."""

FILLER = frozenset(
    """
    hi hii hello hullo hey heya hiya howdy yo greetings please pls plz plse thanks thx thankyou ty tia cheers regards sincerely
    sorry kindly dear bot spot ok okay um uh hmm well sir madam team
    hallo hi hey moin servus gruezi bitte danke dankeschoen dankeschon vielmals grusse gruesse gruss liebe lieber
    """.split()
)
"""Words that greet or thank and ask nothing."""

FILLER_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        "thank you", "thank you so much", "thank you very much", "thanks a lot", "thanks in advance", "many thanks",
        "good morning", "good afternoon", "good evening", "good day", "hi there", "hello there", "hey there",
        "kind regards", "best regards", "best wishes", "yours sincerely", "excuse me", "if you please", "to whom it may concern",
        "guten morgen", "guten tag", "guten abend", "gruss gott", "vielen dank", "besten dank", "danke schon", "danke sehr",
        "vielen lieben dank", "danke im voraus", "vielen dank im voraus", "mit freundlichen grussen", "freundliche grusse",
        "viele grusse", "beste grusse", "liebe grusse", "sehr geehrte damen und herren", "grussen sie", "mfg",
    )
)  # fmt: skip

FUNCTION = {
    "en": frozenset(
        """
        a about after again all also am an and any anybody anyone anything are as at be because been before being both but by
        can cannot cant could couldnt did didnt do does doesnt doing dont down each either else ever every for from get gets
        getting give go goes going gonna got had has have havent having he help her here hers him his how i id if ill im in
        into is isnt it its ive just know let lets like long made make many may maybe me mean might mine more most much must my
        myself need needs no nor not now of off on once one ones only or other our ours out over own per possible quite rather
        really same say see shall she should show so some somebody someone something still such take tell than that thats the
        their theirs them then there these they thing things think this those though through to too try trying under until up
        upon us use using very wanna want wants was wasnt way we were werent what whats when where whether which while who whom
        whose why will with within without wont would wouldnt yes yet you your youre yours
        """.split()
    ),
    "de": frozenset(
        """
        ab aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bekomme bekommen bin bis
        bist brauche brauchen da dabei dafur daher damit dann daran darauf darf das dass davon dazu dein deine dem den denn der
        deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch durfen ein eine einem einen einer eines
        einige er es etwas euch euer eure fur gar geben geht gehen gerade gern gerne gibt habe haben hat hatte hatten hier hilfe
        ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins irgend ist ja jede jedem jeden jeder jedes jetzt kann kannst kein
        keine keinen keiner komme kommen konnen konnt konnte konnten lassen lasst machen macht mal man mehr mein meine meinem
        meinen meiner meines mich mir mit mochte mochten muss mussen nach nein nicht nichts noch nun nur ob oder ohne schon sehr
        sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte um und uns unser unsere unserem unseren unter
        viel viele vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wie
        wieder wieso will wir wird wo wofur woher wohin wollen wurde wurden zu zum zur zwischen uber
        """.split()
    ),
}
"""Words that carry grammar rather than a subject, by language; they count little in what a question is about."""

COMMON = {
    "en": frozenset(
        """
        able above accept access account accounts across action active actual actually add added address afford afraid again
        against agree ahead allow allowed almost alone along already always amount another answer anymore anyway anywhere app
        appear apple apply area around arrive article aside attempt available avoid away baby back badly bank base beat beautiful
        become bedroom begin behind believe below benefit best better between beyond bigger bill birth birthday black block blue
        board boat body book border boring born boss bottle bottom bought brand bread break breakfast bring broke broken brother
        brought brown browser build building built burn business busy button cable cake call called calling came camera card care
        careful carry case cash catch cause center central chair chance change changed charge cheap check cheese chicken child
        children choice choose church city class clean clear clearly click clock close closed clothes cloud code coffee cold
        collect color colour come comes coming common company compare complain complete computer concern confirm connect contact
        contain content continue contract cook cool copy corner correct cost costs count country couple course cover create cross
        current customer daily dance danger dark data date daughter days dead deal death decide deep degree delay delete deliver
        delivery desk detail details device different difficult dinner direct direction dirty disk display doctor dollar door
        double doubt download draw dream dress drink drive driver drop dropped during early earn earth easily east easy eight
        email empty ending engine enjoy enough enter entire equal error even evening event everybody everyone everything
        everywhere exact exactly example except expect expensive expire explain extra eyes face fact fail failed fair fall false
        family famous fast father fault favorite fear feel feeling feet felt field fight figure file fill film final finally find
        fine finger finish fire first fish five fixed flat flight floor flow flower folder follow food foot force foreign forest
        forget forgot forgotten form forward found four free fresh friday friend friends front fruit full function funny further
        future game games garden gave general gift girl given gives glad glass goal gold gone good goods google great green ground
        group grow guess guest guide hair half hand hang happen happened happens happy hard hate head hear heard heart heat heavy
        height held herself high higher hill himself history hold hole holiday home hope hospital hotel hour hours house however
        huge human hundred hungry hurry hurt husband idea important inch include income inside install instead internet invite
        issue item itself join joke jump keep kept keyboard kind king kitchen knew knife knows lady land language laptop large last
        late later laugh learn least leave left legal length less lesson letter level library license life lift light liked limit
        line link list listen little live lived lives living load local lock locked login lonely longer look looking lose loss
        lost love lower luck lucky lunch machine mail main makes making manage manager mark market married match matter meal
        meaning measure meat meet meeting member memory message metal middle mile milk million mind minute minutes miss missing
        mistake mobile modern moment monday money month months moon morning mother mountain mouse mouth move movie music name
        named names near nearly necessary neck needed neighbor network never news next nice night nine nobody noise none normal
        north note nothing notice number object ocean offer office often older online open opened option orange order ordered
        original others outside owner pack package page paid pain paint pair paper parent park part party pass past path paying
        payment peace pencil people perfect perhaps period person phone photo phrase pick picture piece place plan plane plant
        play player plate please plenty point police poor position post pound power practice prefer present press pretty price
        print printer private problem problems process produce product program promise proper protect proud prove provide public
        pull purchase pure push question questions quick quickly quiet race radio rain raise range rate reach read ready real
        reason receive received recent recently record refuse refund region regular relation remain remember remote remove rent
        repair repeat reply report request require reset rest restart result return rice rich ride right ring rise risk river road
        rock role room round rule running safe said sale salt sand saturday save saved saying says scan school science score
        screen search season seat second secret section secure seem seems seen sell send sending sense sent separate serious
        serve server service setting settings setup seven several shape share sharp shelf shine ship shirt shoe shop short shot
        shoulder shout shower shut sick side sight sign silent silver similar simple simply since sing single sister site situation
        size skin sleep slow slowly small smart smell smile smoke snow social soft software sold solution solve sometimes somewhere
        song soon sorry sort sound south space speak special speed spell spend spent sport spread spring square staff stage stand
        standard star start started state station stay steal step stick stock stone stood stop stopped storage store storm story
        straight strange street string strong student study stuff stupid style subject success sudden suddenly sugar suggest
        summer sunday supply support suppose sure surprise sweet swim switch system table taken takes talk tall taste teach
        teacher tear telephone television tells test text thank their thick thin third thought thousand three throw thursday
        ticket tight till time times tired title today together told tomorrow tonight took tool total touch tough toward town
        track trade train travel tree trip trouble truck true trust truth tuesday turn turned twice type unable understand unit
        unless update upgrade upload upset used useful user users usual usually value various version video view visit voice wait
        waiting wake walk wall wanted warm warn warning wash waste watch water weak wear weather website wednesday week weeks
        weight welcome went west wheel whenever white whole wide wife wind window windows wine winter wireless wish woman women
        wonder wood word words wore work worked working works world worry worse worst worth write wrong wrote yard year years
        yellow yesterday young yourself zero
        """.split()
    ),
    "de": frozenset(
        """
        abend abends adresse aktuell allein allerdings alt alte alten ameise anders anfang anfangen angebot angst ankommen anmelden
        anrufen antwort antworten apfel april arbeit arbeiten arzt auge august ausland auto baby bald ball bank bauen baum beginn
        beginnen beide beispiel bekannt benutzen benutzer bereich bereits berg beruf besser beste bestellen bestellung besuch
        besuchen bett bezahlen bild bilder bitten blau bleiben blume boden brauchst brief bringen brot bruder buch buchen bucher
        buero buro burger bus butter chef computer dach dame dank danke darum datei dateien datum dauern dauert denken deutsch
        dezember dick dienst dienstag ding dinge direkt donnerstag dorf drei drucken drucker drucken dumm dunkel dunn durst echt
        ecke ehe eher eigen eigene eigentlich einfach einkaufen einladen einmal eins einstellen einstellung eis eltern email ende
        endlich eng englisch entfernen entschuldigung erde erhalten erinnern erklaren ernst erst erste ersten erzahlen essen fahren
        fahrrad fall fallen falsch familie fangen farbe fast februar fehler fehlt feiern fenster ferien fernsehen fertig fest feuer
        finden finde fisch flasche fleisch fliegen flug flughafen fluss folgen foto frage fragen frau frauen frei freitag fremd
        freuen freund freunde freundin freundlich frieden frisch froh fruh fruher fruhling fuhlen fuhren funf funktioniert fur fuss
        gabel gaben ganz ganze ganzen garten gast gebaude gebracht geburtstag gefahr gefallen gefunden gegen gegenuber geheim
        gehort gekauft gekommen gelb geld gelesen gemacht gemeinsam gemuse genau genug gerat gesagt geschaft geschenk geschichte
        geschrieben gesehen gesicht gestern gesund gesundheit getrunken gewesen gewinnen geworden glas glauben gleich gluck
        glucklich gold gott gras grau grenze gross grosse grossen grun grund gruppe gut gute guten haar halb halten hand handy
        hangen hart haus hause heiss heissen heisst helfen hell hemd herbst herr herren herz heute hilft himmel hin hinter hoch
        hoffen holen holz horen hose hotel hund hundert hunger idee immer information innen insel internet jahr jahre januar jemand
        juli jung junge juni kaffee kalt kamera karte karten kase kasse katze kaufen kaum kein kennen kind kinder kino kirche klar
        klasse kleid klein kleine klicken klug knopf kochen koffer kollege konto kontakt kopf kopie korper kosten kostet krank
        krankenhaus kreis krieg kuche kuchen kuhl kunde kunden kunst kurz lachen laden lage lampe land lang lange langsam laptop
        lassen laufen laut leben leer legen lehrer leicht leid leider leise lernen lesen letzte letzten leute licht lieb lieben
        lied liegen liste links loch loffel loschen losen lustig luft machst madchen mai mann manner markt marz maus meer mehrere
        meinen meinung meist meisten melden mensch menschen messer milch minute minuten mitarbeiter mittag mitte mittwoch moglich
        moment monat monate mond montag morgen mude mund musik mutter nacht nachricht nachste nachsten nah nahe name namen nase
        nass natur naturlich neben nehmen nennen nett netz neu neue neuen neun nie niemand nirgends noch norden normal notig
        november null nummer nutzen oben obst oft ohr oktober onkel ort osten paar paket papier park party passen passiert passwort
        pause person pferd pflanze platz plotzlich polizei post preis probieren problem probleme programm prufen punkt rad rat
        rechner rechnung recht rechts reden regel regen reich reise reisen reparieren rest restaurant richtig ring rock rot ruckgabe
        rufen ruhig rund sache sachen sagen salat salz samstag satz sauber schade schaden schauen scheinen schenken schicken schiff
        schlafen schlecht schliessen schlimm schlussel schmal schmecken schnee schneiden schnell schon schrank schreiben schuh
        schule schuler schwarz schwer schwester schwimmen sechs see sehen seite seiten selbst selten senden september setzen sicher
        sicherheit sieben silber singen sitzen sofort sogar sohn solche sommer sonne sonntag sonst sorgen spass spat spater
        speichern spiel spielen sport sprache sprechen stadt stark starten statt stehen stein stelle stellen sterben stern still
        stimmt strasse stuck stuhl stunde stunden suchen suden suppe tag tage tal tasche tasse tausend tee teil teilen telefon
        teller termin teuer text tief tier tisch tochter tod toll tot tragen traum traurig treffen trinken trocken trotzdem tun tur
        uhr umsteigen unten unterschied urlaub vater verboten verein vergessen vergleichen verkaufen verlieren verloren versenden
        versuchen verstehen vertrag verwenden vielleicht vier vogel voll voraus vorher vorne wachsen wagen wahl wahrend wahlen wald
        wand warm warten waschen wasser wechseln weg wegen weihnachten wein weinen weiss weit weiter welt wenig weniger werfen
        werk westen wetter wichtig wieviel wiese wind winter wirklich wissen woche wochen wochenende wohnen wohnung wolke wort
        worter wunsch wunschen wurst zahl zahlen zahlung zahn zehn zeigen zeit zeitung ziehen ziel ziemlich zimmer zucker zufrieden
        zug zugang zukunft zuletzt zumachen zuruck zusammen zwanzig zwei zweite
        """.split()
    ),
}
"""Everyday words by language: none of them is taken for a misspelt word of the knowledge base."""

SPELLED = {language: FUNCTION[language] | COMMON[language] for language in FUNCTION}
"""Every word known to be spelled right before the knowledge base is read, by language."""
