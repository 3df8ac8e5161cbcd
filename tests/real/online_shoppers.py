"""12,330 visits: score, bands, conversion."""
import os

from acordo import DATA, by, check, compare, decide, expected, explained, histogram, rate, text_of
from reported import figures, united

FILE = os.path.join(DATA, "online_shoppers", "online_shoppers_intention.csv")
FIELDS = ["engagement", "grade", "month", "visitor", "weekend", "revenue", "traffic", "special_day",
          "product_pages > 0", "page_value > 0", "exit_rate = 0.1", "bounce_rate = 0.05"]
COLUMNS = {"PageValues": "value", "ProductRelated_Duration": "seconds", "BounceRates": "bounce"}
STEPS = ("visits", "looked", "of_value", "bought_of_value", "bought")
VISITORS = ("New_Visitor", "Returning_Visitor", "Other")
NOT_COMPARED = {
    ("_about",): "what the file is, not a figure",
    ("Q2_score", "rules (decimals compared exactly, not as binary floats)"): "text: the rules, which the policy states",
    ("Q2_score", "bands"): "text: the bands, which the policy states",
    ("Q3_funnel", "stages"): "text: names of the stages",
    **{("Q4_numeric", "*", q): "a sum of values of up to nine places; a number has six" for q in ("sum", "mean")},
    **{("Q4_numeric", "*", q): "an interpolated median or quantile; pNN is nearest-rank"
       for q in ("median_linear", "p90_linear", "p95_linear")},
    ("Q5_dedup",): "the visits have no key: exact duplicate lines are not the language's matter",
}


def counted(report):
    """Figures as the report counts them."""
    steps = lambda *group: [report.value(step, *group) for step in STEPS]
    return {
        "Q1_conversion": {
            "total": report.rate("bought_by_month"),
            "by_Month": report.rates("bought_by_month"),
            "by_VisitorType": report.rates("bought_by_visitor"),
            "by_Weekend": {{"yes": "TRUE", "no": "FALSE"}[g]: r for g, r in report.rates("bought_by_weekend").items()},
        },
        "Q2_score": {
            "sum": report.value("engagement_sum"), "conversion_by_band": report.rates("bought_by_grade"),
            "boundary_counts": {"ExitRates == 0.1 (must not fire)": report.value("at_exit_limit"),
                                "BounceRates == 0.05 (must not fire)": report.value("at_bounce_limit")},
        },
        "Q3_funnel": {"all": steps(), **{v: steps(v) for v in VISITORS}},
        # Rounding keeps the order, so what is least, greatest or in the middle only loses places.
        "Q4_numeric": {c: report.dist(name, skip=("sum", "mean")) for c, name in COLUMNS.items()},
    }


def run():
    rows = decide("online_shoppers.sla", [FILE], select=FIELDS)
    check(len(rows) == 12330, "online_shoppers: 12330 visits, got %d" % len(rows))
    bought = lambda r: r["revenue"]
    funnel = lambda rs: [len(rs), sum(r["product_pages > 0"] for r in rs), sum(r["page_value > 0"] for r in rs),
                         sum(r["page_value > 0"] and r["revenue"] for r in rs), sum(r["revenue"] for r in rs)]
    got = {
        "Q1_conversion": {
            "total": rate(rows, bought),
            "by_Month": by(rows, lambda r: r["month"], bought),
            "by_VisitorType": by(rows, lambda r: r["visitor"], bought),
            "by_Weekend": by(rows, lambda r: str(r["weekend"]).upper(), bought),
            "by_TrafficType": by(rows, lambda r: "%02d" % r["traffic"], bought),
            "by_SpecialDay": by(rows, lambda r: text_of(r["special_day"]), bought),
        },
        "Q2_score": {
            "sum": sum(r["engagement"] for r in rows),
            "histogram": histogram(text_of(r["engagement"]) for r in rows),
            "conversion_by_band": by(rows, lambda r: r["grade"], bought),
            "boundary_counts": {
                "ExitRates == 0.1 (must not fire)": sum(r["exit_rate = 0.1"] for r in rows),
                "BounceRates == 0.05 (must not fire)": sum(r["bounce_rate = 0.05"] for r in rows),
            },
        },
        "Q3_funnel": {"all": funnel(rows), **{v: funnel([r for r in rows if r["visitor"] == v])
                      for v in VISITORS}},
    }
    got = united("online_shoppers", got, counted(figures("online_shoppers.sla", [FILE], "--as-of", "2020-01-01")))
    compare("online_shoppers", expected("online_shoppers"), got, NOT_COMPARED)
    explained("online_shoppers.sla", [FILE])
