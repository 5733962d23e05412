"""The stock: two ordinary Lambda handlers on one SQLite file, STOCK_DB. What was done for an order is kept with it, so that a repeat changes nothing, and an order whose
stock was released cannot reserve any more: a reservation that was late comes after its own undoing.

python3 stock.py    prints what is on the shelf, and a line for each thing that was done, in order.
"""
import contextlib
import json
import os
import sqlite3

SHELF = {"lamp": 1000, "desk": 500, "chair": 500, "piano": 1}
SCHEMA = """
CREATE TABLE IF NOT EXISTS shelf (sku TEXT PRIMARY KEY, available INTEGER NOT NULL CHECK (available >= 0));
CREATE TABLE IF NOT EXISTS movements (order_id TEXT, what TEXT CHECK (what IN ('reserved', 'released')), items TEXT NOT NULL, PRIMARY KEY (order_id, what));
"""


class OutOfStock(Exception):
    """There is less than was ordered. Nothing of the order is reserved."""


class UnknownArticle(Exception):
    """The shop does not have it. Nothing of the order is reserved."""


class AlreadyReleased(Exception):
    """The order was undone before."""


def reserve(event, context):
    """{"order", "items": [{"sku", "quantity"}]}: takes all of them from the shelf, or none."""
    order, items = event["order"], [{"sku": item["sku"], "quantity": item["quantity"]} for item in event["items"]]
    with transaction() as db:
        if moved(db, order, "released") is not None:
            raise AlreadyReleased(f"The stock of {order} was released.")
        if moved(db, order, "reserved") is None:
            for item in items:
                take(db, item)
            db.execute("INSERT INTO movements VALUES (?, 'reserved', ?)", (order, json.dumps(items)))
    return {"reserved": items}


def release(event, context):
    """{"order"}: puts back what the order has taken, which may be nothing."""
    order = event["order"]
    with transaction() as db:
        items = moved(db, order, "released")
        if items is None:
            items = moved(db, order, "reserved") or []
            for item in items:
                db.execute("UPDATE shelf SET available = available + :quantity WHERE sku = :sku", item)
            db.execute("INSERT INTO movements VALUES (?, 'released', ?)", (order, json.dumps(items)))
    return {"released": items}


def take(db, item):
    row = db.execute("SELECT available FROM shelf WHERE sku = :sku", item).fetchone()
    if row is None:
        raise UnknownArticle(f"There is no article '{item['sku']}'.")
    if row[0] < item["quantity"]:
        raise OutOfStock(f"{item['quantity']} of '{item['sku']}' are ordered, and {row[0]} are there.")
    db.execute("UPDATE shelf SET available = available - :quantity WHERE sku = :sku", item)


def moved(db, order, what):
    row = db.execute("SELECT items FROM movements WHERE order_id = ? AND what = ?", (order, what)).fetchone()
    return json.loads(row[0]) if row else None


@contextlib.contextmanager
def transaction():
    """All of it or nothing, one at a time over all processes."""
    db = sqlite3.connect(os.environ["STOCK_DB"], timeout=30, isolation_level=None)
    try:
        db.executescript(SCHEMA)
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT OR IGNORE INTO shelf VALUES (?, ?)", SHELF.items())
        yield db
        db.execute("COMMIT")
    finally:
        db.close()  # takes back what is not committed


if __name__ == "__main__":
    with transaction() as db:
        print(json.dumps(dict(db.execute("SELECT sku, available FROM shelf"))))
        for order, what, items in db.execute("SELECT order_id, what, items FROM movements ORDER BY rowid"):
            print(json.dumps({"order": order, "what": what, "items": json.loads(items)}))
