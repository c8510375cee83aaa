"""The meaning of each error code and how to mend the fault, for the page on errors."""

from __future__ import annotations

from typing import Final

# In the order a file is read: its text, its shape, what it names, what it means, and what deserves a look.
EXPLANATIONS: Final[dict[str, str]] = {
    # text
    "empty-file": "The file says nothing, or nothing but comments. Write `key: value` lines.",
    "too-large": "A file may have 1 MiB. Split it, or move sources to files of their own.",
    "not-utf8": "The bytes of the file are not text in UTF-8. Save it again with that encoding.",
    "yaml-syntax": (
        "YAML cannot be read from the place shown on. Most often a quote or bracket is not closed, or text "
        "with `: ` inside needs quotes."
    ),
    "tab-indentation": "YAML shows what belongs to what by spaces. Replace the tab by spaces.",
    "not-a-mapping": "A file is one mapping of keys to values, not a list or a single value.",
    "second-document": "A line `---` begins a second document. Move it to a file of its own.",
    "too-deep": (
        "Lists and mappings stand too deep in one another. No part of the language needs it; flatten them."
    ),
    "too-many-nodes": "The file holds more keys and values than any decision needs. Split it.",
    "duplicate-key": "A key stands twice in one mapping, and one of the two would be lost. Keep one.",
    "complex-key": "A key is a list or mapping. Keys are text; quote a key that begins with a bracket.",
    "merge-key": "`<<` would copy keys from elsewhere. Write the keys themselves, or use a framework.",
    "alias": (
        "`*name` would repeat a value from elsewhere. Write the value, or quote text that begins with `*`."
    ),
    "anchor": "`&name` would name a value for repeating it. Remove it, or quote text that begins with `&`.",
    "tag": "`!name` would change what a value means. Remove it, or quote text that begins with `!`.",
    "not-finite": "A number is infinite, no number, or too large to compute with. Write a finite one.",
    "control-character": "The text holds a character that does not print. Delete it.",
    "invisible-character": (
        "A key, or the space beside a colon, holds a character that does not show, often pasted in from a "
        "web page or a word processor. Delete it and type it again."
    ),
    # shape
    "wrong-kind": "`file:` names no kind of file, or another kind than is wanted here.",
    "unknown-key": (
        "The key is not part of the language at this place. It may be mistyped or stand a level too high or"
        " too low."
    ),
    "missing-key": "Something required is not there. Add the key.",
    "wrong-type": (
        "A value is of another sort than the key takes, such as text for a number. Text that looks like a "
        "number needs quotes."
    ),
    "not-a-choice": "The key takes one of a few words, and this is none of them.",
    "out-of-range": "A number is below or above what the key takes.",
    "wrong-length": "A list has too few or too many entries for what it describes.",
    "wrong-order": "The numbers of a range do not rise from low, by most likely, to high.",
    "too-few": (
        "There is nothing to decide between: a scenario needs two options and one criterion, and a portfolio "
        "two scenarios, without which `portfolio` refuses the file and scenarios may still use it."
    ),
    "too-many": (
        "A scenario may have 100 options, 500 criteria, 100 futures and 5,000 rows of scores: more than "
        "people can judge, and as much as can be worked out while they wait."
    ),
    "too-long": "A text has more than 20,000 characters, a title more than 300, or an id more than 100.",
    "empty-text": "A text is empty. Write it, or leave the key out.",
    "bad-id": "An id holds a space or a sign. Use letters, digits, `_` and `-`; the title may say anything.",
    "reserved-id": (
        "The id is a word of the language, so that a row of scores could not be read. Choose another."
    ),
    "bad-date": (
        "A date is not in the calendar or not written as `2024-11-24`, `2024-11`, `2024` or `2025/2026`; "
        "some keys take a day only."
    ),
    # names
    "unknown-framework": "No file in `frameworks/` has the name after `framework:`.",
    "unknown-sources": "No file in `sources/` has a name listed under `sources:`.",
    "unknown-source": (
        "`from:` cites an id that no sources file of the scenario holds. Add the source, or cite `AJ` for "
        "analyst judgement."
    ),
    "unknown-profile": "No file in `profiles/` has this name.",
    "unknown-scenario": (
        "No scenario has this name, or it is not part of the portfolio. In a profile it is only a warning: "
        "its weights for that scenario are never used."
    ),
    "variant-of-itself": "`variant_of` names the scenario's own file. Name the one it was made from.",
    "unknown-signpost": "The scenario has no signpost of this id, so what was seen changes nothing.",
    "seen-and-not-seen": (
        "One signpost was seen and was not seen on the same day. Keep one entry, or give the later one its "
        "own date."
    ),
    "unknown-option": "The id is not one of the options of the scenario.",
    "unknown-criterion": (
        "The id is not a criterion that is scored. A group of criteria is not; name those in it."
    ),
    "unknown-future": "The id is not one of the futures of the scenario.",
    "after-itself": "By its own `after`, or by those of others, a future is asked after itself. Remove one.",
    "unknown-word": (
        "A chance in words is not in the lexicon of the file, which is ICD 203 unless `lexicon: phia` is set."
    ),
    # meaning
    "missing-stance": (
        "With a framework, each option takes one of the four stances. Use one as its id, or state it with "
        "`stance:`."
    ),
    "repeated-criterion": (
        "Two criteria or groups have the same id, so that weights and scores could mean either."
    ),
    "scored-group": "A group of criteria is not scored, so it has no scale, floor or ends of its own.",
    "screen-without-floor": (
        "`screen: true` excludes the options below the floor of a criterion, and this one has no floor."
    ),
    "flat-scale": "A scale has the same number at both ends and can tell no options apart.",
    "value-ends": "A value function must lead from the worst level with value 0 to the best with value 100.",
    "value-order": (
        "The points of a value function must go from worst to best, and its values must never fall."
    ),
    "missing-weight": (
        "Weights or a ranking must name every criterion that is scored. Give 0 to one that does not matter."
    ),
    "joined-twice": (
        "A portfolio names a scenario twice. An issue is decided once, so name it once; `portfolio` refuses "
        "the file, which may still serve as a framework."
    ),
    "ranked-twice": "A ranking names a criterion twice. Keep the place that is meant.",
    "no-weight": "All weights are 0, so no option could be better than another.",
    "missing-score": (
        "Each option needs a score on each criterion, either one for all futures or one for each."
    ),
    "outside-scale": "A score lies outside 0 to 100, or outside the criterion's own scale.",
    "outside-chance": "A chance lies between 0 and 1, its whole range too. Write 0.6 for 60%.",
    "mixed-chances": (
        "Some futures state a `chance` of what is left, others a `probability` of their own. Use one of the"
        " two throughout."
    ),
    "missing-chance": (
        "A future states no chance or probability while others do. Only the last of a chain of chances goes"
        " without."
    ),
    "last-chance": (
        "The last future of a chain takes what the others leave. Remove its chance, or add a future."
    ),
    "probabilities-sum": "Futures with a `probability` of their own must sum to 1 at their central values.",
    "idle-shift": "An option shifts the log-odds of a future that is not asked with a `chance`.",
    "leverage-sum": "The leverages of the coalition's members are parts of a whole and must sum to 1.",
    "missing-likelihood": (
        "A signpost must say how likely it is under every future, or seeing it says nothing definite."
    ),
    "settles-elsewhere": (
        "What settles a future cannot happen under another. Give it likelihood 0 there, or remove `settles`."
    ),
    "settles-never": "A signpost settles a future under which it never happens. Raise its likelihood there.",
    "moves-share": (
        "Only a signpost of kind `capacity` moves the share of partners, and only in a scenario with a "
        "`coalition`; the others bear on futures or are just shown."
    ),
    "term-over": "The term ends before the evidence stops, so waiting it out is not a choice any more.",
    # worth a look
    "yaml-1.1": (
        "The value means what it says here, but other tools may read it differently. Quote it, or write it "
        "in the way shown."
    ),
    "placeholder": (
        "A row of scores only holds its cells open, as `dilemma new` leaves them. Until each is a judgement "
        "there is no verdict, and `dilemma report` writes a draft alone."
    ),
    "no-why": "A row of scores gives no reason. A reviewer can only contest what is explained.",
    "no-source": "A row of scores cites nothing. Cite a source, or `AJ` for analyst judgement.",
    "equal-weights": (
        "Without weights all criteria count the same, which is a judgement too. Profiles weigh scenarios by "
        "name: a copy of one under another name keeps their weights if it says `variant_of:`."
    ),
    "equal-chances": (
        "Without chances all futures count the same. Rules that need no probabilities do not mind."
    ),
    "equal-titles": (
        "Two options, criteria or futures have the same title, as a reader sees it: without what an option's "
        "title adds in brackets, and whatever its capitals. Nobody could tell them apart in a report."
    ),
    "flat-criterion": "All options score the same on a criterion, so it cannot change the choice.",
    "dominated-option": "Another option scores at least as high on every criterion in every future.",
    "never-wins": "Another option's worst scores are higher than this option's best, everywhere.",
    "unreachable-future": "A future has probability 0 over the whole of the stated ranges.",
    "uninformative-signpost": "A signpost is as likely under every future, so seeing it says nothing.",
    "idle-group": (
        "A dependence is stated for a group that has not two signposts of kind `conduct` or `succession`. "
        "Correct the name of the group, or remove the entry."
    ),
    "conduct-moves-succession": (
        "What a government does in office should not tell who governs next: a conduct signpost's likelihood"
        " under the successor's future should be the mix of the later futures'."
    ),
    "past-deadline": "A deadline is over before the evidence stops. Remove it, or correct the date.",
    "stale-weights": (
        "Weights compare swings from worst to best. What they were given against has changed since: a scale, "
        "an option or a future. Walk through the scenario again, or confirm them and renew `elicited`."
    ),
    "idle-assumption": (
        "An assumption changes no score when it is wrong, so it is not one the choice rests on."
    ),
}
