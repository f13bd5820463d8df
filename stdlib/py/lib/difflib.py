"""What two sequences have in common."""

from collections import namedtuple as _namedtuple

__all__ = ['get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ', 'IS_CHARACTER_JUNK', 'IS_LINE_JUNK', 'context_diff', 'unified_diff',
           'diff_bytes', 'HtmlDiff', 'Match']
Match = _namedtuple('Match', 'a b size')


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Compares two sequences by their longest common parts."""

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is not self.a:
            self.a, self.matching_blocks, self.opcodes = a, None, None

    def set_seq2(self, b):
        if b is self.b:
            return
        self.b, self.matching_blocks, self.opcodes, self.fullbcount = b, None, None, None
        self.b2j, self.bjunk, self.bpopular = {}, set(), set()
        for i, x in enumerate(b):
            self.b2j.setdefault(x, []).append(i)
        if self.isjunk:
            self.bjunk = {x for x in self.b2j if self.isjunk(x)}
            for x in self.bjunk:
                del self.b2j[x]
        n = len(b)
        if self.autojunk and n >= 200:
            self.bpopular = {x for x, where in self.b2j.items() if len(where) > n // 100 + 1}
            for x in self.bpopular:
                del self.b2j[x]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        a, b = self.a, self.b
        ahi, bhi = len(a) if ahi is None else ahi, len(b) if bhi is None else bhi
        besti, bestj, best = alo, blo, 0
        lengths = {}
        for i in range(alo, ahi):
            new = {}
            for j in self.b2j.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                k = new[j] = lengths.get(j - 1, 0) + 1
                if k > best:
                    besti, bestj, best = i - k + 1, j - k + 1, k
            lengths = new
        for junk in (False, True):
            while besti > alo and bestj > blo and (b[bestj - 1] in self.bjunk) == junk and a[besti - 1] == b[bestj - 1]:
                besti, bestj, best = besti - 1, bestj - 1, best + 1
            while besti + best < ahi and bestj + best < bhi and (b[bestj + best] in self.bjunk) == junk and a[besti + best] == b[bestj + best]:
                best += 1
        return Match(besti, bestj, best)

    def get_matching_blocks(self):
        if self.matching_blocks is not None:
            return self.matching_blocks
        todo, found = [(0, len(self.a), 0, len(self.b))], []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, k = m = self.find_longest_match(alo, ahi, blo, bhi)
            if k:
                found.append(m)
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + k < ahi and j + k < bhi:
                    todo.append((i + k, ahi, j + k, bhi))
        found.sort()
        out, i, j, k = [], 0, 0, 0
        for x, y, n in found:
            if i + k == x and j + k == y:
                k += n
            else:
                if k:
                    out.append(Match(i, j, k))
                i, j, k = x, y, n
        if k:
            out.append(Match(i, j, k))
        out.append(Match(len(self.a), len(self.b), 0))
        self.matching_blocks = out
        return out

    def get_opcodes(self):
        if self.opcodes is None:
            i = j = 0
            self.opcodes = out = []
            for x, y, n in self.get_matching_blocks():
                if i < x and j < y:
                    out.append(('replace', i, x, j, y))
                elif i < x:
                    out.append(('delete', i, x, j, y))
                elif j < y:
                    out.append(('insert', i, x, j, y))
                i, j = x + n, y + n
                if n:
                    out.append(('equal', x, i, y, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        codes = list(self.get_opcodes()) or [('equal', 0, 1, 0, 1)]
        if codes[0][0] == 'equal':
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == 'equal':
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == 'equal' and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == 'equal'):
            yield group

    def ratio(self):
        return _ratio(sum(m[-1] for m in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        left = {}
        for x in self.b:
            left[x] = left.get(x, 0) + 1
        matches = 0
        for x in self.a:
            if left.get(x, 0) > 0:
                matches += 1
            left[x] = left.get(x, 0) - 1
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        return _ratio(min(len(self.a), len(self.b)), len(self.a) + len(self.b))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if n <= 0:
        raise ValueError('n must be > 0: %r' % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError('cutoff must be in [0.0, 1.0]: %r' % (cutoff,))
    found, s = [], SequenceMatcher()
    s.set_seq2(word)
    for x in possibilities:
        s.set_seq1(x)
        if s.real_quick_ratio() >= cutoff and s.quick_ratio() >= cutoff and s.ratio() >= cutoff:
            found.append((s.ratio(), x))
    return [x for _, x in sorted(found, reverse=True)[:n]]


def _check(a, b, *args):
    if a and not isinstance(a[0], str):
        raise TypeError('lines to compare must be str, not %s (%r)' % (type(a[0]).__name__, a[0]))
    if b and not isinstance(b[0], str):
        raise TypeError('lines to compare must be str, not %s (%r)' % (type(b[0]).__name__, b[0]))
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError('all arguments must be str, not: %r' % (arg,))


def _groups(a, b, n, before, after, lineterm):
    # The groups of changes; in front of the first come the names and times of the files.
    heads = ['%s%s%s' % (name, '\t' + date if date else '', lineterm) for name, date in (before, after)]
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        yield heads, group, (group[0][1], group[-1][2]), (group[0][3], group[-1][4])
        heads = []


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    _check(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)

    def span(start, stop):
        length = stop - start
        return str(start + 1) if length == 1 else '%d,%d' % (start + 1 if length else start, length)
    for heads, group, old, new in _groups(a, b, n, (fromfile, fromfiledate), (tofile, tofiledate), lineterm):
        yield from map(str.__add__, ('--- ', '+++ '), heads)
        yield '@@ -%s +%s @@%s' % (span(*old), span(*new), lineterm)
        for tag, i1, i2, j1, j2 in group:
            yield from ((' ' if tag == 'equal' else '-') + line for line in a[i1:i2])
            yield from ('+' + line for line in (b[j1:j2] if tag != 'equal' else ()))


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    _check(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    marks = dict(insert='+ ', delete='- ', replace='! ', equal='  ')

    def span(start, stop):
        begin = start + 1 if stop > start else start
        return str(begin) if stop - start <= 1 else '%d,%d' % (begin, begin + stop - start - 1)

    def side(lines, group, changes, first):
        # One side of a group, if it has changes.
        if any(op[0] in changes for op in group):
            for op in group:
                yield from (marks[op[0]] + line for line in lines[op[first]:op[first + 1]] if op[0] == 'equal' or op[0] in changes)
    for heads, group, old, new in _groups(a, b, n, (fromfile, fromfiledate), (tofile, tofiledate), lineterm):
        yield from map(str.__add__, ('*** ', '--- '), heads)
        yield '***************' + lineterm
        yield '*** %s ****%s' % (span(*old), lineterm)
        yield from side(a, group, ('replace', 'delete'), 1)
        yield '--- %s ----%s' % (span(*new), lineterm)
        yield from side(b, group, ('replace', 'insert'), 3)


def diff_bytes(dfunc, a, b, fromfile=b'', tofile=b'', fromfiledate=b'', tofiledate=b'', n=3, lineterm=b'\n'):
    text = lambda s: s.decode('ascii', 'surrogateescape')
    for line in dfunc(list(map(text, a)), list(map(text, b)), text(fromfile), text(tofile), text(fromfiledate), text(tofiledate), n, text(lineterm)):
        yield line.encode('ascii', 'surrogateescape')


def IS_LINE_JUNK(line, pat=None):
    return line.strip() in ('', '#')


def IS_CHARACTER_JUNK(ch, ws=' \t'):
    return ch in ws


class Differ:
    """Shows differences line by line, and those within lines."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                yield from self._replace(a, alo, ahi, b, blo, bhi)
            elif tag == 'delete':
                yield from self._dump('-', a, alo, ahi)
            elif tag == 'insert':
                yield from self._dump('+', b, blo, bhi)
            else:
                yield from self._dump(' ', a, alo, ahi)

    def _dump(self, tag, x, lo, hi):
        for i in range(lo, hi):
            yield '%s %s' % (tag, x[i])

    def _plain(self, a, alo, ahi, b, blo, bhi):
        if bhi - blo < ahi - alo:
            yield from self._dump('+', b, blo, bhi)
            yield from self._dump('-', a, alo, ahi)
        else:
            yield from self._dump('-', a, alo, ahi)
            yield from self._dump('+', b, blo, bhi)

    def _replace(self, a, alo, ahi, b, blo, bhi):
        best, cutoff = 0.74, 0.75
        s = SequenceMatcher(self.charjunk)
        same_i = same_j = None
        for j in range(blo, bhi):
            s.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    if same_i is None:
                        same_i, same_j = i, j
                    continue
                s.set_seq1(a[i])
                if s.real_quick_ratio() > best and s.quick_ratio() > best and s.ratio() > best:
                    best, best_i, best_j = s.ratio(), i, j
        if best < cutoff:
            if same_i is None:
                yield from self._plain(a, alo, ahi, b, blo, bhi)
                return
            best_i, best_j, best = same_i, same_j, 1.0
        else:
            same_i = None
        yield from self._around(a, alo, best_i, b, blo, best_j)
        x, y = a[best_i], b[best_j]
        if same_i is None:
            xs = ys = ''
            s.set_seqs(x, y)
            for tag, i1, i2, j1, j2 in s.get_opcodes():
                n, m = i2 - i1, j2 - j1
                if tag == 'replace':
                    xs, ys = xs + '^' * n, ys + '^' * m
                elif tag == 'delete':
                    xs += '-' * n
                elif tag == 'insert':
                    ys += '+' * m
                else:
                    xs, ys = xs + ' ' * n, ys + ' ' * m
            for sign, line, marks in (('-', x, xs), ('+', y, ys)):
                marks = ''.join(c if t == ' ' and c.isspace() else t for c, t in zip(line, marks)).rstrip()
                yield sign + ' ' + line
                if marks:
                    yield '? %s\n' % marks
        else:
            yield '  ' + x
        yield from self._around(a, best_i + 1, ahi, b, best_j + 1, bhi)

    def _around(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi:
            yield from self._replace(a, alo, ahi, b, blo, bhi) if blo < bhi else self._dump('-', a, alo, ahi)
        elif blo < bhi:
            yield from self._dump('+', b, blo, bhi)


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    signs = ('  ', {1: '- ', 2: '+ '}[int(which)])
    for line in delta:
        if line[:2] in signs:
            yield line[2:]


class HtmlDiff:
    def __init__(self, *args, **kwargs):
        raise RuntimeError('difflib.HtmlDiff is not available while metadata is evaluated')
