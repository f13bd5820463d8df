"""The parts of an HTML document."""

import re as _re
from html import unescape as _unescape

__all__ = ['HTMLParser']
_attribute = _re.compile(r'''([^\s/>=][^\s/>=]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?''')
_tag_end = _re.compile(r'''(?:[^>'"]|'[^']*'|"[^"]*")*>''')


class HTMLParser:
    """Calls methods for what is in a document."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style')

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata, self.lasttag, self._raw, self._start = '', '???', None, ''
        self.lineno, self.offset = 1, 0

    def feed(self, data):
        self.rawdata += data
        self._go(False)

    def close(self):
        self._go(True)

    def getpos(self):
        return self.lineno, self.offset

    def get_starttag_text(self):
        return self._start

    def _advance(self, n):
        passed, self.rawdata = self.rawdata[:n], self.rawdata[n:]
        lines = passed.count('\n')
        if lines:
            self.lineno += lines
            self.offset = len(passed) - passed.rindex('\n') - 1
        else:
            self.offset += n

    def _text(self, n):
        text = self.rawdata[:n]
        if not text:
            return
        if self._raw or self.convert_charrefs:
            self.handle_data(text if self._raw else _unescape(text))
            self._advance(n)
            return
        for part in _re.split(r'(&#?\w+;?)', text):
            m = _re.fullmatch(r'&(#?)(\w+);?', part)
            if m:
                (self.handle_charref if m[1] else self.handle_entityref)(m[2])
            elif part:
                self.handle_data(part)
            self._advance(len(part))

    def _go(self, end):
        while self.rawdata:
            if self._raw:
                m = _re.search(r'</%s\s*>' % self._raw, self.rawdata, _re.I)
                if m is None:
                    if end:
                        self._text(len(self.rawdata))
                    return
                self._text(m.start())
                self._raw = None
            i = self.rawdata.find('<')
            if i < 0:
                if self.convert_charrefs and not end:
                    amp = self.rawdata.rfind('&', max(0, len(self.rawdata) - 34))
                    if amp >= 0 and not _re.search(r'[\s;]', self.rawdata[amp:]):
                        self._text(amp) if amp else None
                        return
                self._text(len(self.rawdata))
                return
            self._text(i)
            if not self._markup(end):
                return

    def _until(self, start, stop, call, end):
        i = self.rawdata.find(stop, start)
        if i < 0:
            if end:
                self._text_rest()
            return False
        body = self.rawdata[start:i]
        call(body)
        self._advance(i + len(stop))
        return True

    def _text_rest(self):
        self.handle_data(self.rawdata)
        self._advance(len(self.rawdata))

    def _markup(self, end):
        data = self.rawdata
        if data.startswith('<!--'):
            return self._until(4, '-->', self.handle_comment, end)
        if data.startswith('<![CDATA['):
            return self._until(3, ']]>', self.unknown_decl, end)
        if data.startswith('<!'):
            return self._until(2, '>', self.handle_decl, end)
        if data.startswith('<?'):
            return self._until(2, '>', self.handle_pi, end)
        if data.startswith('</'):
            m = _re.match(r'</([a-zA-Z][^\t\n\r\f />\x00]*)[^>]*>', data)
            if m:
                self.handle_endtag(m[1].lower())
                self._advance(m.end())
                return True
            return self._until(2, '>', self.handle_comment, end)
        m = _re.match(r'<([a-zA-Z][^\t\n\r\f />\x00]*)', data)
        if m:
            close = _tag_end.match(data, m.end())
            if close is None:
                if end:
                    self._text_rest()
                return False
            self._start = data[:close.end()]
            tag = self.lasttag = m[1].lower()
            body = data[m.end():close.end() - 1]
            attrs = []
            for a in _attribute.finditer(body):
                value = a[3]
                if a[2] and value is not None:
                    if value[:1] == value[-1:] and value[:1] in '\'"' and len(value) > 1:
                        value = value[1:-1]
                    value = _unescape(value)
                attrs.append((a[1].lower(), value if a[2] else None))
            if body.rstrip().endswith('/'):
                self.handle_startendtag(tag, attrs)
            else:
                self.handle_starttag(tag, attrs)
                if tag in self.CDATA_CONTENT_ELEMENTS:
                    self._raw = tag
            self._advance(close.end())
            return True
        if len(data) == 1 and not end:
            return False
        self.handle_data('<')
        self._advance(1)
        return True

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_data(self, data):
        pass

    handle_charref = handle_entityref = handle_comment = handle_decl = handle_pi = unknown_decl = handle_data
