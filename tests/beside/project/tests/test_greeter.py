def test_greets() -> None:
    import greeter

    greeter.main()
