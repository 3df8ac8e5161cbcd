#!/usr/bin/env python3
"""Makes leads.csv: 600 contacts of nine months as HubSpot exports them.  The same bytes every
time.  The story: in May a campaign on social networks brings more leads of a worse kind to a
team that did not grow; who waits longer for a call is won less often."""
import csv
import random
from datetime import date, datetime, timedelta

R = random.Random(20260930)
NOW = datetime(2026, 9, 30, 18, 0)
BUSY = datetime(2026, 5, 1)
CLOSED = {date(2026, m, d) for m, d in ((1, 1), (4, 3), (4, 21), (5, 1), (7, 9), (9, 7))}   # Brazil, São Paulo
FIRST = "Ana João Márcia Antônio Lúcia José Beatriz Thaís Sérgio Cláudia Renê Íris Mário Letícia Caio Débora Hélio Flávia".split()
LAST = "Gonçalves Araújo Conceição Peixão Muñoz Leão Brandão Falcão Assunção Guimarães Magalhães Simões Camões Pereira".split()
TITLE = ["Sócia", "Sócio-fundador", "Diretora clínica", "CEO", "Gerente de compras", "Coordenadora", "Recepcionista", "Estudante", ""]
COMPANY = ["Clínica Boa Vista", "Odonto Sul", "Centro Médico Jardins", "Clínica São Lucas", "Sorriso Pleno", "Instituto Vida", "OrtoCenter", ""]
SIZE = ["1-5", "5-25", "25-50", "50-100", "100-500", "500-1000"]
OWNER = ["Bia Prado", "Caio Reis", "Davi Luz", "Ivo Maia"]
RETURN = ["fora do perfil", "fora do perfil", "sem verba", "momento errado", "não responde", "duplicado"]
LOSS = ["preço", "preço", "concorrente", "projeto adiado", "sem resposta"]
HEAD = ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Job Title", "Company Name", "Industry", "Country/Region",
        "Number of Employees", "Account Tier", "Original Traffic Source", "Lifecycle Stage", "Lead Status", "Contact owner", "Recent Deal Amount",
        "Create Date", "Became a Marketing Qualified Lead Date", "Owner Assigned Date", "Date of first engagement", "Last Activity Date",
        "Sales Accepted Date", "Returned to Marketing Date", "Return Reason", "Recycled Date", "Became a Sales Qualified Lead Date",
        "Date of last meeting booked in meetings tool", "Became an Opportunity Date", "Proposal Sent Date", "Became a Customer Date",
        "Lost Date", "Lost Reason"]


def office(t):
    """t, or the next instant at which somebody is at work: 9 to 12 and 13 to 18."""
    while True:
        if t.weekday() > 4 or t.date() in CLOSED or t.hour >= 18:
            t = (t + timedelta(days=1)).replace(hour=9, minute=0)
        elif t.hour < 9:
            t = t.replace(hour=9, minute=0)
        elif t.hour == 12:
            t = t.replace(hour=13, minute=0)
        else:
            return t


def later(t, minutes):
    """So many minutes of work after t."""
    t = office(t)
    while minutes > 0:
        step = min(minutes, 60 - t.minute)
        t, minutes = office(t + timedelta(minutes=step)), minutes - step
    return t


def days(t, least, most):
    return office(t + timedelta(minutes=R.randrange(least * 1440, most * 1440)))


def source(busy):
    return R.choice(["Paid Social"] * (9 if busy else 2) + ["Organic Search"] * 4 + ["Paid Search"] * 3 + ["Referrals"] * 2 + ["Offline Sources", "Email Marketing"])


def born():
    """Half as many again a day from May on."""
    while True:
        t = datetime(2026, 1, 2, 8, 0) + timedelta(minutes=R.randrange(0, 270 * 1440))
        if t < datetime(2026, 9, 29) and (t >= BUSY or R.random() < 0.67):
            return t


def call(mql, tier, social):
    """Within four hours of work nearly always, until May; then for seven of ten."""
    busy = mql >= BUSY
    if R.random() < (0.06 if busy else 0.01):
        return None
    wait = R.choice([10, 20, 30, 45, 60, 75, 90, 120, 150, 180, 200, 220])
    if busy:
        wait = wait * R.choice([1, 1, 1, 2, 2, 3]) + R.choice([0, 0, 60, 180])
    elif social == "Referrals":
        wait = min(wait, 100)
    return later(mql, min(wait, 50) if tier == "key" and R.random() < 0.8 else wait)


def contact(i):
    c = dict.fromkeys(HEAD, "")
    created = born()
    social = source(created >= BUSY)
    tier = "key" if R.random() < 0.1 else "standard"
    first, last = R.choice(FIRST), R.choice(LAST)
    title, company = R.choice(TITLE), R.choice(COMPANY)
    c.update({
        "Record ID": str(30100 + i), "First Name": first, "Last Name": last, "Job Title": title, "Company Name": company,
        "Email": "%s.%d@%s" % (first.lower(), i, R.choice(["gmail.com", "uol.com.br", "clinicaboavista.com.br", "odontosul.com.br"])) if R.random() < 0.97 else "",
        "Phone Number": "+55 11 9%04d-%04d" % (R.randrange(10**4), R.randrange(10**4)) if R.random() < 0.6 else "",
        "Industry": "HOSPITAL_HEALTH_CARE", "Country/Region": "Brazil", "Number of Employees": "500-1000" if tier == "key" else R.choice(SIZE[:5]),
        "Account Tier": tier, "Original Traffic Source": social if R.random() < 0.99 else "", "Lifecycle Stage": "Lead", "Create Date": created})
    if R.random() >= 0.5:
        return c
    mql = created + timedelta(minutes=R.choice([0, 5, 30, 90, 600, 3000, 6000]))
    called = call(mql, tier, social)
    c.update({"Lifecycle Stage": "Marketing Qualified Lead", "Became a Marketing Qualified Lead Date": mql, "Owner Assigned Date": later(mql, R.choice([0, 5, 10, 20, 30, 45]))
              if R.random() < 0.99 else "", "Contact owner": R.choice(OWNER), "Date of first engagement": called or ""})
    if called is None:
        return c
    slow = called - mql > timedelta(hours=24)
    verdict = later(called, R.choice([30, 60, 120, 240, 300, 480, 540, 1500 if slow else 300]))
    if R.random() < (0.45 if social == "Paid Social" else 0.15):
        c.update({"Returned to Marketing Date": verdict, "Return Reason": R.choice(RETURN) if R.random() < 0.97 else ""})
        if R.random() < 0.85:
            c["Recycled Date"] = later(verdict, R.choice([200, 600, 1200, 2000, 3000]))
        return c
    c.update({"Sales Accepted Date": verdict})
    meeting = days(verdict, 1, 7)
    c.update({"Date of last meeting booked in meetings tool": meeting})
    if R.random() < (0.35 if slow else 0.2):
        lost = days(meeting, 3, 20)
        c.update({"Lost Date": lost, "Lost Reason": R.choice(LOSS)})
        return c
    qualified = days(meeting, 0, 6)
    opened = days(qualified, 0, 6)
    offer = days(opened, 1, 8)
    c.update({"Lifecycle Stage": "Sales Qualified Lead", "Became a Sales Qualified Lead Date": qualified, "Became an Opportunity Date": opened, "Proposal Sent Date": offer,
              "Recent Deal Amount": "%d.%02d" % (R.randrange(4_000, 40_000) * (3 if tier == "key" else 1), R.choice([0, 50, 90]))})
    end = days(offer, 5, 75)
    touch = NOW - timedelta(minutes=R.randrange(60, 16 * 1440))
    if R.random() < 0.95:
        won = R.random() < (0.25 if slow else 0.45)
        c.update({"Became a Customer Date" if won else "Lost Date": end, "Lost Reason": "" if won else R.choice(LOSS)})
        c["Lifecycle Stage"] = "Customer" if won else "Opportunity"
        touch = min(touch, end)
    c["Last Activity Date"] = max(offer, touch)
    return c


def seen(name, c):
    """What has not happened yet is not in the export, nor the reason for it."""
    v = c[name]
    if name == "Last Activity Date":
        v = max((v for v in c.values() if isinstance(v, datetime) and v <= NOW and v != c["Create Date"]), default="")
    if isinstance(v, datetime):
        return v.strftime("%Y-%m-%d %H:%M") if v <= NOW else ""
    on = {"Return Reason": "Returned to Marketing Date", "Lost Reason": "Lost Date", "Recent Deal Amount": "Became an Opportunity Date"}.get(name)
    return v if on is None or (isinstance(c[on], datetime) and c[on] <= NOW) else ""


def main():
    contacts = sorted((contact(i) for i in range(600)), key=lambda c: (c["Create Date"], c["Record ID"]))
    with open("leads.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, quoting=csv.QUOTE_ALL, lineterminator="\n")
        out.writerow(HEAD)
        out.writerows([seen(n, c) for n in HEAD] for c in contacts)


main()
