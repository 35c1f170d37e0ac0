"""A web application that talks LDAP."""
