from sanic import Sanic

app = Sanic("hello")
