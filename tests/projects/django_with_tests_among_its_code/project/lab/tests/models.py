NAME = "blood"
