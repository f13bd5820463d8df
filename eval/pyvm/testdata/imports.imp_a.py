"""Doc of a."""
print("running imp_a", __name__)
value = 5
public = "pub"
_private = 1
n = 0
def counter():
    global n
    n += 1
    return n
def get():
    return value
