from models import Order


def test_an_order_is_told():
    assert str(Order("apples", 3)) == "3 apples"
