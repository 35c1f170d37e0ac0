"""What tests take for real."""

NAME = "cn=anna,dc=example"
