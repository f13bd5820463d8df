# Reads a JSON list of shell texts and writes what a real BitBake makes of each: the sorted commands, or the error's class and
# text. usage: shell_replay.py BITBAKE < texts > results
import json
import logging
import os
import sys

sys.path.insert(0, sys.argv[1] + "/lib")
import bb
import bb.codeparser

sys.setrecursionlimit(100000)
logging.getLogger("BitBake").addHandler(logging.NullHandler())
logging.getLogger("BitBake").propagate = False
logging.getLogger("BitBake.shell").propagate = False
out = []
for text in json.load(sys.stdin):
    parser = bb.codeparser.ShellParser("f", logging.getLogger("BitBake"))
    parser.log = logging.getLogger("BitBake.shell")
    try:
        parser._parse_shell(text)
        out.append(sorted(c for c in parser.allexecs if c not in parser.funcdefs))
    except Exception as e:
        out.append({"error": type(e).__name__, "text": str(e)})
json.dump(out, sys.stdout)
sys.stdout.flush()
os._exit(0)
