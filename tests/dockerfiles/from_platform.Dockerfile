FROM --platform=$BUILDPLATFORM golang:1.25 AS tools
FROM --platform=linux/amd64 alpine
FROM --platform=${TARGETPLATFORM:-linux/arm64} alpine AS last
