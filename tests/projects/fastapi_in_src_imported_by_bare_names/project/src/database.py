URL = ""
