"""What the members share."""

import ldap.dn
from labels import label


def parts(name: str) -> list[str]:
    return [label(part) for part in ldap.dn.explode_dn(name)]
