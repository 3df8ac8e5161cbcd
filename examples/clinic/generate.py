#!/usr/bin/env python3
"""Makes leads.csv: what a Brazilian CRM exports; spend.csv, what marketing paid by day and
channel; team.csv, who leads whom.  The same bytes every time."""
import random
from datetime import date, datetime, timedelta

R = random.Random(20260101)
S = random.Random(20260102)     # what sales did
FIRST = "Ana João Márcia Antônio Lúcia José Beatriz Thaís Sérgio Cláudia Renê Íris Mário Letícia Caio Débora Hélio Flávia Otávio Inês".split()
LAST = "Gonçalves Araújo Conceição Peixão Muñoz Leão Sant’Anna D’Ávila Brandão Falcão Assunção Guimarães Magalhães Simões Camões Pereira".split()
SECTOR = ["Saúde", "saude", "Odontologia", "ODONTOLOGIA", "Varejo", "Educação", "Indústria", "Alimentação", ""]
TITLE = ["Sócia", "Sócio-fundador", "Diretora clínica", "Diretor", "CEO", "Recepcionista", "Analista de compras",
         "Coordenadora", "Estudante", ""]
MAIL = ["gmail.com", "hotmail.com", "clinicaviva.com.br", "saude-sp.com.br", "odontosul.com.br", "uol.com.br", "hospital9.org.br"]
HEAD = ["Código", "Criado em", "Origem", "Nome", "E-mail", "Cargo", "Setor", "Funcionários", "Valor do negócio",
        "Visitas", "Pediu demonstração", "Visto em", "MQL em", "Aceito em", "Devolvido em", "Ganho em", "Observação",
        "Responsável", "Contato em", "Motivo da devolução"]
TEAM = {"Bia Prado": "Rute Leme", "Caio Reis": "Rute Leme", "Davi Luz": "Enzo Sá", "Ivo Maia": "Enzo Sá", "Lia Paz": "Enzo Sá"}
REASON = ["sem verba", "perfil errado", "perfil errado", "momento errado", "duplicado", "não responde", ""]
NOW = datetime(2026, 6, 30, 18, 0)


def stamp(t):
    return t.strftime("%d/%m/%Y %H:%M") if t is not None and t <= NOW else ""


def money(cents):
    whole, part = divmod(cents, 100)
    return "{:,}".format(whole).replace(",", ".") + ",%02d" % part


def cell(s):
    return '"%s"' % s.replace('"', '""') if any(c in s for c in ';"\n') else s


def after(t, days):
    return t + timedelta(minutes=R.randrange(30, days * 1440))


def working(t):
    """The next instant at which somebody is at the telephone."""
    while True:
        if t.weekday() > 4 or t.hour >= 18:
            t = (t + timedelta(days=1)).replace(hour=9, minute=0)
        elif t.hour < 9:
            t = t.replace(hour=9, minute=0)
        else:
            return t


def contact(mql, owner):
    """Most are called in time; from May on, two of five have too much to do."""
    if mql is None or S.random() < 0.04:
        return None
    busy = mql.month >= 5 and owner in ("Davi Luz", "Ivo Maia")
    t = working(mql)
    for _ in range(S.choice([0, 1, 1, 2, 2, 3, 3, 7]) + (S.choice([0, 4, 9]) if busy else 0)):
        t = working(t + timedelta(minutes=60))
    return working(t + timedelta(minutes=S.randrange(0, 55)))


def lead(i):
    created = datetime(2026, 1, 5) + timedelta(minutes=R.randrange(0, 175 * 1440))
    first, last = R.choice(FIRST), R.choice(LAST)
    mail = "%s.%d@%s" % (first.lower(), i, R.choice(MAIL)) if R.random() < 0.9 else ""
    mql = after(created, 6) if R.random() < 0.5 else None
    taken = after(mql, 5) if mql and R.random() < 0.6 else None
    back = after(mql, 8) if mql and not taken and R.random() < 0.6 else None
    won = after(taken, 60) if taken and R.random() < 0.3 else None
    note = R.choice(["", "", "", "Ligar depois das 14h; falar com a sócia", 'Disse: "mês que vem"', "Duas unidades\nno bairro"])
    owner = S.choice(sorted(TEAM))
    return ["L-%04d" % i, stamp(created), R.choice(["orgânico", "pago", "indicação", "evento"]), first + " " + last, mail,
            R.choice(TITLE), R.choice(SECTOR), str(R.choice([2, 4, 6, 9, 12, 18, 25, 40, 75, 120, 180, 260, 800, 2400])) if R.random() < 0.85 else "N/D",
            money(R.randrange(150_000, 6_000_000)) if R.random() < 0.7 else "-", str(R.randrange(0, 12)),
            R.choice(["sim", "não", "não", ""]), stamp(after(created, 40)), stamp(mql), stamp(taken), stamp(back), stamp(won), note,
            owner, stamp(contact(mql, owner)), S.choice(REASON) if stamp(back) else ""]


def spend():
    day = date(2026, 1, 1)
    while day <= NOW.date():
        for channel, most in (("pago", 90_000), ("evento", 25_000)):
            if channel == "pago" or day.weekday() == 3:
                yield [day.strftime("%d/%m/%Y"), channel, money(S.randrange(most // 3, most))]
        day += timedelta(days=1)


def write(name, rows):
    with open(name, "w", encoding="utf-8", newline="") as f:
        f.writelines(";".join(map(cell, r)) + "\r\n" for r in rows)


def main():
    rows = [HEAD] + [lead(i) for i in range(1, 401)]
    rows[57][7] = "quarenta"        # three records that no rule may hide
    rows[203][1] = "31/02/2026 10:00"
    rows[311][2] = "boca a boca"
    write("leads.csv", rows)
    write("spend.csv", [["Dia", "Canal", "Valor"]] + list(spend()))
    write("team.csv", [["Vendedor", "Coordenação"]] + [[k, v] for k, v in sorted(TEAM.items())])


main()
