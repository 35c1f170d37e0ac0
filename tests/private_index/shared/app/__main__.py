import secret_thing

print(secret_thing.WORD)
