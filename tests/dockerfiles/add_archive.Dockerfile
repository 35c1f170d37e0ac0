FROM debian:trixie-slim
ADD vendor/fixtures.tar.gz /srv/fixtures/
ADD --unpack=false vendor/keep.tar.gz /srv/
ADD --unpack https://example.org/releases/tool-1.4.tar.gz /opt/tool/
