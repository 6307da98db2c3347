"""Sentences with their voices, all made up: what `test_attribution.py` goes through."""

from __future__ import annotations

# Sentence; then for each voice: source, manner, words that it governs, words that it does not.
VOICED: list[tuple[str, list[tuple[str, str, str, str]]]] = [
    # The plain order.
    (
        "Police said two cyclists were struck by a tram.",
        [("Police", "says", "two cyclists were struck", "Police")],
    ),
    (
        "The harbour office said that the crane had been inspected in May.",
        [("harbour office", "says", "the crane had been inspected", "")],
    ),
    ("The operator says the pumps are running.", [("operator", "says", "the pumps are running", "")]),
    (
        "Residents told the Tarn Valley Post that sirens never sounded.",
        [("Residents", "says", "sirens never sounded", "")],
    ),
    (
        "Investigators believe the fuse was replaced by hand.",
        [("Investigators", "says", "the fuse was replaced", "")],
    ),
    (
        "Ilja Brandt, the plant’s safety officer, warned in March that the roof was sagging.",
        [("Ilja Brandt", "says", "the roof was sagging", "")],
    ),
    (
        "The coastguard has confirmed that both sailors are alive.",
        [("coastguard", "confirms", "both sailors are alive", "")],
    ),
    (
        "Officials later admitted the valve had never been tested.",
        [("Officials", "says", "the valve had never been tested", "")],
    ),
    (
        "The inquiry concluded that the bolts were brittle.",
        [("inquiry", "says", "the bolts were brittle", "")],
    ),
    (
        "On Tuesday, the school board announced that lessons would move online.",
        [("school board", "says", "lessons would move online", "")],
    ),
    (
        "However, the landlord insisted the alarm was working.",
        [("landlord", "says", "the alarm was working", "")],
    ),
    (
        "The company is warning that refunds may take weeks.",
        [("company", "says", "refunds may take weeks", "")],
    ),
    # The cue behind its content, in both orders.
    (
        "Two barges sank at their moorings, the river police said.",
        [("river police", "says", "Two barges sank", ", the")],
    ),
    (
        "Two barges sank at their moorings, said the river police.",
        [("river police", "says", "Two barges sank", "river")],
    ),
    (
        "Power will be back by Friday, says Lindqvist Energi.",
        [("Lindqvist Energi", "says", "Power will be back", "")],
    ),
    (
        "The dam is safe, the ministry said in a statement.",
        [("ministry", "says", "The dam is safe", "statement")],
    ),
    (
        "Nobody was on board the drifting ferry, harbour master Odile Ferrant told reporters on Sunday.",
        [("harbour master Odile Ferrant", "says", "Nobody was on board", "")],
    ),
    (
        "At least six homes were damaged, the fire chief, Amadou Keller, said.",
        [("Amadou Keller", "says", "six homes were damaged", "")],
    ),
    (
        "The bridge reopened at noon, a spokeswoman for the roads agency confirmed.",
        [("spokeswoman for the roads agency", "confirms", "The bridge reopened", "")],
    ),
    # "according to".
    (
        "Nine wagons left the track, according to the rail inspectorate.",
        [("rail inspectorate", "says", "Nine wagons left", "")],
    ),
    (
        "According to the rail inspectorate, nine wagons left the track.",
        [("rail inspectorate", "says", "nine wagons left", "")],
    ),
    (
        "According to Dr Henrike Voss of the Tarn Institute, the slope had been moving for years.",
        [("Dr Henrike Voss of the Tarn Institute", "says", "the slope had been moving", "")],
    ),
    (
        "The gate stood open all night, according to councillor Priya Dahl, who accuses the port of negligence.",
        [
            ("councillor Priya Dahl", "says", "The gate stood open", "negligence"),
            ("councillor Priya Dahl", "alleges", "the port of negligence", "gate"),
        ],
    ),
    # An outlet that passes on what somebody else says is not the source.
    (
        "The dockers’ union said the strike was over, according to Radio Merle.",
        [("dockers’ union", "says", "the strike was over", "")],
    ),
    (
        "The union confirmed, according to Radio Merle, that the strike was over.",
        [("union", "confirms", "the strike was over", "")],
    ),
    # Inversion after quotations.
    (
        "“The floor just went,” said Tomke Arends, 34, a nurse.",
        [("Tomke Arends", "says", "The floor just went", "nurse")],
    ),
    ("“The floor just went,” Tomke Arends said.", [("Tomke Arends", "says", "The floor just went", "")]),
    ('"The floor just went," said Tomke Arends.', [("Tomke Arends", "says", "The floor just went", "")]),
    ("‘The floor just went,’ said Tomke Arends.", [("Tomke Arends", "says", "The floor just went", "")]),
    ("‘It’s gone,’ Tomke Arends said.", [("Tomke Arends", "says", "It’s gone", "")]),
    ("'The floor just went,' said Tomke Arends.", [("Tomke Arends", "says", "The floor just went", "")]),
    ("'The floor just went,' Tomke Arends said.", [("Tomke Arends", "says", "The floor just went", "")]),
    ("«The floor just went», said Tomke Arends.", [("Tomke Arends", "says", "The floor just went", "")]),
    (
        "“It was over in seconds,” said its captain, Rurik Solheim.",
        [("Rurik Solheim", "says", "over in seconds", "")],
    ),
    # Appositions and insertions.
    (
        "The mayor, Celia Ourang, said the market would reopen.",
        [("Celia Ourang", "says", "the market would reopen", "")],
    ),
    (
        "Celia Ourang, the mayor, said the market would reopen.",
        [("Celia Ourang", "says", "the market would reopen", "")],
    ),
    (
        "Celia Ourang, 58, of Lime Street, said the market would reopen.",
        [("Celia Ourang", "says", "the market would reopen", "")],
    ),
    (
        "A deckhand, who did not want to be named, said the hatch was open.",
        [("deckhand", "says", "the hatch was open", "")],
    ),
    (
        "The Harbour Board, which runs the lock, denied that it was short of staff.",
        [("Harbour Board", "denies", "it was short of staff", "")],
    ),
    (
        "Two shopkeepers reached by telephone said the looting began at dusk.",
        [("Two shopkeepers", "says", "the looting began", "")],
    ),
    (
        "The Joint Mission (JTM) said the road was mined.",
        [("Joint Mission", "says", "the road was mined", "")],
    ),
    (
        "Nobody was hurt, the Joint Mission (JTM) said.",
        [("Joint Mission", "says", "Nobody was hurt", "")],
    ),
    (
        "Bo Lind (Greens) denied that the road was mined.",
        [("Bo Lind", "denies", "the road was mined", "")],
    ),
    # Relative clauses.
    (
        "The Water Board, which confirmed on Monday that a main had burst, is sending tankers.",
        [("Water Board", "confirms", "a main had burst", "")],
    ),
    (
        "The firm, whose director, Bela Marsh, said the tank was new, has closed the site.",
        [("Bela Marsh", "says", "the tank was new", "firm")],
    ),
    # Several verbs.
    (
        "The clinic said the ward was full and denied that anyone had been turned away.",
        [
            ("clinic", "says", "the ward was full", "turned away"),
            ("clinic", "denies", "anyone had been turned away", "full"),
        ],
    ),
    (
        "Spokesman Jurgen Adeyemi said the fence was intact, and he accused the farmer of lying.",
        [
            ("Spokesman Jurgen Adeyemi", "says", "the fence was intact", "lying"),
            ("he", "alleges", "the farmer of lying", "fence"),
        ],
    ),
    (
        "VarBus denied that, saying the driver had slept for nine hours.",
        [("VarBus", "denies", "that", "slept"), ("VarBus", "says", "slept for nine hours", "")],
    ),
    (
        "“We are coping,” the matron, Lise Okoro, said, adding that blood was needed.",
        [
            ("Lise Okoro", "says", "We are coping", "blood"),
            ("Lise Okoro", "says", "blood was needed", "coping"),
        ],
    ),
    (
        "Ms Vane denied that the budget had been cut; spending rose last year, she said.",
        [
            ("Ms Vane", "denies", "the budget had been cut", "spending"),
            ("she", "says", "spending rose last year", "budget"),
        ],
    ),
    (
        "The army said it fired twice, but the villagers said they counted nine shots.",
        [
            ("army", "says", "it fired twice", "nine"),
            ("villagers", "says", "they counted nine shots", "twice"),
        ],
    ),
    # Blame and denial.
    (
        "The mayor blamed the contractor for the delay.",
        [("mayor", "alleges", "the contractor for the delay", "")],
    ),
    (
        "The mayor is blaming the contractor for the delay.",
        [("mayor", "alleges", "the contractor for the delay", "")],
    ),
    (
        "Activists allege that guards beat two men.",
        [("Activists", "alleges", "guards beat two men", "")],
    ),
    ("The contractor denied any delay.", [("contractor", "denies", "any delay", "")]),
    ("The contractor denies being late.", [("contractor", "denies", "being late", "")]),
    ("The brewery rejected the claim.", [("brewery", "denies", "the claim", "")]),
    ("The brewery has dismissed the allegations.", [("brewery", "denies", "the allegations", "")]),
    ("The fire service disputes this.", [("fire service", "denies", "this", "")]),
    ("Ms Ruud called that figure false.", [("Ms Ruud", "denies", "", "")]),
    # Parentheses of attribution govern both sides.
    (
        "The death toll has risen to six, police say: a boy was found in the cellar.",
        [("police", "says", "The death toll has risen", ""), ("police", "says", "a boy was found", "")],
    ),
    (
        "The driver of the lorry, police said, was drunk and had no licence.",
        [("police", "says", "The driver of the lorry", ""), ("police", "says", "had no licence", "")],
    ),
    (
        "Seven huts burned down, the parish said, in the worst fire for years.",
        [("parish", "says", "Seven huts burned down", "worst")],
    ),
    # Nouns near a cue are not its subject.
    (
        "The health office said monitors at two schools had found no lead but advised parents to use bottles.",
        [("health office", "says", "found no lead", ""), ("health office", "says", "use bottles", "")],
    ),
    (
        "It said both recorders had been found and that a preliminary report would be out in May.",
        [("It", "says", "both recorders had been found", ""), ("It", "says", "would be out in May", "")],
    ),
    (
        "Police said a report on the accident would follow.",
        [("Police", "says", "a report on the accident would follow", "")],
    ),
    # Passed on by somebody who quotes.
    (
        "The Herald quoted the mayor as saying the hall was full.",
        [("mayor", "says", "the hall was full", "")],
    ),
    (
        "The mayor was quoted as saying the hall was full.",
        [("mayor", "says", "the hall was full", "")],
    ),
    # What inquiries find.
    (
        "A survey of the site found cracks in four beams.",
        [("survey of the site", "says", "cracks in four beams", "")],
    ),
    (
        "Four beams were cracked, the inquiry found.",
        [("inquiry", "says", "Four beams were cracked", "")],
    ),
    (
        "The defeat was hard for Mr. Lund, who said the count was wrong.",
        [("Mr. Lund", "says", "the count was wrong", "defeat")],
    ),
    (
        "As the ice thaws, the road will be shut, said Bo Lind, a ranger.",
        [("Bo Lind", "says", "the road will be shut", "ranger")],
    ),
    (
        "The firm has always maintained that the valve was sound.",
        [("firm", "says", "the valve was sound", "")],
    ),
    ("''The floor just went,'' Tomke Arends said.", [("Tomke Arends", "says", "The floor just went", "")]),
    # Names.
    (
        "Łucja Ćwik said the ice was thin.",
        [("Łucja Ćwik", "says", "the ice was thin", "")],
    ),
    (
        "Maarten van der Velde said the ice was thin.",
        [("Maarten van der Velde", "says", "the ice was thin", "")],
    ),
    ("Will May said the ice was thin.", [("Will May", "says", "the ice was thin", "")]),
    (
        "The mayor and the bishop said the ice was thin.",
        [("mayor and the bishop", "says", "the ice was thin", "")],
    ),
    (
        "The road was shut after the council said the slope was moving.",
        [("council", "says", "the slope was moving", "road")],
    ),
    # Documents and findings speak, things that merely hold them do not.
    (
        "Records show that the valve was never closed.",
        [("Records", "says", "the valve was never closed", "Records")],
    ),
    (
        "Footage verified by the Herald shows the deck tilting.",
        [("Footage verified by the Herald", "says", "tilting", "")],
    ),
    (
        "An inquiry note seen by the Herald says a bearing had failed.",
        [("inquiry note", "says", "a bearing", "")],
    ),
    (
        "The harbour authority put the number of missing at four.",
        [("harbour authority", "says", "at four", "")],
    ),
    # Whoever stands behind a passive.
    ("The outage was confirmed by the grid operator.", [("grid operator", "confirms", "The outage was", "")]),
    # A denial, and what is said in its place.
    (
        "The operator disputed that account: the barge was moored at noon.",
        [("operator", "denies", "that account", "moored"), ("operator", "says", "moored at noon", "account")],
    ),
    (
        "Kesteren rejected the finding, citing an inspection in May.",
        [
            ("Kesteren", "denies", "the finding", "May"),
            ("Kesteren", "says", "an inspection in May", "finding"),
        ],
    ),
    # Insertions between a subject and its verb.
    (
        "Judge Ada Ek, in her dissent, said the fence was rotten.",
        [("Judge Ada Ek", "says", "the fence was", "")],
    ),
    (
        "The firm’s lawyer, asked about the log, said it was right.",
        [("firm’s lawyer", "says", "it was right", "")],
    ),
    ("“It held all night,” Jeff Wold, the union’s secretary, said.", [("Jeff Wold", "says", "It held", "")]),
    ("In a statement the firm said it had checked every cable.", [("firm", "says", "it had checked", "")]),
    # Titles with a full stop.
    (
        "Two teams are on site, said Lt. Jan Bos of the brigade.",
        [("Lt. Jan Bos of the brigade", "says", "Two teams", "")],
    ),
    # A quotation that was opened in the sentence before.
    ('And then the deck went," she said.', [("she", "says", "the deck went", "")]),
    # A relative clause ends where the main verb stands; what is blamed ends at what it is.
    (
        "The inspectorate, which confirmed that two died, has opened an inquiry.",
        [("inspectorate", "confirms", "two died", "opened")],
    ),
    (
        "The ministry blamed the Ashen Front, an armed group founded in 2024.",
        [("ministry", "alleges", "the Ashen Front", "founded")],
    ),
    ("Eleven were named, police say, the youngest a boy of four.", [("police", "says", "the youngest", "")]),
    (
        "The firm issued a statement saying the barge was moored.",
        [("firm", "says", "the barge was moored", "")],
    ),
    # Whom somebody told is no part of what they said.
    (
        "A pilot told Radio Maas that the light was out.",
        [("pilot", "says", "that the light was out", "Radio Maas")],
    ),
    # A passive with an agent, and what it calls somebody.
    (
        "The drowned man was named by his employer as Karel Voss, 52, a crane driver.",
        [("employer", "says", "Karel Voss, 52", "employer"), ("employer", "says", "The drowned man", "Voss")],
    ),
    ("The blaze was described by the brigade as suspicious.", [("brigade", "says", "suspicious", "")]),
    ("Police identified the diver as Ove Lund.", [("Police", "says", "the diver as Ove Lund", "")]),
    # "According to", with more of who it is; somebody else in the next clause.
    (
        "She died on the way, according to Tarn Hospital, which called the boy’s state stable.",
        [("Tarn Hospital", "says", "She died on the way", "stable")],
    ),
    (
        "Crews counted six, the port said, while the owner put the number at two and divers spoke of dozens.",
        [
            ("port", "says", "Crews counted six", "two"),
            ("owner", "says", "the number at two", "dozens"),
            ("divers", "says", "dozens", "two"),
        ],
    ),
    ("The board puts the loss at nearly twice that.", [("board", "says", "the loss at nearly twice", "")]),
    # What somebody told whom, behind what they said; what goes on behind an insertion.
    (
        "The list held 90 names, harbour master Pia Ruud told state radio, but more were aboard.",
        [("harbour master Pia Ruud", "says", "The list held 90 names", "more were aboard")],
    ),
    (
        "No boat came, she added, and the crew “left us there”.",
        [("she", "says", "left us there", "")],
    ),
    ("His client had slept, Lund said outside the court.", [("Lund", "says", "His client had slept", "")]),
    # Who is spoken of in a relative clause, in a claim that is somebody's, and behind a word in between.
    (
        "The union’s claim that the gate was locked was rejected by the Labour Office, which said it stood open.",
        [
            ("union", "alleges", "the gate was locked", ""),
            ("Labour Office", "says", "it stood open", "locked"),
        ],
    ),
    (
        "The gate was locked, the union alleged – a charge Quint Locks dismissed as absurd.",
        [("union", "alleges", "The gate was locked", "absurd"), ("Quint Locks", "denies", "as absurd", "")],
    ),
    (
        "The river office, by contrast, warns of a second wave.",
        [("river office", "says", "a second wave", "")],
    ),
    (
        "An official put the blaze down to a heater.",
        [("official", "says", "the blaze down to a heater", "")],
    ),
    # What somebody thought; a pronoun does so within what is said.
    ("Student Piet Roos thought he heard a shot.", [("Student Piet Roos", "says", "he heard a shot", "")]),
    (
        "He said he ran because he thought the roof would fall.",
        [("He", "says", "he thought the roof would fall", "")],
    ),
    # Somebody who speaks within what somebody says is not whom we have it from.
    (
        "The director told the Post that a letter had warned the mine of cracks.",
        [("director", "says", "a letter had warned the mine", "Post")],
    ),
    ("The company ruled out arson.", [("company", "denies", "arson", "")]),
    # Verbs that speak only where a clause follows, or where they close or interrupt what is said.
    ("The mayor accepted that nobody had looked.", [("mayor", "says", "nobody had looked", "")]),
    ("The foreman assures that it rang twice.", [("foreman", "says", "it rang twice", "")]),
    ("They entered in May, the filing states, and stayed.", [("filing", "says", "They entered in May", "")]),
    ("The crew has added a name to its list, which grows.", []),
    ("He had complained about the brakes for weeks.", []),
    ("The ransom note, which was short, was burnt.", []),
    ("A post-mortem found no alcohol in the blood.", [("post-mortem", "says", "no alcohol", "")]),
    # What is boasted of and laid to somebody, pleaded, and not ruled out.
    ("The gang brags of having walked in.", [("gang", "alleges", "walked in", "")]),
    ("The lab attributes the break-in to a rival.", [("lab", "alleges", "the break-in to a rival", "")]),
    ("The driver pleaded not guilty to arson.", [("driver", "denies", "arson", "")]),
    ("Police won’t rule out sabotage.", [("Police", "says", "sabotage", "")]),
    # Behind a name, what a report says of it; in another part of the sentence, and by whose account.
    (
        "According to Corvo, which runs the mine, two men are lost.",
        [("Corvo", "says", "two men are lost", "runs the mine")],
    ),
    (
        "Two were burnt; according to the clinic, both are well.",
        [("clinic", "says", "both are well", "burnt")],
    ),
    ("No siren rang, by his account.", [("his", "says", "No siren rang", "")]),
    # Nobody stands behind what is done to them: blamed, confirmed in passing.
    ("Its driver, quoted by Radio Maas, blamed soldiers.", [("driver", "alleges", "soldiers", "")]),
    (
        "Nine were saved, the minister told reporters, confirming two deaths.",
        [("minister", "says", "Nine were saved", "deaths"), ("minister", "confirms", "two deaths", "")],
    ),
    ("Dornbach, our hosting firm, reports lost packets.", [("Dornbach", "says", "lost packets", "")]),
    (
        "Agnes Pruett, 66, one of nine, recalled a smell of smoke.",
        [("Agnes Pruett", "says", "a smell of smoke", "")],
    ),
    # What goes on behind an insertion: a quotation, and what had happened besides.
    (
        "“The pool is the source,” said Dr Anna Moss, the service’s doctor, “but the tower has not been ruled out.”",
        [("Dr Anna Moss", "says", "the tower has not been ruled out", "")],
    ),
    ("Five were lost, he said, and the main had been cut.", [("he", "says", "the main had been cut", "")]),
    # A category is no confirmation, and who asks not to be named is named by what they are.
    ("Mon 13 Oct: 4 laboratory-confirmed, 2 suspected.", []),
    ("An officer, asking not to be named, said all came back.", [("officer", "says", "all came back", "")]),
    (
        "A clerk, Bo Lind, puts the firm’s bill at between 3 and 4.",
        [("Bo Lind", "says", "bill at between 3", "")],
    ),
    # Told at some length at the end, said of what others only show, and inserted at the start of a relative clause.
    (
        "The lorry had failed its test in May, his widow told a coroner’s court on Friday.",
        [("widow", "says", "The lorry had failed its test", "court")],
    ),
    (
        "Most of them suggested a short circuit, said its head, Colonel Mara Voss.",
        [("Colonel Mara Voss", "says", "Most of them suggested a short circuit", "")],
    ),
    (
        "Its lawyer pointed at the club, which, he said, had hung a screen.",
        [("he", "says", "had hung a screen", "pointed at the club")],
    ),
    (
        "Two fitters blame the owners, who, they say, cut the hours.",
        [("Two fitters", "alleges", "the owners", "cut"), ("they", "says", "cut the hours", "the owners")],
    ),
    # Held responsible, claimed as their own, taken back, called invented; and "this" that is no time.
    (
        "Colonel Bo Lind, the army’s spokesman, held the Ridge Front responsible for the raid.",
        [("Colonel Bo Lind", "alleges", "Ridge Front responsible", "")],
    ),
    (
        "The front claimed an attack on “a column” but denied hitting lorries.",
        [("front", "says", "an attack on", "lorries"), ("front", "denies", "hitting lorries", "column")],
    ),
    (
        "The district office withdrew a statement that six had died, saying some were counted twice.",
        [
            ("district office", "denies", "six had died", "twice"),
            ("district office", "says", "counted twice", ""),
        ],
    ),
    ("The army called that absurd.", [("army", "denies", "", "")]),
    ("Ada Moss described reports of a ransom as “pure invention”.", [("Ada Moss", "denies", "", "")]),
    (
        "The driver was asleep, though police stressed this had not been established.",
        [("police", "says", "this had not been established", "asleep")],
    ),
    (
        "The port said inspectors had found no leaks in May.",
        [("port", "says", "inspectors had found no leaks", "")],
    ),
    ("The firm apologised, saying a valve had failed.", [("firm", "says", "a valve had failed", "")]),
    ("Our engineers suspect that a valve failed.", [("engineers", "says", "a valve failed", "")]),
    # More ways to accuse, to doubt, to count and to hold a view.
    (
        "The Ridge Council laid the blame squarely on the 4th Brigade.",
        [("Ridge Council", "alleges", "4th Brigade", "")],
    ),
    ("Police charged that a drone had guided the fire.", [("Police", "alleges", "a drone", "")]),
    ("Ilse Tamm was charged that evening.", []),
    ("The lab attributes the failure to a routing update.", [("lab", "says", "a routing update", "")]),
    (
        "Irene Kapp doubted that version, noting that the river was high.",
        [("Irene Kapp", "denies", "that version", "high"), ("Irene Kapp", "says", "the river was high", "")],
    ),
    ("Health officials in the east listed 31 killed.", [("Health officials in the east", "says", "31", "")]),
    ("By the mission’s account, four rounds landed.", [("the mission", "says", "four rounds landed", "")]),
    ("In her opinion the engine had failed.", [("her", "says", "the engine had failed", "")]),
    (
        "The decks are beyond saving, in the view of Dr Petra Lund.",
        [("Dr Petra Lund", "says", "The decks are beyond saving", "")],
    ),
    ("He was adamant that no data had leaked.", [("He", "says", "no data had leaked", "")]),
    ("Traders fear losing half of their trade.", [("Traders", "says", "losing half", "")]),
    ("Diplomats lean towards the view that they missed.", [("Diplomats", "says", "they missed", "")]),
    (
        "Terminals failed at 11.07, monitoring data from Paywatch show.",
        [("monitoring data from Paywatch", "says", "Terminals failed", "")],
    ),
    (
        "The union puts the damage to the sector as a whole at more than 3, a number that Velox considers inflated.",
        [("union", "says", "the damage", ""), ("Velox", "denies", "", "damage")],
    ),
    (
        "They were mortars, its preliminary report says, and were fired from the north.",
        [("preliminary report", "says", "were fired from the north", "")],
    ),
    (
        "Accounts of survivors suggest that it struck a bank.",
        [("Accounts of survivors", "says", "a bank", "")],
    ),
    ("She had sat on an engineer’s report.", []),
    # What is promised, owned up to, hoped, listed and brushed aside; and what only looks like speech.
    (
        "Dr. Salma Odeh, director of the hospital, confirmed 11 dead.",
        [("Dr. Salma Odeh", "confirms", "11 dead", "")],
    ),
    ("President Timur Sand declared Wednesday a day of mourning.", []),
    ("The minister declared that it was over.", [("minister", "says", "it was over", "")]),
    ("The deadliest slide, in 1998, claimed 211 lives.", []),
    ("On Monday night the committee had spoken of 29.", [("committee", "says", "29", "")]),
    (
        "Hospitals in the capital, Karsh, had admitted 38 injured, the health ministry reported.",
        [("health ministry", "says", "38 injured", "")],
    ),
    ("The army hopes to have the road open by Thursday.", [("army", "says", "the road open", "")]),
    (
        "The firm hopes to open in May, but repairs could take weeks, Mr Imber said.",
        [("firm", "says", "open in May", "weeks"), ("Mr Imber", "says", "could take weeks", "May")],
    ),
    ("The workers will be paid until August, the firm has pledged.", [("firm", "says", "will be paid", "")]),
    ("The council owned up to the breach.", [("council", "says", "the breach", "")]),
    ("Whitlow saw “no indication” of misuse.", [("Whitlow", "says", "misuse", "")]),
    (
        "Two were burned, said Chief Lora Pett, who credited a driver with getting the crew out.",
        [
            ("Chief Lora Pett", "says", "Two were burned", "driver"),
            ("Chief Lora Pett", "says", "the crew", ""),
        ],
    ),
    ("Investigators have all but excluded lightning.", [("Investigators", "denies", "lightning", "")]),
    ("Mayor Tess Oule brushed aside rumours of a closure.", [("Mayor Tess Oule", "denies", "closure", "")]),
    ("The union has long complained that sprinklers failed.", [("union", "says", "sprinklers failed", "")]),
    ("An inspection report lists nine violations.", [("inspection report", "says", "nine violations", "")]),
    (
        "The damage could run to 30 million, by the insurer’s first reckoning.",
        [("the insurer", "says", "30 million", "")],
    ),
    ("It was six days before anybody replied.", []),
    (
        "Kay Holt described rumours that a resident had tampered with a meter in the cellar as “baseless and cruel”.",
        [("Kay Holt", "denies", "", "")],
    ),
    (
        "Sheriff Dana Kehoe knocked down talk of a second death.",
        [("Sheriff Dana Kehoe", "denies", "death", "")],
    ),
    ("The crew knocked down the wall.", []),
    (
        "Several residents tell us the sea wall has gone.",
        [("Several residents", "says", "the sea wall", "us")],
    ),
    ("He discounted vandalism.", [("He", "denies", "vandalism", "")]),
    ("Farr traced the failure to an update.", [("Farr", "says", "the failure to an update", "")]),
    ("He is not under arrest, a spokesman made clear.", [("spokesman", "says", "not under arrest", "")]),
    ("The agency has informed us of 17 people.", [("agency", "says", "17 people", "")]),
    # Whose it is, and whose it is not, in the news of a day.
    (
        "Kendra Borg, 19, lives nearby and said she heard shots.",
        [("Kendra Borg", "says", "she heard shots", "lives nearby")],
    ),
    (
        "Tiffany Borg, 46, a mother of seven and guardian of two more, said the shots were close.",
        [("Tiffany Borg", "says", "the shots were close", "")],
    ),
    (
        "Borg said an older man lived there and often said hello to her.",
        [("Borg", "says", "an older man lived there and often said hello", "")],
    ),
    ("The sergeant did not return fire, but called for additional aid.", []),
    ("Several units responded to the scene.", []),
    ("The firm responded that it was sorry.", [("firm", "says", "it was sorry", "")]),
    (
        "Units came to the corner of Law Street where police said the man fired.",
        [("police", "says", "the man fired", "Law Street")],
    ),
    (
        "A woman was hurt in what village police believe is an accident.",
        [("village police", "says", "is an accident", "")],
    ),
    ("Rand suffered three wounds, said a statement from Rouse.", [("Rouse", "says", "three wounds", "")]),
    (
        "According to a report by the Dahl inspectors, it took place at night.",
        [("Dahl inspectors", "says", "it took place at night", "")],
    ),
    (
        "“It is terrible,” said one neighbour when she found out.",
        [("one neighbour", "says", "It is terrible", "found out")],
    ),
    (
        "The county office on Tuesday morning announced charges against two men.",
        [("county office", "says", "charges against two men", "")],
    ),
    (
        "Two men were identified by authorities on Monday as the victims.",
        [("authorities", "says", "Two men", ""), ("authorities", "says", "the victims", "Monday")],
    ),
    ("Police are seeking a third man, described as tall.", []),
    ("Jon Aske fled; he’s said to be armed.", []),
]
