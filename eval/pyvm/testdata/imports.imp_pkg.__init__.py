print("running imp_pkg")
top = "top"
