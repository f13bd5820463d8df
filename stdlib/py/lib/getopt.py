"""Options of commands, as C programs take them."""

import os as _os

__all__ = ['GetoptError', 'error', 'getopt', 'gnu_getopt']


class GetoptError(Exception):
    def __init__(self, msg, opt=''):
        self.msg, self.opt = msg, opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    opts, longopts = [], [longopts] if isinstance(longopts, str) else list(longopts)
    while args and args[0].startswith('-') and args[0] != '-':
        if args[0] == '--':
            return opts, args[1:]
        args = _option(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    opts, rest = [], []
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    strict = bool(_os.environ.get('POSIXLY_CORRECT'))
    if shortopts.startswith('+'):
        shortopts, strict = shortopts[1:], True
    while args:
        if args[0] == '--':
            rest += args[1:]
            break
        if args[0][:1] == '-' and args[0] != '-':
            args = _option(opts, args, shortopts, longopts)
        elif strict:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def _option(opts, args, shortopts, longopts):
    first, args = args[0], args[1:]
    return _long(opts, first[2:], longopts, args) if first[:2] == '--' else _short(opts, first[1:], shortopts, args)


def _long(opts, opt, longopts, args):
    opt, equals, value = opt.partition('=')
    found = [o for o in longopts if o.startswith(opt)]
    if not found:
        raise GetoptError('option --%s not recognized' % opt, opt)
    if opt in found:
        name, wants = opt, False
    elif opt + '=' in found:
        name, wants = opt, True
    elif len(found) > 1:
        raise GetoptError('option --%s not a unique prefix' % opt, opt)
    else:
        wants = found[0].endswith('=')
        name = found[0].rstrip('=')
    if wants:
        if not equals:
            if not args:
                raise GetoptError('option --%s requires argument' % name, name)
            value, args = args[0], args[1:]
    elif equals:
        raise GetoptError('option --%s must not have an argument' % name, name)
    opts.append(('--' + name, value))
    return args


def _short(opts, text, shortopts, args):
    while text:
        opt, text = text[0], text[1:]
        i = shortopts.find(opt)
        if i < 0 or opt == ':':
            raise GetoptError('option -%s not recognized' % opt, opt)
        if shortopts.startswith(':', i + 1):
            if not text:
                if not args:
                    raise GetoptError('option -%s requires argument' % opt, opt)
                text, args = args[0], args[1:]
            value, text = text, ''
        else:
            value = ''
        opts.append(('-' + opt, value))
    return args
