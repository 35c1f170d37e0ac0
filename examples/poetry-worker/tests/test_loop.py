from contextlib import nullcontext

from worker.loop import work


class Connection:
    """A connection to a table with two jobs."""

    def __init__(self):
        self.rows = [("one",), ("two",)]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def cursor(self):
        return nullcontext(self)

    def execute(self, query):
        pass

    def fetchone(self):
        return self.rows.pop(0) if self.rows else None


def test_each_job_is_done_once():
    connection, done = Connection(), []
    while work(connection, done.append):
        pass
    assert done == ["one", "two"]
