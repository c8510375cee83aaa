"""Which way is better: the codes people write for it, and the titles that name a burden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dilemma.interchange.table_words import (
    bracket_text,
    fold_text,
    label_words,
    plain_label,
    split_phrases,
    split_words,
    strip_emphasis,
)
from dilemma.interchange.typed_numbers import is_praise, read_legend

if TYPE_CHECKING:
    from collections.abc import Sequence

_HIGHER = split_phrases(
    "higher|high|highest|more|"
    "max|maximise|maximize|maximum|maximisation|maximization|benefit|benefits|beneficial|gain|"
    "profit|+|++|1|+1|increasing|increase|increases|up|upward|↑|⬆|▲|⇧|↗|pos|positive|ascending|asc|"
    "larger|bigger|greater|maximal|desirable|positive|htb|hoch|maximieren|"
    "maximiser|maximizar|mehr|mayor|maior|maggiore|a maximiser"
)
_LOWER = split_phrases(
    "lower|low|lowest|less|"
    "fewer|min|minimise|minimize|minimum|minimisation|minimization|cost|costs|"
    "non-beneficial|nonbeneficial|non beneficial|loss|burden|-|--|-1|−|−1|–|decreasing|decrease|"
    "decreases|down|downward|↓|⬇|▼|⇩|↘|neg|negative|descending|desc|smaller|undesirable|stb|"
    "minimal|niedrig|weniger|menor|minore|menos|moins|a minimiser|minimieren|minimiser|minimizar"
)
_ARROWS = re.compile("[\u2191\u2b06\u25b2\u21e7\u2197\u2193\u2b07\u25bc\u21e9\u2198]")
_ARROW_BRACKETS = re.compile(rf"[(\[][^()\[\]]*{_ARROWS.pattern}[^()\[\]]*[)\]]")
_BLAME = re.compile(r"\b(?:worse|worst|bad|poor|riskier|costlier)\b", re.IGNORECASE)
# `(min)` after a head may be minutes; only the longer words say which way is better.
_UNIT_LIKE = frozenset(["min", "max", "high", "low", "1", "cost", "gain", "loss", "minimum", "maximum"])

# `(higher is cheaper and safer)`, `- lower is better`, `(niedriger ist besser)`: what more or less leads to.
_RISING = (
    "higher high more larger bigger greater hoher hoch mehr grosser mayor mas maior mais maggiore piu "
    "hoger meer hogre hojere"
)
_COMPARISON = re.compile(
    rf"(?:^|[-\u2013\u2014:;,(\[*]|\bthe|\bje)\s*(?:plus\s+)?(?P<more>{_RISING.replace(' ', '|')}|eleve|haut|"
    "grand|lower|low|less|fewer|smaller|niedriger|weniger|kleiner|geringer|moins|bas|petit|faible|menor|menos|minore|"
    "meno|lager|minder|lagre|lavere)"
    r"\s*(?:,|=|:|est|is|are|means|ist|sind|est|es|e|er|ar|the|desto|umso|c'est|je|bajo|alto|\s)*\s*"
    r"(?P<sense>better|worse|bad|good|best|cheaper|safer|faster|easier|stronger|besser|gut|schlechter|mieux|pire|mejor|"
    r"peor|melhor|meglio|peggio|beter|battre|bedre)\b"
)
_WORSE = frozenset(["worse", "bad", "schlechter", "pire", "peor", "peggio"])
_TURNED = re.compile(r"[-\u2013:;,(\[]\s*(?:inverted|reversed?|inverse|invers|inverso|umgekehrt)\b")

Direction = Literal["higher", "lower"]


def read_direction(code: str) -> Direction | None:
    """Return the direction that a word, sign or arrow stands for; None for any other text."""
    word = " ".join(fold_text(strip_emphasis(code).replace("\ufe0f", "")).split())
    words = set(re.findall(r"[^\W\d_]+", word)) - {"is", "are", "the"}
    if "better" in words and len(words) == 2:  # `the lower the better`, `larger-the-better`
        word = words.difference(("better",)).pop()
    if word in _HIGHER:
        return "higher"
    return "lower" if word in _LOWER else None


_SIZES = frozenset(["high", "low", "highest", "lowest", "more", "less", "up", "down", "large", "small"])
_VAGUE = frozenset(["type", "impact", "nature", "preference", "objective", "goal"])


def read_direction_codes(label: str, texts: Sequence[str]) -> list[Direction] | None:
    """Return the directions in a line named `label`; None where not every text of it is one.

    Under a vague name such as Impact, `high` is the size of something and no direction.
    """
    codes = [read_direction(text) for text in texts]
    if plain_label(label) in _VAGUE and any(text.strip().casefold() in _SIZES for text in texts):
        return None
    known = [code for code in codes if code is not None]
    return known if known and len(known) == len(codes) else None


def direction_in_head(head: str) -> Direction | None:
    """Return the direction that a head bears itself, as in `Cost (lower is better)` or `Cost \u2193`."""
    arrow = _ARROWS.search(head)
    inside = bracket_text(head)
    if arrow:
        direction = read_direction(arrow[0])
        # `(↑ = worse)` says what the arrow leads to.
        is_blamed = arrow[0] in inside and _BLAME.search(inside) is not None
        return direction if not is_blamed else "lower" if direction == "higher" else "higher"
    phrase = _COMPARISON.search(fold_text(head))
    if phrase:
        rises = phrase["more"] in (*_RISING.split(), "eleve", "haut", "grand")
        return "higher" if rises is (phrase["sense"] not in _WORSE) else "lower"
    if not inside or inside.casefold() in _UNIT_LIKE:
        return None
    return read_direction(inside) or read_legend([inside]).direction or _graded_end(inside)


def _graded_end(text: str) -> Direction | None:
    """Return the direction that one end of a scale tells, as in `1 = best`; the lower lies at 1 or below."""
    match = re.fullmatch(r"(?P<number>\d{1,3})\s*(?:=|is|ist|:)\s*(?P<word>[^\W\d_][\w\s]*)", fold_text(text))
    if match is None or is_praise(match["word"]) is None:
        return None
    return "lower" if is_praise(match["word"]) is (int(match["number"]) <= 1) else "higher"


def without_direction(head: str) -> str:
    """Return a head without the direction that it bears, `Cost` for `Cost (lower is better)`."""
    if direction_in_head(head) is None:
        return head
    bare = _ARROW_BRACKETS.sub(" ", head)
    bare = " ".join(_ARROWS.sub(" ", bare).replace("\ufe0f", "").split())
    inside = bracket_text(bare)
    if inside and read_direction(inside) is not None:
        bare = " ".join(re.sub(rf"[(\[{{]\s*{re.escape(inside)}\s*[)\]}}]", " ", bare).split())
    return bare or head


_BURDENS = split_words(
    "cost costs price prices expense expenses expenditure spend spending outlay outlays fee fees tax taxes "
    "charge charges rent capex opex tco investment budget risk risks riskiness danger dangers hazard "
    "hazards threat threats vulnerability vulnerabilities exposure uncertainty delay delays lateness "
    "latency lag waiting error errors bug bugs defect defects fault faults failure failures downtime outage "
    "outages loss losses damage damages harm harms casualty casualties death deaths fatality fatalities "
    "mortality injury injuries accident accidents crime crimes violation violations emission emissions co2 "
    "carbon ghg pollution pollutants waste noise footprint consumption depletion debt deficit burden "
    "burdens complexity difficulty effort efforts duration distance disruption disruptions dependency "
    "dependencies dependence lock conflict conflicts backlash penalty penalties liability liabilities "
    "obstacle obstacles overhead overheads churn unemployment inflation poverty inequality corruption "
    "toxicity pain congestion fraud attrition displacement escalation retaliation instability volatility "
    "friction fatigue stress hardship disadvantage disadvantages drawback drawbacks cons downside downsides "
    "weakness weaknesses rework backlog leakage inconvenience maintenance runtime turnaround time times "
    "scrap dropout dropouts queue queues hassle bureaucracy paperwork absenteeism interruption interruptions "
    "breakage breakdown breakdowns erosion contamination spill spills leak leaks smell odour odor glare dust "
    "vibration corrosion refunds opposition controversy hostility tension tensions unrest suffering hunger "
    "illness disease infection infections sickness morbidity nausea adverse "
    "lockin mae mape rmse mse rmsd wer cpc cpa cac tco lcoe mttr complaints incidents vulnerable "
    "kosten preis risiko risiken aufwand dauer verzogerung fehler "
    "cout couts prix risque risques delai delais duree coste costes costo costos costi precio precios "
    "riesgo riesgos retraso plazo prezzo prezzi rischio rischi ritardo prijs pris custo custos preco "
    "risco riscos prazo koszt koszty ryzyko cena hinta kustannus kustannukset riski biaya harga risiken "
    "fehlerquote gebuhr gebuhren miete aufwande larm ausfalle maliyet fiyat стоимость затраты цена риск "
    "риски 成本 价格 價格 风险 風險 コスト 価格 リスク 비용 가격 위험 zeit temps tiempo "
    "rank ranks ranking rankings rang commute commuting mileage odometer age interest apr mortgage loan "
    "payment payments subscription premium premiums headcount setup steps clicks readmissions wait "
    "drawdown slippage gwp recalls cves scarring invasiveness relapse relapses depreciation repairs upkeep "
    "allergies allergens calories sugar salt overshoot perplexity misses overtime detour layovers stopovers "
    "crowding mould mold radon vacancy vacancies illiteracy weight payback defaults "
    "entfernung entfernungen larmpegel schadstoffe ausfallrate fehlerrate reklamationen zinsen zinssatz "
    "schulden steuer steuern provision abfall mull komplexitat abhangigkeit abhangigkeiten nachteile gewicht "
    "sicherheitslucken nebenwirkungen sterblichkeit unfalle burokratie beschwerden storungen mangel anreise "
    "loyer loyers bruit panne pannes consommation frais impots dette complexite pertes poids eloignement "
    "dechets nuisances depense depenses alquiler distancia ruido consumo impuestos deuda complejidad "
    "emisiones residuos averias comision gasto gastos peso affitto distanza rumore tempo tasse debito "
    "complessita emissioni rifiuti spesa spese kostnad kostnader hyra avstånd buller forbrukning förbrukning "
    "skatt vikt väntetid leveranstid ledtid støj stoj leie husleje huur afstand geluid verbruik schuld "
    "risico uitstoot czynsz odległość hałas czas zużycie emisja waga vuokra etäisyys melu kulutus päästöt "
    "paino költség kockázat távolság mesafe gürültü gider расстояние шум расход расходы вес náklady riziko "
    "hluk aluguel aluguer emissoes despesa despesas divida 距离 距離 噪音 騒音 費用 费用 거리 소음"
)
# `Mietkosten`, `Wartungsaufwand`, `Underhållskostnad`: the last part of a compound decides.
_COMPOUND = re.compile(
    r"[^\W\d_]{2,}(?:kosten|aufwand|risik(?:o|en)|preise?|zeit(?:en)?|dauer|gebuhr(?:en)?|fehler|ausfalle?|"
    r"verbrauch|verluste?|komplexitat|abhangigkeit|belastung|emissionen|kostnad(?:er)?|omkostning(?:er)?|"
    r"u[dt]gifter|risk|tijd|prijs|risico|bedarf|mieten?|steuern?|larm|anfalligkeit|entfernung|verspatung(?:en)?)"
)
_LASTING = re.compile(r"(?:lebens|nutzungs|halt|betriebs|lauf|akkulauf|frei|echt|hoch|mahl)(?:zeit|dauer)")
# `Water use`, `Memory usage`: of what costs something less is wanted; of `Use` alone nobody knows.
_RESOURCES = split_words(
    "water land energy power fuel electricity memory cpu gpu ram disk bandwidth resource resources material "
    "materials token tokens battery"
)
_USES = split_words("use usage demand intensity requirement requirements")
_SIZED = split_words("bundle binary package image download installer artifact payload")
# Nouns after a burden that turn it into a gain: cost control, risk reduction, error handling.
_RELIEFS = split_words(
    "control reduction reductions saving savings saved avoidance avoided mitigation management "
    "effectiveness effective efficiency efficient recovery relief resilience tolerance protection "
    "prevention containment handling correction detection stability predictability certainty transparency "
    "sharing competitiveness competitive affordability elimination absence cut cuts decrease decreases "
    "removal security safety insulation awareness freedom free sustainability insurance assurance "
    "discipline attractiveness performance compliance robustness preparedness readiness ease simplicity "
    "independence diversification revenue income yield base capture storage recycling resolution deterrence "
    "benefit benefits proofing abatement forgiveness limitation optimisation optimization advantage "
    "flexibility value zone series horizon fit leistung leistungsverhaltnis"
)
# Words before a burden that turn it into a gain: low cost, reduced risk, avoids delay.
_MILD = split_words(
    "low lower lowest minimal reduced limited avoided saved acceptable affordable no non zero less fewer "
    "decreased decreasing cheap competitive predictable stable manageable reasonable small short shorter "
    "reduce reduces reducing avoid avoids avoiding minimise minimises minimize minimizes minimising "
    "minimizing cut cuts cutting limit limits limiting lowers lowering prevent prevents preventing contain "
    "contains containing control controls controlling save saves saving mitigate mitigates mitigating "
    "shorten shortens against real full spare free without anti easy easing ease freedom meets "
    "gering geringe geringer geringere niedrig niedrige niedriger niedrigere kurze kurzer wenig weniger "
    "faible faibles bas basse bajo baja bajos baixo baixa basso bassa lage laag korte lag"
)
_PLAIN_BURDENS = split_words(
    "cost costs price prices risk risks expense expenses fee fees emissions kosten preis risiko cout prix "
    "risque coste costo"
)


def is_plain_burden(title: str) -> bool:
    """Return whether a title can hardly name an option: its noun is a cost, a price, a risk or the like."""
    words = label_words(title)
    return bool(words) and (words[-1] in _PLAIN_BURDENS or _is_compound(words[-1])) and names_burden(title)


def _is_compound(word: str) -> bool:
    return _COMPOUND.fullmatch(word) is not None and _LASTING.fullmatch(word) is None


_PHRASES = split_phrases(
    "environmental impact|side effects|side effect|learning curve|steepness of learning curve|"
    "false positives|false negatives|false positive rate|false negative rate|fpr|fnr|staff turnover|"
    "length of stay|hospital stay|days late|open issues|lines of code|cognitive load|mental load|power draw|"
    "land take|staff needed|breaking changes|effets secondaires"
)
_RANKS = split_words("rank ranks ranking rankings rang schulnote schulnoten")
_BYTES = split_words("kb mb gb kib mib gib byte bytes")
_PREPOSITIONS = split_words("of for to in on from with per by at until before after against through over")


def names_burden(title: str) -> bool:
    """Return whether a title names something of which people want less, as far as its words tell.

    The noun before the first preposition decides: `Security risk` is a burden, `Risk control` and `Low cost`
    are not. A burden beside a neutral word, as in `Cost impact`, counts as one: asking costs a line, and a
    burden taken for a gain turns the answer round.
    """
    if _TURNED.search(fold_text(title)) or _RANKS & {*label_words(bracket_text(title))}:
        return True  # of `Comfort (inverse)` and `Comfort (rank)` nobody else knows either
    words = tuple("kosten" if _is_compound(word) else word for word in label_words(title))
    if not any(word in _BURDENS for word in words):
        # Of a program or a model; of a disk people write capacity or storage.
        is_size = "size" in words and {*label_words(bracket_text(title)), *words} & (_BYTES | _SIZED)
        is_use = len(words) > 1 and words[-1] in _USES and words[-2] in _RESOURCES and words[0] not in _MILD
        return bool(is_size) or is_use or plain_label(title) in _PHRASES
    end = next((index for index, word in enumerate(words) if index and word in _PREPOSITIONS), len(words))
    phrase, noun = words[:end], words[end - 1]
    if words[0] in _MILD and words[0] not in _BURDENS:
        return False
    if noun in _BURDENS:
        return not any(word in _MILD for word in phrase[:-1])
    if noun in _RELIEFS:
        return False
    # A gain named first stays one: `Ease of maintenance` has its burden behind the preposition.
    pairs = zip(words, (*words[1:], ""), strict=True)
    return not all(following in _RELIEFS for word, following in pairs if word in _BURDENS)
