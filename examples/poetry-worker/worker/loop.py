"""The loop of the worker."""

import os
import time
from collections.abc import Callable

import psycopg2
import psycopg2.extensions

TAKE = """
DELETE FROM jobs WHERE id = (SELECT id FROM jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING words
"""


def work(connection: psycopg2.extensions.connection, do: Callable[[str], None]) -> bool:
    """Take one job and do it; tell whether there was one."""
    with connection, connection.cursor() as cursor:
        cursor.execute(TAKE)
        row = cursor.fetchone()
        if row:
            do(row[0])
    return row is not None


def main() -> None:
    """Work for ever, or say what is missing."""
    address = os.environ.get("DATABASE_URL")
    if address is None:
        print(f"DATABASE_URL is not set; libpq {psycopg2.extensions.libpq_version()} is ready")
        return
    connection = psycopg2.connect(address)
    while True:
        if not work(connection, print):
            time.sleep(1)
