import six


def main() -> None:
    print(six.text_type("counted"))
