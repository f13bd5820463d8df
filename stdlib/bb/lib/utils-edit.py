
# Editing metadata.

# What stands between a name and its operator: blanks. That a backslash and the letter t count as well is BitBake's slip.
_GAP = r"[ \\t]*"

class _Editor(object):
    # goes through lines of metadata and lets a function change what variables and functions are set to
    def __init__(self, names, change, overrides):
        end = r"(_[a-zA-Z0-9-_$(){}]+)?" if overrides else ""
        self.change = change
        self.patterns = []
        for name in dict.fromkeys(names):
            if name.endswith("()"):
                text = name[:-2].rstrip() + end + ")" + _GAP + r"\(" + _GAP + r"\)" + _GAP + "{"
            else:
                text = name + end + ")" + _GAP + "[?+:.]*=[+.]*" + _GAP + r"""(["'])"""
            self.patterns.append((name.endswith("()"), re.compile("^(" + text)))
        self.out = []        # the new lines
        self.updated = False
        self.squash = False  # an empty line that follows may be one too many
        self.name = None     # what is being set, while its value goes on over lines

    def line(self, line):
        if self.name is not None:
            self.more(line)
            return
        for function, pattern in self.patterns:
            m = pattern.match(line)
            if m:
                self.begin(function, m, line)
                return
        squash, self.squash = self.squash, False
        if not (squash and line == "\n" and self.out and self.out[-1] == "\n"):
            self.out.append(line)

    def begin(self, function, m, line):
        self.function = function
        self.name = m.group(1) + ("()" if function else "")
        self.end = "}" if function else m.group(m.re.groups)
        head, _, value = line.partition("{" if function else self.end)
        self.head, value = head.rstrip(), value.rstrip()
        self.old = [line]
        if not function and value.endswith("\\"):
            value = value[:-1]
        self.value = value
        if value.endswith(self.end):
            self.value = value[:-1]
            self.finish()

    def more(self, line):
        self.old.append(line)
        value = line.rstrip()
        self.value += "\n" + value if self.function else value[:-1]
        if not value.endswith(self.end):
            return
        if self.function:
            if self.value.count("{") >= self.value.count("}"): # the brace is not the function's own
                return
            self.value = self.value[:-1]
        self.finish()

    def finish(self):
        before = list(self.out)
        op = self.head[len(self.name):].strip()
        value, newop, indent, minbreak = self.change(self.name, self.value, op, self.out)
        head = self.head if newop is None or newop == op else self.name + " " + newop
        if value is None:
            changed = True
        elif value == self.value and head is self.head:
            changed = self.out != before
            self.out.extend(self.old)
        else:
            changed = True
            if isinstance(indent, int):
                indent = " " * (len(head) + 2 if indent == -1 else indent)
            self.out.extend(self.body(head, value, indent) if self.function else self.assignment(head, value, indent, minbreak))
        if changed:
            self.updated = self.squash = True
        self.name = None

    def body(self, head, value, indent):
        if isinstance(value, list):
            text = "\n" + indent + ("\n" + indent).join(value) + "\n"
        else:
            text = ("" if value.startswith("\n") else "\n") + value + ("" if value.endswith("\n") else "\n")
        return [head + " {" + text + "}\n"]

    def assignment(self, head, value, indent, minbreak):
        if not isinstance(value, list):
            return ['%s "%s"\n' % (head, value)]
        if not value or minbreak and len(value) == 1:
            return ['%s "%s"\n' % (head, "".join(value))]
        first = value[0] if minbreak else ""
        rest = value[1:] if minbreak else value
        return ['%s "%s \\\n' % (head, first)] + [indent + item + " \\\n" for item in rest] + [indent + '"\n']

def edit_metadata(meta_lines, variables, varfunc, match_overrides=False):
    """Calls varfunc(name, value, operator, lines so far) for each setting of the variables, or functions with "()" behind
    their names, in lines of metadata. It returns (new value or None, new operator or None, indent, whether the first item
    stands on the first line). Returns whether there were changes, and the new lines."""
    editor = _Editor(variables, varfunc, match_overrides)
    for line in meta_lines:
        editor.line(line)
    return editor.updated, editor.out

def edit_metadata_file(meta_file, variables, varfunc):
    """Is edit_metadata for a file, which is written if there are changes. Returns whether there were."""
    with open(meta_file) as f:
        updated, lines = edit_metadata(f, variables, varfunc)
    if updated:
        with open(meta_file, "w") as f:
            f.writelines(lines)
    return updated

def _without_slash(path):
    return path[:-1] if path.endswith(os.sep) else path

def _layer_list(value):
    return [_without_slash(path) for path in (value if isinstance(value, list) else [value])] if value else []

def edit_bblayers_conf(bblayers_conf, add, remove, edit_cb=None):
    """Adds layers to BBLAYERS and removes some, which may be patterns; edit_cb(layer, full path) may replace each. Returns
    the layers that were there already, and those to remove that were not."""
    import fnmatch
    home = 'HOME' in approved_variables()

    def full(path):
        path = _without_slash(path)
        return os.path.expanduser(path) if home and '~' in path else path

    with open(bblayers_conf) as f:
        lines = f.readlines()
    ops, there = [], []

    def collect(name, value, op, out):
        ops.append(op)
        if op == "=":
            there.clear()
        there.extend(full(path) for path in value.split())
        return value, None, 2, False

    edit_metadata(lines, ["BBLAYERS"], collect)
    if not ops:
        raise Exception("Unable to find BBLAYERS in %s" % bblayers_conf)
    adding, removing, removed = _layer_list(add), _layer_list(remove), []
    going = [full(path) for path in removing]
    notadded = [path for path in adding if full(path) in there and full(path) not in going]
    gone = [full(path) for path in notadded]
    adding = [path for path in adding if full(path) not in gone]
    at_end = ops.count("+=") > 1 # as the file does it: a line for each layer

    def change(name, value, op, out):
        layers = [_without_slash(path) for path in value.split()]
        old = list(layers)
        for path in removing:
            hit = next((layer for layer in layers if fnmatch.fnmatch(full(layer), full(path))), None)
            if hit is not None:
                layers.remove(hit)
                removed.append(path)
        touched = layers != old
        if not at_end:
            more = [path for path in dict.fromkeys(adding) if path not in layers]
            touched = touched or bool(more)
            layers += more
            adding.clear()
        if edit_cb:
            edited = [edit_cb(layer, full(layer)) for layer in layers]
            touched = touched or edited != layers
            layers = edited
        if not touched:
            return value, None, 2, False
        return None if op == "+=" and not layers else layers, None, 2, False

    updated, lines = edit_metadata(lines, ["BBLAYERS"], change)
    if updated or adding:
        with open(bblayers_conf, "w") as f:
            f.writelines(lines + ['BBLAYERS += "%s"\n' % path for path in adding])
    return notadded, [path for path in dict.fromkeys(removing) if path not in removed]
