import falcon.asgi

app = falcon.asgi.App()
