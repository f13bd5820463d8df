from imp_circbad2 import y
x = 1
