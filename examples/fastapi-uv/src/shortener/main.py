"""The application: ``uvicorn shortener.main:app``."""

import hashlib

from fastapi import FastAPI, HTTPException
from fastapi.responses import RedirectResponse

app = FastAPI()
addresses: dict[str, str] = {}


@app.get("/")
@app.get("/health")
def health() -> dict[str, int]:
    """Say how many addresses there are."""
    return {"addresses": len(addresses)}


@app.post("/")
def shorten(address: str) -> str:
    """Give the short name of an address."""
    name = hashlib.sha256(address.encode()).hexdigest()[:8]
    addresses[name] = address
    return name


@app.get("/{name}")
def follow(name: str) -> RedirectResponse:
    """Lead from a short name to its address."""
    if name not in addresses:
        raise HTTPException(404)
    return RedirectResponse(addresses[name])
