from fastapi.testclient import TestClient

from shortener.main import app


def test_a_short_name_leads_to_its_address() -> None:
    client = TestClient(app)
    name = client.post("/", params={"address": "https://example.org/long"}).json()
    assert client.get(f"/{name}", follow_redirects=False).headers["location"] == "https://example.org/long"
