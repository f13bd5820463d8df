import imp_circ1
got = imp_circ1.first + 10
