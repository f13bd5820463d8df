from imp_circbad1 import x
y = 1
