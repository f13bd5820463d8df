# Evaluates recipes with a real BitBake: hashes.py BITBAKE FILE... in a build directory. The answer is
# {file or variant: {task: base hash}}.
import json
import os
import sys

bitbake, files = sys.argv[1], sys.argv[2:]
sys.path.insert(0, bitbake + "/lib")
os.environ["PATH"] = bitbake + "/bin:" + os.environ["PATH"]
os.environ.setdefault("LC_ALL", "en_US.UTF-8")
import bb.cache
import bb.cooker
import bb.cookerdata
import bb.server.process


def start():
    try:
        cooker = bb.cooker.BBCooker()
    except TypeError:  # before BitBake 2.2
        cooker = bb.cooker.BBCooker(idleCallBackRegister=lambda function, data: None)
    cooker.configuration.env = dict(os.environ)
    cooker.configuration.profile = []
    bb.utils.clean_environment()
    cooker.initConfigurationData()
    bb.parse.siggen.reset(cooker.data)
    cooker.parseConfiguration()
    return cooker


def variants(builder, file):
    if hasattr(builder, "parseRecipeVariants"):
        return builder.parseRecipeVariants(file, [], mc="", layername=None)
    return bb.cache.NoCache(builder).load_bbfile(file, [], mc="")


cooker = start()
answer = {}
for file in files:
    for variant, d in variants(cooker.databuilder, file).items():
        known = d.getVar("__siggen_basehashes", False) or {}
        answer[bb.cache.realfn2virtual(os.path.basename(file), variant, "")] = {
            task: known.get(task) or d.getVar("BB_BASEHASH:task-" + task, False) for task in d.getVar("__BBTASKS", False)}
print("\n" + json.dumps(answer), flush=True)
os._exit(0)
