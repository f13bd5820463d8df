"""Text filled, wrapped and shifted."""

import re as _re

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_space = '\t\n\x0b\x0c\r '


class TextWrapper:
    """What wraps text."""

    unicode_whitespace_trans = dict.fromkeys(map(ord, _space), ord(' '))
    _word = r'[\w!"\'&.,?]'
    _letter = r'[^\d\W]'
    # A chunk is white space, a dash between words, or a word, which may end in a hyphen.
    _with_hyphens = _re.compile(r'''(
          [%(space)s]+
        | (?<=%(word)s) -{2,} (?=\w)
        | [^%(space)s] [^%(space)s]*? (?:
            -(?: (?<=%(letter)s{2}-) | (?<=%(letter)s-%(letter)s-)) (?= %(letter)s -? %(letter)s)
          | (?=[%(space)s]|\Z)
          | (?<=%(word)s) (?=-{2,}\w)
          )
        )''' % {'space': _re.escape(_space), 'word': _word, 'letter': _letter}, _re.VERBOSE)
    _simple = _re.compile(r'([%s]+)' % _re.escape(_space))
    _sentence_end = _re.compile(r'[a-z][\.\!\?][\"\']?\Z')

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True, fix_sentence_endings=False,
                 break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None, placeholder=' [...]'):
        settings = dict(locals())
        del settings['self']
        self.__dict__.update(settings)

    def _chunks(self, text):
        text = text.expandtabs(self.tabsize) if self.expand_tabs else text
        text = text.translate(self.unicode_whitespace_trans) if self.replace_whitespace else text
        pattern = self._with_hyphens if self.break_on_hyphens else self._simple
        chunks = [c for c in pattern.split(text) if c]
        if self.fix_sentence_endings:
            i = 0
            while i < len(chunks) - 1:
                if chunks[i + 1] == ' ' and self._sentence_end.search(chunks[i]):
                    chunks[i + 1] = '  '
                    i += 2
                else:
                    i += 1
        return chunks

    def _long_word(self, chunks, line, used, width):
        # The first chunk does not fit on any line: a part of it goes on this one.
        room = 1 if width < 1 else width - used
        if not self.break_long_words:
            if not line:
                line.append(chunks.pop())
            return
        chunk = chunks[-1]
        end = room
        if self.break_on_hyphens and len(chunk) > room:
            hyphen = chunk.rfind('-', 0, room)
            if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                end = hyphen + 1
        line.append(chunk[:end])
        chunks[-1] = chunk[end:]

    def wrap(self, text):
        chunks = self._chunks(text)
        if self.width <= 0:
            raise ValueError('invalid width %r (must be > 0)' % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        lines = []
        chunks.reverse()
        while chunks:
            line, used = [], 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                chunks.pop()
            while chunks and used + len(chunks[-1]) <= width:
                used += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._long_word(chunks, line, used, width)
                used = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == '':
                used -= len(line.pop())
            if not line:
                continue
            last = self.max_lines is not None and len(lines) + 1 >= self.max_lines
            rest = chunks and not (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
            if not last or not rest and used <= width:
                lines.append(indent + ''.join(line))
                continue
            while line:
                if line[-1].strip() and used + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + ''.join(line))
                    break
                used -= len(line.pop())
            else:
                if lines:
                    previous = lines[-1].rstrip()
                    if len(previous) + len(self.placeholder) <= self.width:
                        lines[-1] = previous + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    lines = [line if line.strip(' \t') else '' for line in text.split('\n')]
    margin = None
    for line in lines:
        if not line:
            continue
        own = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = own
            continue
        n = 0
        while n < len(margin) and n < len(own) and margin[n] == own[n]:
            n += 1
        margin = margin[:n]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return '\n'.join(lines)


def indent(text, prefix, predicate=None):
    if predicate is None:
        predicate = str.strip
    return ''.join(prefix + line if predicate(line) else line for line in text.splitlines(True))
