import helpers


def main() -> None:
    helpers.help()


if __name__ == "__main__":
    main()
