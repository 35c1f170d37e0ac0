import sys

from greeter.cli import main


def test_everybody_is_greeted(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["greet", "Anna"])
    main()
    assert "Hello, Anna!" in capsys.readouterr().out
