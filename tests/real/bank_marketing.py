"""Two samples of a bank's calls: `;`, sentinels, column names with dots."""
import os

from acordo import DATA, by, check, compare, decide, expected, explained, histogram, rate, text_of
from reported import figures, united

BANK = os.path.join(DATA, "bank_marketing", "bank.csv")
MORE = os.path.join(DATA, "bank_marketing", "bank-additional.csv")
COMMON = ["age_band", "contact_band", "month", "contact", "poutcome", "job", "subscribed", "duration = 0",
          "suppressed", "pdays known", "pdays = 90", "previous = 0 and pdays known", "previous > 0 and pdays missing",
          "poutcome known and pdays missing"]
AGES = {"from_60": "60+", "from_50": "50-59", "from_40": "40-49", "from_30": "30-39", "under_30": "<30"}
CONTACTS = {"six_up": "6+", "four_five": "4-5", "three": "3", "two": "2", "one": "1"}
AS_OF = ("--as-of", "2011-01-01")
LINEAR = "an interpolated median or quantile; pNN is nearest-rank"
DISTS = [("bank", "Q3_call_duration_seconds", "*"), ("bank", "Q4_recontact", "pdays_of_recontacted"),
         ("bank", "Q7_balance", "all"), ("bank-additional", "Q3_call_duration_seconds", "*"),
         ("bank-additional", "Q4_recontact", "pdays_of_recontacted")]
NOT_COMPARED = {
    ("_about",): "what the files are, not figures",
    **{d + (q,): LINEAR for d in DISTS for q in ("median_linear", "p90_linear", "p95_linear")},
    ("*", "Q4_recontact", "cooldown_clause"): "text: the clause, which the policy states",
    ("bank", "Q5_score", "rules"): "text: the rules, which the policy states",
    ("bank", "Q5_score", "bands"): "text: the bands, which the policy states",
    ("bank", "Q6_personas_first_match", "young starter"): "the file does not define this persona",
    ("bank", "Q6_personas_first_match", "indebted"): "the file does not define this persona",
    ("bank", "Q6_personas_first_match", "affluent manager"): "the file does not define this persona",
    ("bank", "Q6_personas_first_match", "other"): "what the undefined personas leave over",
    ("bank", "Q8_rolling_kpi"): "the last thousand rows of a stream: no window by rows in the language",
}


def common(rows):
    yes = lambda r: r["subscribed"]
    count = lambda k: sum(1 for r in rows if r[k])
    word = lambda k, other="unknown": (lambda r: r[k] or other)
    return yes, count, {
        "Q1_conversion_total": rate(rows, yes),
        "Q1_by_age_band": by(rows, lambda r: AGES[r["age_band"]], yes),
        "Q1_by_month": by(rows, word("month"), yes),
        "Q1_by_contact": by(rows, word("contact"), yes),
        "Q1_by_poutcome": by(rows, word("poutcome"), yes),
        "Q1_by_job": by(rows, word("job"), yes),
        "Q2_by_number_of_contacts": by(rows, lambda r: CONTACTS[r["contact_band"]], yes),
        "zero_duration_calls": {k: sum(1 for r in rows if r["duration = 0"] and r["subscribed"] == v)
                                for k, v in (("yes", True), ("no", False))},
        "Q4_recontact": {
            "never_contacted_before": sum(1 for r in rows if not r["pdays known"]),
            "suppressed_lt90": count("suppressed"),
            "boundary_eq_90": count("pdays = 90"),
            "conversion_suppressed": rate([r for r in rows if r["suppressed"]], yes),
            "inconsistent previous=0 but pdays set": count("previous = 0 and pdays known"),
            "inconsistent previous>0 but never": count("previous > 0 and pdays missing"),
        },
    }


def counted(report):
    """The same, and distributions, as the report counts them."""
    named = lambda name, names: {names[g]: r for g, r in report.rates(name).items()}
    ends = {"yes": "yes", "no": "no"}
    suppressed = report.rate("too_soon")
    return {
        "Q1_conversion_total": report.rate("yes_by_month"),
        "Q1_by_age_band": named("yes_by_age_band", AGES),
        **{"Q1_by_" + k: report.rates("yes_by_" + k, missing="unknown") for k in ("month", "contact", "poutcome", "job")},
        "Q2_by_number_of_contacts": named("yes_by_contact_band", CONTACTS),
        "Q3_call_duration_seconds": {k: report.dist("call", k) for k in ends},
        "zero_duration_calls": {k: report.by("no_talk").get(k, 0) for k in ends},
        "Q4_recontact": {
            "never_contacted_before": report.value("first_calls"), "pdays_of_recontacted": report.dist("since"),
            "suppressed_lt90": suppressed["den"], "conversion_suppressed": suppressed, "boundary_eq_90": report.value("just_in_time"),
            "inconsistent previous=0 but pdays set": report.value("odd_days"),
            "inconsistent previous>0 but never": report.value("odd_calls"),
            "poutcome known but never": report.value("odd_outcomes"),
        },
    }


def bank_counted(report):
    persona = report.rates("yes_by_persona")
    return {
        **counted(report),
        "Q5_score": {**{k: report.value("interest_" + k) for k in ("sum", "min", "max")},
                     "bands_conversion": report.rates("yes_by_heat")},
        "Q6_personas_first_match": {"retired saver": persona["retired_saver"]},
        "Q7_balance": {"all": report.dist("balance"), "negative": report.value("overdrawn"), "zero": report.value("empty")},
    }


def run():
    rows = decide("bank.sla", [BANK], select=COMMON + ["persona", "interest", "heat", "balance < 0", "balance = 0"])
    yes, count, bank = common(rows)
    check(len(rows) == 4521, "bank: 4521 calls, got %d" % len(rows))
    bank["Q4_recontact"]["poutcome known but never"] = count("poutcome known and pdays missing")
    bank["Q5_score"] = {
        "sum": sum(r["interest"] for r in rows),
        "histogram": histogram(text_of(r["interest"]) for r in rows),
        "bands_conversion": by(rows, lambda r: r["heat"], yes),
    }
    bank["Q6_personas_first_match"] = {
        "retired saver": rate([r for r in rows if r["persona"] == "retired_saver"], yes)}
    bank["Q7_balance"] = {"negative": count("balance < 0"), "zero": count("balance = 0")}

    rows = decide("bank_additional.sla", [MORE], select=COMMON + ["weekday", "poutcome != nonexistent and pdays missing"])
    yes, count, more = common(rows)
    check(len(rows) == 4119, "bank-additional: 4119 calls, got %d" % len(rows))
    more["Q1_by_weekday"] = by(rows, lambda r: r["weekday"], yes)
    more["Q4_recontact"]["poutcome known but never"] = count("poutcome != nonexistent and pdays missing")

    bank = united("bank", bank, bank_counted(figures("bank.sla", [BANK], *AS_OF)))
    report = figures("bank_additional.sla", [MORE], *AS_OF)
    more = united("bank-additional", more, {**counted(report), "Q1_by_weekday": report.rates("yes_by_weekday")})
    compare("bank_marketing", expected("bank_marketing", "expected_dev.json"),
            {"bank": bank, "bank-additional": more}, NOT_COMPARED)
    explained("bank.sla", [BANK])
    explained("bank_additional.sla", [MORE])
