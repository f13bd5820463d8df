# Evaluates a build directory's configuration with a real BitBake: values.py BITBAKE NAME... < nothing > JSON.
# A name is a variable's or VARIABLE[flag]. The answer is {"error": text} or {name: value or null}.
import json
import logging
import os
import sys

names, bitbake = sys.argv[2:], sys.argv[1]
sys.path.insert(0, bitbake + "/lib")
os.environ["PATH"] = bitbake + "/bin:" + os.environ["PATH"]
os.environ.setdefault("LC_ALL", "en_US.UTF-8")
import bb.cooker
import bb.cookerdata
import bb.server.process

logged = []
bb_logger = logging.getLogger("BitBake")
handler = logging.Handler(logging.ERROR)
handler.emit = lambda record: logged.append(record.getMessage())
bb_logger.addHandler(handler)


def evaluate():
    try:
        cooker = bb.cooker.BBCooker()
    except TypeError:  # before BitBake 2.2
        cooker = bb.cooker.BBCooker(idleCallBackRegister=lambda function, data: None)
    environment = dict(os.environ)
    cooker.configuration.env = environment
    bb.utils.clean_environment()
    cooker.initConfigurationData()
    d = cooker.databuilder.mcdata[""]
    out = {}
    for name in names:
        variable, _, flag = name.partition("[")
        value = d.getVarFlag(variable, flag[:-1]) if flag else d.getVar(variable)
        out[name] = None if value is None else str(value)
    return out


try:
    answer = evaluate()
    if logged:
        answer = {"error": logged[0]}
except BaseException as e:
    answer = {"error": repr(e)}
print(json.dumps(answer), flush=True)
os._exit(0)
