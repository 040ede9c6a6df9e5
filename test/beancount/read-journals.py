"""Loads journals with beancount, as bean-check does, and prints what is in them as JSON.

Reads a JSON list of texts, and prints a list of what each holds.
"""

import json
import sys
import tempfile
from decimal import Decimal
from beancount import loader
from beancount.core import data
from beancount.ops import validation


def amount_text(amount):
    return "{:f} {}".format(amount.number, amount.currency)


def value_text(value):
    if isinstance(value, data.Amount):
        return amount_text(value)
    return "{:f}".format(value) if isinstance(value, Decimal) else str(value)


def own_metadata(entry, names):
    return {name: value_text(entry.meta[name]) for name in names if name in entry.meta}


def read(text):
    # From a file, as users have it: a text that is no UTF-8 would not come so far.
    with tempfile.NamedTemporaryFile("w", suffix=".beancount", encoding="utf8", newline="") as file:
        file.write(text)
        file.flush()
        entries, errors, options = loader.load_file(
            file.name, extra_validations=validation.HARDCORE_VALIDATIONS
        )
    found = {
        "errors": [error.message for error in errors],
        "currencies": options["operating_currency"],
        "opens": [],
        "budgets": [],
        "expenses": [],
        "others": 0,
    }
    for entry in entries:
        date = entry.date.isoformat()
        if isinstance(entry, data.Open):
            names = own_metadata(entry, ["name", "group"])
            found["opens"].append({"account": entry.account, "date": date, "line": entry.meta["lineno"], **names})
        elif isinstance(entry, data.Custom) and entry.type == "budget":
            account, interval, amount = [value.value for value in entry.values]
            budget = {"date": date, "account": account, "interval": interval, "amount": amount_text(amount)}
            found["budgets"].append(budget)
        elif isinstance(entry, data.Transaction):
            expense = {
                "date": date,
                "line": entry.meta["lineno"],
                "flag": entry.flag,
                "payee": entry.payee,
                "narration": entry.narration,
                "marks": len(entry.tags) + len(entry.links),
                "postings": [[posting.account, amount_text(posting.units)] for posting in entry.postings],
                **own_metadata(entry, ["original", "rate"]),
            }
            found["expenses"].append(expense)
        else:
            found["others"] += 1
    for name in ["opens", "expenses"]:
        found[name].sort(key=lambda entry: entry.pop("line"))
    return found


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
