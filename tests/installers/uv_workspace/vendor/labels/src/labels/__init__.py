"""What a folder holds."""


def label(text: str) -> str:
    return f"<{text}>"
