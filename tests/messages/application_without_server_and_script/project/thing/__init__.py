from flask import Flask

app = Flask(__name__)


def serve() -> None:
    app.run()
