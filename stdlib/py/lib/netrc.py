"""The file ~/.netrc."""

import os as _os

__all__ = ['netrc', 'NetrcParseError']


class NetrcParseError(Exception):
    """The file is wrong."""

    def __init__(self, msg, filename=None, lineno=None):
        self.filename, self.lineno, self.msg = filename, lineno, msg
        super().__init__(msg)

    def __str__(self):
        return '%s (%s, line %s)' % (self.msg, self.filename, self.lineno)


class _Words:
    # The words of the file, with comments as they are.

    def __init__(self, text):
        self.text, self.pos, self.lineno = text, 0, 1
        self.pushed = []

    def char(self):
        c = self.text[self.pos:self.pos + 1]
        self.pos += 1
        if c == '\n':
            self.lineno += 1
        return c

    def word(self):
        if self.pushed:
            return self.pushed.pop(0)
        out = ''
        while True:
            c = self.char()
            if not c:
                return out
            if c in '\n\t\r ':
                continue
            if c == '"':
                while True:
                    c = self.char()
                    if not c or c == '"':
                        return out
                    if c == '\\':
                        c = self.char()
                    out += c
            if c == '\\':
                c = self.char()
            out += c
            while True:
                c = self.char()
                if not c or c in '\n\t\r ':
                    return out
                if c == '\\':
                    c = self.char()
                out += c

    def rest_of_line(self):
        end = self.text.find('\n', self.pos)
        end = len(self.text) if end < 0 else end + 1
        line = self.text[self.pos:end]
        self.pos = end
        return line


class netrc:
    """The hosts of the file, with user names and passwords."""

    def __init__(self, file=None):
        default = file is None
        if default:
            file = _os.path.join(_os.path.expanduser('~'), '.netrc')
        self.hosts, self.macros = {}, {}
        with open(file, encoding='utf-8') as f:
            self._parse(file, _Words(f.read()), default)

    def _parse(self, file, words, default):
        while True:
            line = words.lineno
            top = words.word()
            if not top:
                break
            if top[0] == '#':
                if words.lineno == line and len(top) == 1:
                    words.rest_of_line()
                continue
            if top == 'machine':
                entry = words.word()
            elif top == 'default':
                entry = 'default'
            elif top == 'macdef':
                name = words.word()
                body = self.macros[name] = []
                while True:
                    text = words.rest_of_line()
                    if not text:
                        raise NetrcParseError('Macro definition missing null line terminator.', file, words.lineno)
                    if text == '\n':
                        break
                    body.append(text)
                continue
            else:
                raise NetrcParseError('bad toplevel token %r' % top, file, words.lineno)
            if not entry:
                raise NetrcParseError('missing %r name' % top, file, words.lineno)
            login = account = password = ''
            while True:
                line = words.lineno
                word = words.word()
                if word.startswith('#'):
                    if words.lineno == line:
                        words.rest_of_line()
                    continue
                if word in ('', 'machine', 'default', 'macdef'):
                    words.pushed.append(word)
                    break
                if word in ('login', 'user'):
                    login = words.word()
                elif word == 'account':
                    account = words.word()
                elif word == 'password':
                    password = words.word()
                else:
                    raise NetrcParseError('bad follower token %r' % word, file, words.lineno)
            self.hosts[entry] = (login, account, password)
            if default and login != 'anonymous':
                self._check(file)

    def _check(self, file):
        st = _os.stat(file)
        if st.st_uid != _os.getuid():
            raise NetrcParseError('~/.netrc file owner (uid %s) does not match current user (uid %s)' % (st.st_uid, _os.getuid()))
        if st.st_mode & 0o077:
            raise NetrcParseError('~/.netrc access too permissive: access permissions must restrict access to only the owner')

    def authenticators(self, host):
        return self.hosts.get(host, self.hosts.get('default'))

    def __repr__(self):
        out = ''
        for host, (login, account, password) in self.hosts.items():
            out += 'machine %s\n\tlogin %s\n' % (host, login)
            if account:
                out += '\taccount %s\n' % account
            out += '\tpassword %s\n' % password
        for name, body in self.macros.items():
            out += 'macdef %s\n%s\n' % (name, ''.join(body))
        return out
