import web


def test_it_says_hello():
    assert web.application({}, lambda status, headers: None) == [b"hello\n"]
