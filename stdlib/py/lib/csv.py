"""Tables as text."""

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'Error', 'Dialect', 'excel', 'excel_tab', 'field_size_limit', 'reader',
           'writer', 'register_dialect', 'get_dialect', 'list_dialects', 'unregister_dialect', 'DictReader', 'DictWriter', 'unix_dialect', 'Sniffer']
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)


class Error(Exception):
    pass


class Dialect:
    """How a table is written."""

    delimiter = quotechar = escapechar = lineterminator = quoting = None
    doublequote = True
    skipinitialspace = strict = False

    def __init__(self):
        _Form(self, {})


class excel(Dialect):
    """As spreadsheets do."""

    delimiter, quotechar, doublequote, skipinitialspace, lineterminator, quoting = ',', '"', True, False, '\r\n', QUOTE_MINIMAL


class excel_tab(excel):
    """With tabs."""

    delimiter = '\t'


class unix_dialect(excel):
    """As programs of Unix do."""

    lineterminator, quoting = '\n', QUOTE_ALL


_dialects = {'excel': excel, 'excel-tab': excel_tab, 'unix': unix_dialect}


class _Form:
    # A dialect with what is said besides.

    def __init__(self, dialect, options):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        values = dict(delimiter=',', quotechar='"', escapechar=None, doublequote=True, skipinitialspace=False, lineterminator='\r\n',
                      quoting=QUOTE_MINIMAL, strict=False)
        for name in values:
            found = getattr(dialect, name, values[name])
            if found is not None or name in ('quotechar', 'escapechar'):
                values[name] = found
        for name, value in options.items():
            if name not in values:
                raise TypeError("'%s' is an invalid keyword argument for this function" % name)
            values[name] = value
        for name in ('delimiter', 'quotechar', 'escapechar'):
            v = values[name]
            if v is not None and not isinstance(v, str) or v is None and name == 'delimiter':
                raise TypeError('"%s" must be string%s, not %s' % (name, '' if name == 'delimiter' else ' or None', type(v).__name__))
            if v is not None and len(v) != 1:
                raise TypeError('"%s" must be a 1-character string' % name)
        if not isinstance(values['quoting'], int):
            raise TypeError('"quoting" must be an integer')
        if not 0 <= values['quoting'] <= 3:
            raise TypeError('bad "quoting" value')
        if values['quoting'] != QUOTE_NONE and values['quotechar'] is None:
            raise TypeError('quotechar must be set if quoting enabled')
        self.__dict__.update(values)


def register_dialect(name, dialect=excel, **options):
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = _Form(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error('unknown dialect')
    d = _dialects[name]
    return d if isinstance(d, _Form) else _Form(d, {})


def list_dialects():
    return list(_dialects)


_limit = 131072


def field_size_limit(limit=None):
    global _limit
    before = _limit
    if limit is not None:
        _limit = limit
    return before


class _Reader:
    """The rows of a table."""

    def __init__(self, csvfile, dialect, options):
        self._lines, self.dialect, self.line_num = iter(csvfile), _Form(dialect, options), 0

    def __iter__(self):
        return self

    def __next__(self):
        d = self.dialect
        row, field, quoted, state = [], [], False, 'start'

        def save():
            text = ''.join(field)
            field.clear()
            if d.quoting == QUOTE_NONNUMERIC and not quoted:
                row.append(float(text))
            else:
                row.append(text)
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if state in ('quoted', 'escape-quoted'):
                    if d.strict:
                        raise Error('unexpected end of data')
                    save()
                    return row
                if field or row:
                    save()
                    return row
                raise
            if not isinstance(line, str):
                raise Error('iterator should return strings, not %s (the file should be opened in text mode)' % type(line).__name__)
            self.line_num += 1
            i, n = 0, len(line)
            ended = False
            while i < n:
                c = line[i]
                i += 1
                if state in ('escape', 'escape-quoted'):
                    field.append(c)
                    state = 'plain' if state == 'escape' else 'quoted'
                elif state == 'quoted':
                    if c == d.escapechar:
                        state = 'escape-quoted'
                    elif c == d.quotechar and d.quoting != QUOTE_NONE:
                        state = 'after'
                        if d.doublequote and i < n and line[i] == d.quotechar:
                            field.append(c)
                            i += 1
                            state = 'quoted'
                    else:
                        field.append(c)
                elif ended:
                    if c not in '\r\n':
                        raise Error('new-line character seen in unquoted field - do you need to open the file with newline=\'\'?')
                elif c in '\r\n':
                    ended = True
                elif c == d.delimiter:
                    save()
                    quoted, state = False, 'start'
                elif state == 'start' and c == d.quotechar and d.quoting != QUOTE_NONE:
                    quoted, state = True, 'quoted'
                elif c == d.escapechar:
                    state = 'escape'
                elif state == 'start' and c == ' ' and d.skipinitialspace:
                    pass
                elif state == 'after' and d.strict:
                    raise Error("'%s' expected after '%s'" % (d.delimiter, d.quotechar))
                else:
                    field.append(c)
                    if len(field) > _limit:
                        raise Error('field larger than field limit (%d)' % _limit)
                    if state == 'start':
                        state = 'plain'
            if state in ('quoted', 'escape-quoted', 'escape'):
                if state == 'escape':
                    field.append('\n')
                    state = 'plain'
                continue
            if row or field or state != 'start' or quoted:
                save()
            return row


def reader(csvfile, dialect='excel', **options):
    return _Reader(csvfile, dialect, options)


class _Writer:
    """Writes the rows of a table."""

    def __init__(self, csvfile, dialect, options):
        self._write, self.dialect = csvfile.write, _Form(dialect, options)

    def _field(self, value, alone):
        d = self.dialect
        quote = d.quoting == QUOTE_ALL or d.quoting == QUOTE_NONNUMERIC and not isinstance(value, (int, float))
        text = '' if value is None else repr(value) if type(value) is float else str(value)
        if text == '' and alone:
            if d.quoting == QUOTE_NONE:
                raise Error('single empty field record must be quoted')
            quote = True
        out = []
        for c in text:
            if c == d.delimiter or c == d.escapechar or c == d.quotechar or c in d.lineterminator or c in '\r\n':
                if d.quoting == QUOTE_NONE:
                    escape = True
                elif c == d.quotechar:
                    escape = not d.doublequote
                    if not escape:
                        out.append(c)
                        quote = True
                elif c == d.escapechar:
                    escape = True
                else:
                    escape = False
                    quote = True
                if escape:
                    if not d.escapechar:
                        raise Error('need to escape, but no escapechar set')
                    out.append(d.escapechar)
            out.append(c)
        text = ''.join(out)
        return d.quotechar + text + d.quotechar if quote else text

    def writerow(self, row):
        try:
            row = list(row)
        except TypeError:
            raise Error('iterable expected, not %s' % type(row).__name__) from None
        return self._write(self.dialect.delimiter.join([self._field(v, len(row) == 1) for v in row]) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def writer(csvfile, dialect='excel', **options):
    return _Writer(csvfile, dialect, options)


class DictReader:
    """The rows of a table as dictionaries."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        self._fieldnames = list(fieldnames) if fieldnames is not None else None
        self.restkey, self.restval, self.dialect = restkey, restval, dialect
        self.reader = reader(f, dialect, *args, **kwds)
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        names = self.fieldnames
        row = next(self.reader)
        while row == []:
            row = next(self.reader)
        self.line_num = self.reader.line_num
        out = dict(zip(names, row))
        if len(names) < len(row):
            out[self.restkey] = row[len(names):]
        for name in names[len(row):]:
            out[name] = self.restval
        return out


class DictWriter:
    """Writes dictionaries as the rows of a table."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if extrasaction.lower() not in ('raise', 'ignore'):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.fieldnames = list(fieldnames)
        self.restval, self.extrasaction = restval, extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == 'raise':
            wrong = [k for k in rowdict if k not in self.fieldnames]
            if wrong:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(map(repr, wrong)))
        return [rowdict.get(k, self.restval) for k in self.fieldnames]

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._row, rowdicts))


class Sniffer:
    def sniff(self, sample, delimiters=None):
        raise RuntimeError('csv.Sniffer.sniff is not available while metadata is evaluated')

    has_header = sniff
