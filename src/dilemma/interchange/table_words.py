"""The words of a decision table: what a head or a label stands for, in the wordings that people use.

Every list is one entry of a registry; a wording that is missing is added here and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

LabelRole = Literal[
    "option",
    "criterion",
    "person",
    "weight",
    "direction",
    "unit",
    "worst",
    "best",
    "scale",
    "pole",
    "stance",
    "future",
    "definition",
    "notes",
    "group",
    "number",
    "priority",
    "level",
    "value",
]
"""What a head over a column, or a label before a row, says of the cells beside it."""

_EMPHASIS = re.compile(r"(\*{1,3}|`{1,2}|~~|(?<!\w)_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_FOOTNOTE = re.compile(r"(?<=\w)[\u2020\u2021*]+$")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_AROUND = " .:#%-\u2191\u2b06\u25b2\u21e7\u2197\u2193\u2b07\u25bc\u21e9\u2198\ufe0f"
_WORD = re.compile(r"[^\W_]+|[\u2211\u03a3#%]")


def strip_emphasis(text: str) -> str:
    """Return a text without the marks of bold, italic and code, and without spaces around it."""
    bare = " ".join(text.split())
    while (shorter := _EMPHASIS.sub(r"\2", bare)) != bare:
        bare = shorter
    return _FOOTNOTE.sub("", bare)


def bracket_text(label: str) -> str:
    """Return what stands in the last brackets of a label, `EUR m` of `Cost (EUR m)`; else an empty text."""
    matches = _BRACKETS.findall(label)
    return matches[-1].strip() if matches else ""


def plain_label(label: str) -> str:
    """Return a label as it is compared: small letters without accents, brackets, emphasis or colon."""
    bare = _BRACKETS.sub(" ", strip_emphasis(label))
    bare = re.split(r"[:=](?=\s|$)", bare)[0]
    return " ".join(fold_text(bare).strip(_AROUND).split())


def fold_text(text: str) -> str:
    """Return a text in small letters without accents."""
    return _without_accents(text).casefold().replace("ß", "ss")


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def label_words(label: str) -> tuple[str, ...]:
    """Return the words of a plain label."""
    return tuple(_WORD.findall(plain_label(label)))


def split_words(text: str) -> frozenset[str]:
    """Return the words of a list written as one text, in the form in which labels are compared."""
    return frozenset(_without_accents(text).split())


def split_phrases(text: str) -> frozenset[str]:
    """Return the wordings of a list written as one text with bars between them."""
    return frozenset(text.split("|"))


# The last word of a head decides, and only words such as these may stand before it.
_BEFORE_ROLE = split_words(
    "decision evaluation selection assessment key main the name names title of our policy design list all "
    "sub no id quality weighted scoring course judging rating and code"
)
_ROLE_WORDS: dict[LabelRole, frozenset[str]] = {
    "option": split_words(
        "option options alternative alternatives choice choices candidate candidates solution solutions "
        "vendor vendors supplier suppliers bidder bidders bid bids proposal proposals strategy strategies "
        "policy policies approach approaches project projects plan plans variant variants product products "
        "model models modell modelle concept concepts design designs idea ideas method methods algorithm "
        "algorithms framework frameworks technology technologies platform platforms library libraries "
        "channel channels "
        "tool tools provider providers offer offers site sites location locations action actions coa "
        "alternativen optionen variante varianten alternativas opcion opciones opzione opzioni scelta "
        "alternativ alternatif opcja opcje opcao opcoes leverancier leveranciers anbieter fournisseur "
        "fournisseurs proveedor proveedores вариант варианты альтернатива альтернативы 方案 选项 選択肢 대안"
    ),
    "criterion": split_words(
        "criterion criteria factor factors attribute attributes requirement requirements consideration "
        "considerations objective objectives driver drivers aspect aspects dimension dimensions indicator "
        "indicators feature features parameter parameters metric metrics kpi goal goals kriterium kriterien "
        "critere criteres criterio criterios criteri criterium merkmal subcriterion subcriteria subfactor "
        "kryterium kryteria kriteerit kriter kriterler kriteria anforderung anforderungen exigence eis eisen "
        "критерий критерии 准则 标准 指标 評価項目 評価基準 기준"
    ),
    "person": split_words(
        "person persons people participant participants respondent respondents voter voters member members "
        "stakeholder stakeholders expert experts judge judges assessor assessors evaluator evaluators "
        "reviewer reviewers rater raters who teilnehmer"
    ),
}
_EXACT_ROLES: dict[LabelRole, frozenset[str]] = {
    "direction": split_phrases(
        "direction|type|objective|impact|polarity|goal|sense|nature|optimisation|optimization|"
        "preference|preference direction|criterion type|criteria type|type of criterion|max/min|"
        "min/max|min or max|max or min|cost/benefit|benefit/cost|better|what is better|"
        "direction of preference|optimisation direction|richtung|sens|sentido|direccion|direzione|direcao|"
        "richting|riktning|kierunek|sign|jenis|tipe|tipo|atribut|sifat"
    ),
    "unit": split_phrases("unit|units|unit of measure|unit of measurement|uom|measured in|einheit"),
    "worst": split_phrases("worst|worst level|worst case|worst value|worst score"),
    "best": split_phrases("best|best level|best case|best value|best score"),
    "scale": split_phrases("scale|range|scoring scale|score range|rating scale"),
    "pole": split_phrases("pole"),
    "stance": split_phrases("stance"),
    "future": split_phrases("future"),
    "definition": split_phrases("definition|description|beschreibung"),
    "notes": split_phrases(
        "note|notes|comment|comments|remark|remarks|reason|reasons|reasoning|rationale|justification|"
        "explanation|why|evidence|source|sources|details|argument|arguments|assumption|assumptions|"
        "commentary|observations|meaning|question|asks|measure|how measured|owner|responsible|status|"
        "link|url|reference|references|kommentar|bemerkung|begrundung|remarque|commentaire|comentario|"
        "commento|decision|recommendation|recommended|conclusion|selected|pros|cons|strengths|weaknesses|"
        "advantages|disadvantages|best for|use case|use cases|empfehlung|entscheidung"
    ),
    "group": split_phrases(
        "group|category|theme|area|class|cluster|domain|pillar|kind|section|family|heading|gruppe|"
        "kategorie|categorie|categoria"
    ),
    "number": split_phrases("nr|num|number|id|s/n|sn|ref|code|sku|item code|product code|kennung|lfd nr|"),
    "priority": split_phrases("priority|priorities|order of importance|importance rank|prioritat|priorite"),
    "level": split_phrases(
        "threshold|target|targets|cutoff|cut-off|ideal|minimum required|required|must have|benchmark|limit|"
        "limits|target value|target level|spec|specification|norm|minimum requirement|minimum standard|"
        "difference|delta|\u03b4|diff|differenz|ecart|lower limit|upper limit|zielwert|sollwert|grenzwert"
    ),
    "value": split_phrases("value|score|rating|grade|mark|points|evaluation|assessment|level"),
}
# `Justification (1 sentence)`, `Comments of the board`: whatever follows, such a head stands over remarks.
_NOTE_WORDS = split_words(
    "justification rationale notes comments remarks reasons reasoning begrundung bemerkung bemerkungen "
    "commentaire commentaires"
)
_WEIGHT_WORDS = split_words(
    "weight weights weighting weightings weightage wt wts wgt importance coefficient coefficients "
    "multiplier gewicht gewichte gewichtung poids ponderation coefficiente peso pesos pesi ponderacion gew "
    "wichtigkeit vikt vekt vaegt gewichten weging wegingsfactor gewichtungsfaktor gewichtungsfaktoren swing "
    "vægt waga wagi vaha paino bobot agırlık pond coef coeff вес веса 权重 權重 重み 가중치"
)
_BESIDE_WEIGHT = split_words(
    "relative factor factors criteria criterion percent pct normalised normalized assigned of the raw "
    "stated in points global local final initial # % w j is agreed our group category "
    "cumulative cumulated kumuliert kumulierte kumuliertes"
)


def label_role(label: str) -> LabelRole | None:
    """Return what a head or label stands for; None for a name of an option or a criterion.

    A head of several words has the role of its last word where only words such as `decision` or `key` stand
    before it: `Decision criteria` heads criteria, `Success criteria met` does not.
    """
    plain, words = plain_label(label), label_words(label)
    if is_weight_label(label):
        return "weight"
    if label.strip().casefold() in ("no.", "n.", "no:", "n°", "№"):
        return "number"  # without its point it may be the option No
    for role, wordings in _EXACT_ROLES.items():
        if plain in wordings and (plain or label.strip()):
            return role
    if words and words[0] in _NOTE_WORDS:
        return "notes"
    return corner_role(label) if words else None


def corner_role(label: str) -> LabelRole | None:
    """Return whether a head stands over options, criteria or people; None where it says neither, or two."""
    words = label_words(label)
    roles: set[LabelRole] = {
        role for role, known in _ROLE_WORDS.items() if any(word in known for word in words)
    }
    known = frozenset().union(*_ROLE_WORDS.values(), _BEFORE_ROLE)
    return roles.pop() if len(roles) == 1 and all(word in known for word in words) else None


def is_weight_label(label: str) -> bool:
    """Return whether a head or label stands for the weights of criteria, in any wording."""
    words = label_words(label)
    return plain_label(label) == "w" or (
        any(word in _WEIGHT_WORDS for word in words)
        and all(word in _WEIGHT_WORDS | _BESIDE_WEIGHT for word in words)
    )


_NO_OPTIONS = split_phrases(
    "%|relevance|relevanz|significance|bedeutung|imp|moscow|factor|faktor|percentage|percent|share|anteil|order|"
    "sd|spread|gap|change|highest|lowest|out of|available|points available|points possible|points|wert|punkte"
)


def is_no_option(label: str) -> bool:
    """Return whether a label beside options can hardly be one: it may be a weight, or compare the others."""
    words = tuple(word for word in label_words(label) if not word.isdigit())
    is_weight = words[-1:] in [(word,) for word in _WEIGHT_WORDS] or "important" in words
    return (plain_label(label) or label.strip()) in _NO_OPTIONS or is_weight


_SUMMARY_WORDS = split_words(
    "total totals subtotal subtotals sum sums overall aggregate aggregated rank ranks ranking rankings "
    "average averages avg mean median minimum min maximum max score scores result results weighted final "
    "composite ø \u2211 \u03a3 \u03c3 summe gesamt gesamtsumme gesamtpunktzahl ergebnis rang mittelwert "
    "durchschnitt gesamtwert gesamtergebnis gesamtbewertung gesamtnutzen nutzwert punktzahl "
    "somme moyenne totale totaal suma promedio media somma wsm saw winner std stdev summa soma celkem tally "
    "zwischensumme punktesumme punktzahlen итого сумма 合计 合計 总分 總分 总计 합계 총점"
)
_BESIDE_SUMMARY = split_words(
    "the of all points point pts value values rating grade mark percentage percent pct possible share out "
    "index normalised normalized raw unweighted simple arithmetic grand criteria scale weight weights per "
    "option options place position in and by % # adjusted product products maximal attainable calculated "
    "computed check mcda saw sumproduct standard deviation geometric punkte gewichtet gewichtete gewichteter "
    "pondere ponderee ponderada ponderado ponderata note general generale net wert werte"
)


_AVERAGES = split_words("average mean median benchmark durchschnitt mittelwert moyenne promedio media")
_SUMMARY_PHRASES = split_phrases(
    "of best|of the best|of winner|difference to best|gap to best|gap to winner|abstand zum besten|"
    "percentage|percent|points total|verdict|final points|utility|outcome|bottom line|sous total|i alt"
)
_SUBTOTALS = frozenset(
    (word,) for word in split_words("subtotal subtotals zwischensumme subtotaal subtotale")
)
# `Totaalscore`, `Gesamtpunkte`: what remains must be a word of a summary too, unlike in `Gesamtkosten`.
_COMPOUND = re.compile(r"^(?:totaal|total|gesamt|summen?)(?=[^\W\d_]{4})")


def names_benchmark(label: str) -> bool:
    """Return whether a label names an average of others than the options, such as `Industry average`."""
    words = label_words(label)
    return len(words) > 1 and words[-1] in _AVERAGES and not is_summary_label(label)


def is_subtotal_label(label: str) -> bool:
    """Return whether a label names the total of a part."""
    return plain_label(label) == "sous total" or label_words(label)[:1] in _SUBTOTALS


def is_summary_label(label: str) -> bool:
    """Return whether a head or label sums the others up: a total, a mean, a rank, a weighted score.

    Every word must be one of a summary: `Total cost` is a criterion, `Total withdrawal` an option.
    """
    words = label_words(label)
    if plain_label(label) in _SUMMARY_PHRASES:
        return True
    if is_subtotal_label(label):
        return True  # of whatever group
    bare = [_COMPOUND.sub("", word) or word for word in words]
    is_compound = bare != list(words)
    return (is_compound or any(word in _SUMMARY_WORDS for word in words)) and all(
        {word, rest} & (_SUMMARY_WORDS | _BESIDE_SUMMARY) or word.isdigit()
        for word, rest in zip(words, bare, strict=True)
    )
