NAME = "cn=anna,dc=example"
