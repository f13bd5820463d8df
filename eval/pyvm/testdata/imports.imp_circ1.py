first = 1
import imp_circ2
done = imp_circ2.got + 1
