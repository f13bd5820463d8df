"""Orders of things that come before others."""


class CycleError(ValueError):
    pass


class TopologicalSorter:
    """Puts nodes in an order in which each comes after those that it depends on."""

    def __init__(self, graph=None):
        self._before, self._after, self._state = {}, {}, None
        for node, predecessors in (graph or {}).items():
            self.add(node, *predecessors)

    def _node(self, node):
        self._before.setdefault(node, 0)
        self._after.setdefault(node, [])

    def add(self, node, *predecessors):
        if self._state is not None:
            raise ValueError('Nodes cannot be added after a call to prepare()')
        self._node(node)
        self._before[node] += len(predecessors)
        for p in predecessors:
            self._node(p)
            self._after[p].append(node)

    def prepare(self):
        if self._state is not None:
            raise ValueError('cannot prepare() more than once')
        self._ready = [n for n, count in self._before.items() if count == 0]
        self._state = {}
        self._passed = self._finished = 0
        cycle = self._cycle()
        if cycle:
            raise CycleError('nodes are in a cycle', cycle)

    def _cycle(self):
        done = set()
        for start in self._after:
            if start in done:
                continue
            path, on_path, stack = [], {}, [(start, iter(self._after[start]))]
            path.append(start)
            on_path[start] = 0
            while stack:
                node, rest = stack[-1]
                for n in rest:
                    if n in on_path:
                        return path[on_path[n]:] + [n]
                    if n not in done:
                        on_path[n] = len(path)
                        path.append(n)
                        stack.append((n, iter(self._after[n])))
                        break
                else:
                    stack.pop()
                    done.add(node)
                    path.pop()
                    del on_path[node]
        return None

    def get_ready(self):
        if self._state is None:
            raise ValueError('prepare() must be called first')
        out = tuple(self._ready)
        for n in out:
            self._state[n] = 'out'
        self._ready = []
        self._passed += len(out)
        return out

    def is_active(self):
        if self._state is None:
            raise ValueError('prepare() must be called first')
        return self._finished < self._passed or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if self._state is None:
            raise ValueError('prepare() must be called first')
        for node in nodes:
            if node not in self._before:
                raise ValueError('node %r was not added using add()' % (node,))
            if self._state.get(node) != 'out':
                raise ValueError('node %r was %s' % (node, 'already marked done' if node in self._state else 'not passed out (still not ready)'))
            self._state[node] = 'done'
            for n in self._after[node]:
                self._before[n] -= 1
                if self._before[n] == 0:
                    self._ready.append(n)
            self._finished += 1

    def static_order(self):
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)
