"""Leads of a CRM as nested JSON trees and as CSV."""
import os

from acordo import DATA, check, compare, decide, expected, explained, histogram

ROOT = os.path.join(DATA, "salesforce_samples")
TREES = {
    "easy-spaces-lwc": ["Accounts", "Contacts", "Leads", "Market__cs", "Reservation__cs", "Space__cs"],
    "ecars": ["Cases", "Contacts", "Leads", "Vehicles"],
}
COLUMNS = {"City": "city", "Company": "company", "Country": "country", "Email": "email", "FirstName": "first_name",
           "Industry": "industry", "LastName": "last_name", "LeadSource": "lead_source", "MobilePhone": "phone",
           "NumberOfEmployees": "employees", "PostalCode": "postal_code", "State": "state",
           "Status": "lead_status", "Street": "street", "Title": "title"}
NOT_COMPARED = {
    ("_about",): "what the files are, not figures",
    ("Q4_score", "rules"): "text: the rules, which the policy states",
}


def run():
    types = []
    for folder, names in TREES.items():
        for name in names:
            path = os.path.join(ROOT, folder, name + ".json")
            # `records` holds the array; the tool finds it, or is told.
            rows = decide("salesforce_records.sla", [path], "--records", "records", select=["type"])
            check(rows == decide("salesforce_records.sla", [path], select=["type"]), "salesforce: --records, %s" % name)
            types += [folder + "|" + r["type"] for r in rows]
    known = [c + " known" for c in COLUMNS.values()]
    trees = decide("salesforce_leads.sla", [os.path.join(ROOT, f, "Leads.json") for f in TREES], select=known + ["reference"])
    check([r["reference"] for r in trees][:2] == ["LeadRef1", "LeadRef2"], "salesforce: nested attributes")
    table = os.path.join(ROOT, "easy-spaces-lwc", "Lead_Data.csv")
    leads = decide("salesforce_leads.sla", [table], select=known + ["email", "fit", "lead_status", "state", "leads_others"])
    present = {c: sum(r[f + " known"] for r in trees) for c, f in COLUMNS.items()}
    in_csv = expected("salesforce_samples")["Q3_leads_csv"]["missing"]
    got = {
        "Q1_records_by_type": histogram(types),
        "Q2_lead_field_presence (JSON)": {c: n for c, n in present.items() if n > 0},
        "Q3_leads_csv": {
            "rows": len(leads),
            "by_Status": histogram(r["lead_status"] for r in leads),
            "by_State": histogram(r["state"] for r in leads),
            "missing": {c: sum(not r[f + " known"] for r in leads) for c, f in COLUMNS.items() if c in in_csv},
            "titles_containing_VP_or_Chief": sum(1 for r in leads if r["leads_others"]),
        },
        "Q4_score": {"by_email": {r["email"]: r["fit"] for r in leads}},
    }
    compare("salesforce_samples", expected("salesforce_samples"), got, NOT_COMPARED)
    explained("salesforce_leads.sla", [table])
