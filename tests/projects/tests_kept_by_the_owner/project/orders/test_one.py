from orders.models import TOTAL


def test_total():
    assert TOTAL == 1
