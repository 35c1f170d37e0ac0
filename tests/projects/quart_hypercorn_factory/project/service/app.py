from quart import Quart


def create_app() -> Quart:
    app = Quart(__name__)
    return app
