"""Policies over ../shared/data, against figures computed independently.

Usage: run.py ACORDO.  Each set is a module here: online_shoppers, bank_marketing, ….
"""
import os

import acordo
import bank_marketing
import boston311
import crm_sales_maven
import figures
import holidays
import incidents
import online_shoppers
import salesforce

figures.run()
if os.path.isdir(acordo.DATA):
    for module in (online_shoppers, bank_marketing, crm_sales_maven, salesforce, boston311, incidents, holidays):
        module.run()
else:
    print("SKIP real data: %s is not here" % acordo.DATA)
print("%d passed, %d failed" % (acordo.Tally.passed, acordo.Tally.failed))
raise SystemExit(acordo.Tally.failed != 0)
