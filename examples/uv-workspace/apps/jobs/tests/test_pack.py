from jobs.pack import main


def test_it_says_what_was_packed(capsys):
    main()
    assert capsys.readouterr().out == "packed 2 pears\n"
