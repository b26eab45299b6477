"""English phrases. Words are folded: small letters, no accents, no apostrophes (`don't` is `dont`)."""

# ruff: noqa: E501, SIM905 - a template reads best on one line, a list of words as words

FILLER = frozenset(
    "please pls plz kindly just really hi hello hey spot bot ok okay so well now then actually maybe again but".split()
)
"""Words that change nothing, wherever they stand, as long as something else is said."""

NOT_TYPOS = frozenset(
    """persona personas personal personnel agency agenda agile argent walk wall tall tank tanks stalk held hell shop step
    note notes stoop statue stats started ticked cases lead reset nine done gone know talc chart charts chap cheat open
    operation operations operators cancels humane update updates widow draw restore remote delete deleted""".split()
)
"""Real words that stand one letter from a phrase's word and are left as they are."""

STOPWORDS = frozenset(
    """the a an one ones about with that this i mean meant my is it its on in of for to and or want need was how do does
    can what where which when please option thing second first third""".split()
)
"""Words that say nothing about which of several entries is meant."""

RULES = {
    "case": "(case|ticket|request|enquiry|inquiry)",
    "cases": "(case|cases|ticket|tickets|requests)",
    "own": "(my|the|this|that|our|a|an)",
    "to": "(to|too|2)",
    "who": "(i|we)",
    "adjective": "[real] [live|actual|human|living|proper|different|support|service|sales|technical]",
    "noun": "[a|an|the|some|one|any|another] [one] [of] [your|you] <adjective> (person|human|being|human being|persons|"
    "people|humans|agent|agents|operator|representative|rep|adviser|advisor|colleague|colleagues|specialist|expert|"
    "employee|technician|consultant|supervisor|manager)",
    "anyone": "(someone|somebody|anyone|anybody) [human|real|else]",
    "desk": "[the|your] (support|helpdesk|help desk|service desk|customer service|customer support|customer care|staff|team)"
    " [team]",
    "somebody": "(<noun>|<anyone>|<desk>)",
    "talk": "(talk|speak|chat) (<to>|with)",
    "would": "(id|wed|i would|we would|i d) (like|love|prefer|rather) [to]",
    "wish": "(<would>|<who> (want|need|wanna|wish|demand|have|must|should|prefer|like) [<to>]|(let|allow) (me|us) [<to>]|"
    "(can|could|may|might|shall|should|must) <who>|is it possible <to>|<who> am (trying|looking) <to>|im (trying|looking) <to>)",
    "ask": "(can|could|would|will) (you|u)",
    "done": "(helped|helps|worked|works|solved|fixed|did it|does it)",
    "thank": "(thanks|thx|thank you|thank u|thankyou|many thanks|thanks a lot|thank you very much|thanks very much|cheers|ty|"
    "thank you so much|thanks so much|much appreciated)",
    "yes": "(yes|y|yep|yeah|yup|ya|sure|sure thing|ok|okay|k|of course|absolutely|definitely|certainly|correct|right|"
    "exactly|go ahead|do it|do that|do so|yes do|please do|alright|all right|sounds good|fine|good idea|agreed)",
    "no": "(no|n|nope|nah|no no|not really)",
    "keeper": "(contact|contact person|touch point|touchpoint|account manager|account executive|sales contact|sales person|"
    "salesperson|sales rep|sales representative|sales executive)",
    "nth": "(first|1st|second|2nd|third|3rd|fourth|fifth|last|bottom)",
}

TEMPLATES: dict[str, tuple[str, ...]] = {
    "person": (
        "<wish> <talk> <somebody>",
        "<wish> (reach|contact|call) (<noun>|<anyone>|<desk>)",
        "how (do|can|could) <who> <talk> (<noun>|<anyone>)",
        "<talk> <somebody>",
        "<noun> (please|pls|plz)",
        "(please|pls|plz) <noun>",
        "<talk> <somebody> (about|regarding|concerning) {rest}",
        "(<would>|<who> (want|need|wanna|demand|prefer)) <noun>",
        "(<would>|<who> (want|need|wanna|demand|prefer)) [some] help (from|by|of) <noun>",
        "(can|could|may) <who> (get|have) <noun>",
        "[<ask>] (connect|transfer|put|pass|forward|refer|redirect|hand) (me|us) [over|through|on] [<to>|with] <somebody>",
        "[<ask>] (get|give|find|bring|send) (me|us) <noun>",
        "(is|are) there (<noun>|<anyone>) <who> can <talk>",
        "is there (<noun>|someone|somebody) <talk>",
        "<who> (dont|do not) want [<to> <talk>] (a|the) (bot|robot|machine|computer)",
        "[<ask>] escalate [this|it|my question] [<to> <somebody>]",
        "<wish> escalate [this|it|my question] [<to> <somebody>]",
        "[<wish>|<ask>] (open|create|raise|file|log|start|submit|make) [me] [a|an|the] [new|support] (case|ticket) "
        "[for (me|this|it|that|us)]",
        "<wish> <talk> <somebody> (about|regarding|concerning|because) {rest}",
    ),
    "person_noun": ("<noun>", "no (bot|robot|machine|bots|robots)"),
    "thanks": ("[ok|okay|great|perfect] <thank> [spot|bot|bye] [for (your|the) help]", "<thank> (bye|goodbye)"),
    "yes": (
        "<yes> [please] [<yes>]",
        "please",
        "[<yes>] open (it|one|a case|the case)",
        "[<yes>] [it|that|this] <done> [for me|now|again] [<thank>]",
        "<yes> <thank>",
        "(great|perfect|super|excellent|awesome|brilliant|wonderful|cool|nice|good)",
        "(very|that was|that is|thats) helpful",
        "<yes> <who> (do|would|want [it|that])",
    ),
    "no": (
        "<no> [please]",
        "[<no>|<thank>|<yes>] [but] [sorry] [it|that|this] [still] (did not|didnt|does not|doesnt|not|didn t|doesn t|"
        "has not|hasnt) (help|work|helped|worked|solve it|solve my problem|answer my question|fix it) [me|at all|either]",
        "[<no>] (not|still not) (helpful|working|solved|what i (meant|asked|mean|need|wanted))",
        "[<no>] (thats|that is|that was|this is) (not it|wrong|not helpful|not right|not what i (meant|asked|mean|need|wanted))",
        "(wrong|wrong answer|incorrect|useless|unhelpful)",
    ),
    "decline": (
        "<no> <thank>",
        "[<no>] (not (now|today|yet|necessary|needed)|no need|later|leave it|dont|do not)",
        "(dont|do not) open (it|one|a case)",
    ),
    "cancel": (
        "[i want to] (cancel|stop|quit|exit|abort|nevermind|never mind|forget it|forget about it|forget that|start over|"
        "cancel (this|that|it)|stop (this|that|it))",
    ),
    "none": (
        "(none|neither|nothing) [of (these|those|them|the above)]",
        "(something|anything) else",
        "not (these|those|any of (these|those|them))",
        "none [of (these|those|them)] (fit|fits|match|matches|help|helps)",
        "no none [of (these|those|them)]",
    ),
    "pick": (
        "[the|number|option|choice|answer|take|no|nr|i (mean|meant)] {count}",
        "[i (mean|meant|want)|take] [the] <nth> [one|option|choice|answer]",
        "[number|option|choice|answer] (one|two|three)",
    ),
    "greeting": (
        "(hi|hello|hey|hiya|howdy|greetings|yo|hi there|hello there|hey there|hi all|hello everyone|hi spot|hello spot|"
        "hey spot|hi bot|hello bot) [hi|hello|there] [how are you [doing|today]]",
        "good (morning|afternoon|evening|day)",
        "how are you [doing|today]",
        "(whats|what is) up",
    ),
    "goodbye": (
        "(bye|goodbye|good bye|bye bye|see you [later|soon]|see ya|good night|have a (nice|good) (day|weekend|evening))",
    ),
    "help": (
        "(help|help me|menu|start|instructions|commands)",
        "<who> need [some] help",
        "(can|could|would) (you|someone|somebody|anyone|anybody) help [me|us]",
        "(what|how) can you (do|help) [for] [me|us]",
        "what can <who> (ask|do) [you|here]",
        "what (do|can) you (know|do|answer)",
        "(who|what) are you",
        "are you (a|an) [real] (bot|robot|human|person|machine|ai)",
        "how does (this|it) work",
        "what is this",
    ),
    "contact": (
        "(who|whos) [is] (my|our) [named] <keeper> [for (sales|licences|licenses|us|me)]",
        "who (looks after|takes care of|is responsible for) (us|me|our account|my account|our licences|our licenses)",
        "[(show|give|tell) (me|us)|whats|what is] (my|our) <keeper> [please]",
    ),
    "status": (
        "[(whats|what is) [the]|show [me]|check|tell me|get|give me] [the] (status|state|progress) (of|on|for|with|about) "
        "[<own>] <cases> [{number}]",
        "[(whats|what is) [the]|show [me]|check] [the] (status|state) [of|for|on] {number}",
        "<own> <case> (status|state|progress)",
        "<case> (status|state|progress)",
        "{number} [status|state]",
        "[<own>] <case> {number} [status|state]",
        "(show|list|see|view|check|display|what about|where (is|are)) [me] [all] [of] [my|the|our] [open|own] <cases> [{number}]",
        "(show|check|what about|where is|whats (up|new) with|what is (up|new) with) [me] {number}",
        "my [open|own] <cases>",
        "(how|what) (is|are|about) [the] [my|our|the] <cases> [{number}] [going|doing|progressing|coming along]",
        "how (is|about) {number} [going|doing|progressing]",
        "[are|is] [there] any (news|update|updates|progress|word|reply|answer) (on|about|for|from|of|in|to) [<own>] (<cases>|{number}) "
        "[{number}]",
        "what (happened|happens|is happening|has happened) (to|with) [<own>] <cases> [{number}]",
        "(do|what|which) (i|we|cases do i|tickets do i) have [any|an|a] [open] <cases>",
        "(which|what) [open] <cases> (do|have) (i|we) [have|open|got]",
    ),
    "status_word": ("[my] status",),
    "comment": (
        "[can i|i want to|id like to|let me] add [some|more|a|another|further] [more] (details|detail|information|info|comment|"
        "something|note) [<to> [<own>] (<case>|{number}) [{number}]]",
        "comment [on] [<own>] (<case>|{number}) [{number}]",
        "(add|append|attach|note|write) [this|that|it|a comment|a note|the following|details|information] (to|on|in|for) [<own>] "
        "<case> {number} [that] {rest}",
        "(add|append|attach|note|write) [this|that|it|a comment|a note|the following|details|information] (to|on|in|for) [<own>] "
        "(my <case>|{number}|the <case>|<case>) [that] {rest}",
        "(comment|note|update) [on|to|for] ({number}|[<own>] <case> {number}|my <case>) [that] {rest}",
        "(add|append) (to|on) [<own>] (<case>|{number}) [{number}]",
    ),
    "reopen": (
        "[<wish>|<ask>] (reopen|re open|open again|resume) [<own>] [<case>] [{number}] [again]",
        "[<wish>|<ask>] open [<own>] [<case>] {number} [again]",
        "[<wish>|<ask>] open (my|the|that|this) <case> again",
    ),
    "withdraw": (
        "[<wish>|<ask>] (withdraw|cancel|close|delete|remove|drop|retract|take back) (my|the|this|that|our) [open|last] "
        "<case> [{number}]",
        "[<wish>|<ask>] (withdraw|cancel|close|delete|remove|drop|retract|take back) [<case>] {number}",
        "[<wish>|<ask>] withdraw [<case>|it|that]",
        "<who> (dont|do not|no longer) need (my|the|this|that) <case> [anymore|any more]",
    ),
}

PLACES = {
    **{"first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3, "three": 3},
    **{"fourth": 4, "fifth": 5},
    **{"last": -1, "bottom": -1},
}
"""What a word means as a place in a list; -1 is the last."""

CASE_NOUNS = frozenset({"case", "ticket"})

SALES = frozenset("quote quotes quotation price prices pricing pricelist renewal renewals discount discounts".split())
"""Words that only questions about sales have."""
BUYING = frozenset(
    "talk speak person rep renew renewing extend buy buying purchase order upgrade much cost costs more additional".split()
)
BOUGHT = frozenset(
    "licence licences license licenses subscription subscriptions contract seats cost costs sales".split()
)
"""One word of each makes a question about sales: `renew our licence`, `speak to sales`."""
