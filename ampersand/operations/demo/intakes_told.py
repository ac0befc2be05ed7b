"""What people of Linden House told when they came in: by hand for Ana, Ben and their family, a hat for the rest."""

# ruff: noqa: E501 - what somebody says is broken where the words end

from collections.abc import Mapping

from ampersand.operations.demo import people as who

type Words = Mapping[str, str]

ANA: Words = {
    "now": "In April we sat in the car outside my sister’s for twenty minutes, and neither of us said a word. I thought: "
    "so this is what it is like now.",
    "hard": "Who does what at home. I say something, Ben goes quiet, I get louder. Afterwards I am ashamed, and he is at "
    "the door with his coat on.",
    "before": "The summer we painted the boat. We sang, badly. Chloé was five and held the brush.",
    "tried": "A book about talking; we did the first chapter. And once a week of not talking, which was worse.",
    "better": "That he says how long he will be gone when he goes. That I can ask for something without hearing my mother.",
    "own_part": "Say it once, and early, and not at eleven at night.",
    "worry": "That you will like him better. Everyone does.",
    "sure": "8",
    "helped": "Alone, six years ago, after my father died. She never hurried me. That was good.",
    "health": "I sleep badly since the winter. The doctor knows.",
    "medicine": "Something for my thyroid, in the morning.",
    "past": "My father’s death, a little. And that at home nobody ever said sorry.",
    "family": "Ben, Chloé, who is fifteen and sees everything, and my sister Lena two streets on. Ben’s mother rings on "
    "Sundays.",
    "practical": "Mornings, while Chloé is at school.",
}
ANA_FIRST: Words = {"sure": "6", "better": "Fewer Sundays like the last ones."}  # changed after some weeks
BEN: Words = {
    "now": "Ana asked. I would have waited. But I do not want Chloé to learn that this is how two people are.",
    "hard": "I never know when it begins. When it does, I want to be anywhere else, so I go round the block. I know that "
    "it hurts her. Staying hurts, too.",
    "before": "Sundays, cooking with the radio on. She laughs with her whole face.",
    "tried": "Walking. It helps me. It does not help us.",
    "better": "That we have a row and it is over the same evening.",
    "own_part": "Come back sooner. Say when.",
    "worry": "That I will be told what I do wrong, for an hour and a quarter.",
    "sure": "7",
    "helped": "Never. My brother went once and said it was like paying for a friend.",
    "health": "Nothing much. My back.",
    "past": "My father and I did not speak for the last three years. It is all right now.",
    "family": "Ana and Chloé. My mother in Porto, on the phone every Sunday.",
    "practical": "I am in Lisbon for work every second week, so by video then.",
}
FAMILY: Mapping[str, Words] = {
    who.ANA.email: {
        "now": "Chloé stopped eating with us in August.",
        "home": "The evenings. Three doors, all shut.",
        "before": "In the boat. When the power was out and we played cards by a candle.",
        "pull": "4",
        "better": "One meal in the week that nobody leaves early.",
        "each": "Chloé needs to be asked less. Ben needs to be told more. I need somebody to sit down.",
        "family": "The three of us, Lena, and Ben’s mother in Porto. My father died six years ago.",
        "changes": "The new school. Ben’s work in Lisbon.",
    },
    who.BEN.email: {
        "now": "A teacher rang. She was kind, and worried.",
        "home": "I come home after a week, and they have rules I do not know.",
        "before": "On the water, every time.",
        "pull": "5",
        "better": "That Chloé shows me what she is drawing.",
        "own_part": "Put the telephone away at the table.",
    },
    who.CHLOE.email: {
        "now": "They think it is about me.",
        "home": "When they are nice to each other on purpose.",
        "before": "Cards. The candle one.",
        "pull": "5",
        "better": "I could have people over.",
    },
}
SHOWN: Mapping[tuple[str, str], frozenset[str]] = {
    ("ana-and-ben", who.ANA.email): frozenset({"before"}),
    ("ana-and-ben", who.BEN.email): frozenset({"before", "better"}),
    ("larkspoon", who.CHLOE.email): frozenset({"before"}),
}
TOLD: Mapping[tuple[str, str], Words] = {
    ("ana-and-ben", who.ANA.email): ANA,
    ("ana-and-ben", who.BEN.email): BEN,
    **{("larkspoon", email): words for email, words in FAMILY.items()},
}
ASKED = "You wrote “it is all right now” about your father. If you like, a line more. If not, leave it as it is."

# Out of a hat, for everyone else: some of each, never all.
HAT: Mapping[str, tuple[str, ...]] = {
    "now": (
        "It has been building for a year. Last month I said it out loud.", "A friend asked how we were, and I cried.",
        "We moved, and nothing fits any more.", "I could not get up on a Tuesday.",
    ),
    "hard": ("Money, mostly.", "The children, and whose turn it is.", "We do not row. We do not talk either.", "Closeness."),
    "before": ("Travelling.", "The first flat, with one chair.", "When we laugh about the same thing."),
    "tried": ("A weekend away. It held until Tuesday.", "Lists.", "Waiting.", "Talking to my sister."),
    "day": ("Mornings are heavy. By evening it is lighter.", "I put things off and then feel worse.", "I keep busy."),
    "better": ("That I look forward to coming home.", "Sleep.", "One good talk a week.", "That small things stay small."),
    "own_part": ("Listen to the end.", "Ask, and not guess.", "Say thank you."),
    "worry": ("Saying something that cannot be unsaid.", "Nothing, really.", "That it takes long."),
    "strengths": ("I am stubborn.", "My garden.", "Friends who ring."),
    "sure": ("6", "7", "8", "9", "5"),
    "in_the_way": ("4", "5", "6", "7"),
    "trust": ("3", "4", "5", "6"),
    "pull": ("3", "4", "5", "6"),
    "home": ("Getting out of the house in the morning.", "Everyone has an opinion.", "It is so quiet."),
    "each": ("Time, one at a time.", "To be asked."),
    "changes": ("A new school.", "My mother moved in.", "We lost the shop."),
    "helped": ("Once, years ago. It was good to be believed.", "No.", "Five meetings, then the money ran out."),
    "health": ("Migraine, now and then.", "Nothing.", "I sleep too little."),
    "medicine": ("None.", "For blood pressure."),
    "substances": ("No.", "More wine than I like, on weekdays."),
    "past": ("My parents’ divorce.", "I would rather tell it."),
    "family": ("The two of us and a dog.", "Two children, eight and eleven.", "My mother, who lives near."),
    "practical": ("Evenings.", "I hear badly on the left.", "By video, if it rains."),
}  # fmt: skip
