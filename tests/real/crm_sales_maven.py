"""8,800 opportunities and three tables that they look up by key."""
import os

from acordo import DATA, by, check, compare, decide, expected, explained, histogram, rate, text_of
from reported import figures, united

ROOT = os.path.join(DATA, "crm_sales_maven")
INPUTS = [os.path.join(ROOT, "sales_pipeline.csv")] + ["%s=%s" % (name, os.path.join(ROOT, file)) for name, file in (
    ("accounts", "accounts.csv"), ("products", "products.csv"), ("teams", "sales_teams.csv"))]
AS_OF = ("--as-of", "2017-12-31")
FIELDS = ["id", "deal", "agent", "manager", "office", "sector", "item", "product", "account known", "month_of(closed_on)",
          "year_of(closed_on)", "is_stale", "within_60_days", "discounted", "premium", "stage", "exit", "value = 0 USD",
          "closed_on < engaged_on", "deal = Engaging and deal_age = 90 days", "opportunity"]
LINEAR = "an interpolated median or quantile; pNN is nearest-rank"
DISTS = [("Q3_cycle_days", "won"), ("Q3_cycle_days", "lost"), ("Q4_stale_pipeline_as_of_2017-12-31", "ages"),
         ("Q5_discount_policy", "ratio_dist")]
NOT_COMPARED = {
    ("_about", "files"): "what the files are, not figures",
    ("_about", "nature"): "text", ("_about", "dates"): "text", ("_about", "join_quirks", "fix"): "text",
    ("_about", "join_quirks", "typos"): "text",
    ("_about", "join_quirks", "agents in teams without opportunities"): "rows of a table that no lead looks up: a fact sees no leads",
    ("Q2_win_rate", "definition"): "text", ("Q3_cycle_days", "definition"): "text",
    ("Q4_stale_pipeline_as_of_2017-12-31", "definition"): "text", ("Q5_discount_policy", "definition"): "text",
    ("Q6_opportunity_score", "rules"): "text: the rules, which the policy states",
    **{d + (q,): LINEAR for d in DISTS for q in ("median_linear", "p90_linear", "p95_linear")},
    **{("Q5_discount_policy", "ratio_dist", q): "a sum of ratios of more than six places" for q in ("sum", "mean")},
}
VIEWS = {"by_agent": "agent", "by_manager": "manager", "by_office": "office", "by_product_normalised": "item",
         "by_sector (empty account -> '')": "sector"}


def decided(rows, older):
    """Figures by grouping the decisions."""
    closed = [r for r in rows if r["deal"] in ("Won", "Lost")]
    won = lambda r: r["deal"] == "Won"
    quarter = lambda r: "%d-Q%d" % (r["year_of(closed_on)"], (r["month_of(closed_on)"] + 2) // 3)
    count = lambda k, rs=rows: sum(1 for r in rs if r[k])
    return {
        "_about": {
            "join_quirks": {
                "pipeline product not in products.csv": histogram(r["product"] for r in rows if r["product"] == "GTXPro"),
                "empty account by stage": histogram(r["deal"] for r in rows if not r["account known"]),
            },
            "close_before_engage": count("closed_on < engaged_on"),
        },
        "Q1_stage_counts": histogram(r["deal"] for r in rows),
        "Q2_win_rate": {
            "all": rate(closed, won),
            **{k: by(closed, lambda r: r[name] or "", won) for k, name in VIEWS.items()},
            "by_close_quarter": by(closed, quarter, won),
        },
        "Q3_cycle_days": {"won_within_60_days": rate([r for r in rows if won(r)], lambda r: r["within_60_days"])},
        "Q4_stale_pipeline_as_of_2017-12-31": {
            "older_than_90": count("is_stale"), "older_than_180": count("is_stale", older),
            "exactly_90": count("deal = Engaging and deal_age = 90 days"),
            "engaging_without_account": sum(1 for r in rows if r["deal"] == "Engaging" and not r["account known"]),
        },
        "Q5_discount_policy": {
            "flag_discount": count("discounted"), "flag_premium": count("premium"),
            "won_but_zero_value": sum(1 for r in rows if won(r) and r["value = 0 USD"]),
        },
        "Q6_opportunity_score": {
            "histogram": histogram(text_of(r["opportunity"]) for r in rows),
            "sum": sum(r["opportunity"] for r in rows),
            "win_rate_score_ge_40": rate([r for r in closed if r["opportunity"] >= 40], won),
        },
    }


def counted(report, older):
    """The same, and sums and distributions, as the report counts them."""
    view = lambda name: {g: {**r, "won_value": report.value("won_by_" + name, g or None)}
                         for g, r in report.rates("rate_by_" + name).items()}
    quarters = [q for q in report.sets["rate_by_quarter"] if q.startswith("2017")]
    best = lambda q: sorted(report.by("won_by_quarter", period=q).items(), key=lambda t: (-t[1], t[0]))[:5]
    days = 86400
    return {
        "_about": {
            "join_quirks": {
                "pipeline product not in products.csv": report.by("unlisted"),
                "empty account by stage": report.by("no_account"),
            },
            "close_before_engage": report.value("backwards"),
        },
        "Q1_stage_counts": report.by("by_deal"),
        "Q2_win_rate": {
            "all": {**report.rate("rate_by_agent"), "won_value": report.value("won_by_agent")},
            **{k: view(name) for k, name in VIEWS.items()},
            "by_close_quarter": {q: {**report.rate("rate_by_quarter", period=q), "won_value": report.value("won_by_quarter", period=q)}
                                 for q in quarters},
        },
        "Q3_cycle_days": {
            "won": report.dist("won", unit=days), "lost": report.dist("lost", unit=days),
            "won_within_60_days": report.rate("quick"), "won_within_60_days_by_manager": report.rates("quick"),
        },
        "Q4_stale_pipeline_as_of_2017-12-31": {
            "ages": report.dist("age", unit=days), "older_than_90": report.value("stale_deals"),
            "older_than_180": older.value("stale_deals"), "exactly_90": report.value("aged_90"),
            "engaging_without_account": report.value("no_account", "Engaging"),
        },
        "Q5_discount_policy": {
            "flag_discount": report.value("discounts"), "flag_premium": report.value("premiums"),
            "ratio_dist": report.dist("ratio", skip=("sum", "mean")),
            "won_but_zero_value": report.value("for_nothing"), "sum_list_price_of_won": report.value("listed"),
        },
        "Q6_opportunity_score": {
            "sum": report.value("worth"),
            "win_rate_score_ge_40": {**report.rate("rate_of_good"), "won_value": report.value("won_of_good")},
        },
        "Q7_quarterly_kpi_by_agent_rank": {q: [list(x) for x in best(q)] for q in quarters},
    }


def run():
    ask = lambda *more: decide("crm_sales_maven.sla", INPUTS, *AS_OF, *more, select=FIELDS)
    count = lambda *more: figures("crm_sales_maven.sla", INPUTS, *AS_OF, *more)
    older = ("--set", "stale=180 days")
    rows, report = ask(), count()
    check(len(rows) == 8800, "crm_sales_maven: 8800 opportunities, got %d" % len(rows))
    got = united("crm_sales_maven", decided(rows, ask(*older)), counted(report, count(*older)))
    compare("crm_sales_maven", expected("crm_sales_maven"), got, NOT_COMPARED)
    # Lists that the expected file shows empty: every agent and every account named has its row.
    check(report.value("strangers") == 0, "crm_sales_maven: %r without a row" % report.value("strangers"))
    # The funnel says the same as the column: a lost deal is in its exit, any other in its stage.
    check(histogram(r["exit"] or r["stage"] for r in rows) ==
          {"engaging": 1589, "lost": 2473, "prospecting": 500, "won": 4238}, "crm_sales_maven: stages")
    explained("crm_sales_maven.sla", INPUTS, *AS_OF)
