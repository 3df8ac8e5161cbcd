#!/usr/bin/env python3
"""Makes leads.ndjson: what a product's database streams out.  The same bytes every time."""
import json
import random
from datetime import datetime, timedelta

R = random.Random(42)
S = random.Random(43)     # what sales did
TITLE = ["CTO", "Head of Engineering", "DevOps engineer", "Platform lead", "CFO", "VP Finance", "Founder & CEO",
         "Buyer", "Intern", "Student", "Director of IT", None]
MAIL = ["gmail.com", "outlook.com", "exemplo.pt", "contoso.com", "fabrikam.co.uk", "adatum.de", "sapo.pt"]
INDUSTRY = ["software", "fintech", "retail", "logistics", "public", "mining", None]
FEATURE = ["api", "sso", "export", "import", "alerts", "mobile"]
NOW = datetime(2026, 9, 30, 12, 0)


def iso(t):
    return t.strftime("%Y-%m-%dT%H:%M:%SZ") if t is not None and t <= NOW else None


def after(t, days):
    return t + timedelta(minutes=R.randrange(60, days * 1440))


def maybe(p, value):
    return value if R.random() < p else None


def desk(t):
    """t, or the next instant at which somebody is at the desk in Lisbon (an hour ahead of UTC till October)."""
    while t.weekday() > 4 or not 8 <= t.hour < 17:
        t = (t + timedelta(hours=1)).replace(minute=0)
    return t


def sales(d, mql):
    """Calls within hours, since July with a smaller team; demonstrations; why a deal was lost."""
    short = mql is not None and mql.month >= 7
    called = desk(desk(mql) + timedelta(minutes=S.choice([5, 15, 30, 40, 60, 75, 100] + ([300, 900, 2400] if short else [])))) if mql else None
    called = called if S.random() < (0.9 if short else 0.97) else None
    demo = desk(mql + timedelta(hours=S.randrange(4, 110))) if mql and d["demo_requested"] and S.random() < 0.9 else None
    return {"owner": S.choice(["Rita", "Jo", "Max"]) if mql else None, "first_call_at": iso(called), "demo_at": iso(demo),
            "loss_reason": S.choice(["price", "price", "competitor", "no project", None]) if "lost_at" in d and d["lost_at"] else None}


def lead(i):
    created = datetime(2026, 4, 1) + timedelta(minutes=R.randrange(0, 180 * 1440))
    mql = maybe(0.5, after(created, 10))
    sql = maybe(0.5, after(mql, 10)) if mql else None
    end = after(sql, 60) if sql else None
    won = end if end and R.random() < 0.35 else None
    lost = end if end and not won and R.random() < 0.6 else None
    d = {
        "id": "n-%d" % i, "created_at": iso(created), "email": "user%d@%s" % (i, R.choice(MAIL)),
        "contact": {"title": R.choice(TITLE), "phone": maybe(0.3, "+351 21 %07d" % R.randrange(10**7))},
        "company": {"country": R.choice(["PT", "BR", "ES", "DE", "GB"]), "industry": R.choice(INDUSTRY),
                    "size": maybe(0.8, R.choice([3, 8, 20, 55, 140, 499, 500, 1200, 9000]))},
        "plan": R.choice(["trial", "trial", "starter", "growth", "scale"]),
        "deal": {"annual_value": maybe(0.4, R.randrange(500, 90000) / 4)},
        "usage": {"seats": R.randrange(0, 40), "active_days": R.randrange(0, 31), "features": sorted(R.sample(FEATURE, R.randrange(0, 5)))},
        "demo_requested": R.random() < 0.25,
        "mql_at": iso(mql), "qualified_at": iso(sql), "won_at": iso(won), "lost_at": iso(lost),
    }
    if i != 250:                                                 # its line is quoted as it is
        d.update(sales(d, mql))
    return {k: v for k, v in d.items() if v is not None}


def main():
    with open("leads.ndjson", "w", encoding="utf-8") as f:
        for i in range(1, 501):
            line = json.dumps(lead(i), ensure_ascii=False)
            f.write((line[:-1] if i == 250 else line) + "\n")    # one line was cut


main()
