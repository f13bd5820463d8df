"""Files and directories that are the same or not."""

import os as _os
import stat as _stat

__all__ = ['clear_cache', 'cmp', 'dircmp', 'cmpfiles', 'DEFAULT_IGNORES']
DEFAULT_IGNORES = ['RCS', 'CVS', 'tags', '.git', '.hg', '.bzr', '_darcs', '__pycache__']


def clear_cache():
    pass


def cmp(f1, f2, shallow=True):
    a, b = _os.stat(f1), _os.stat(f2)
    if not (_stat.S_ISREG(a.st_mode) and _stat.S_ISREG(b.st_mode)) or a.st_size != b.st_size:
        return False
    if shallow and a.st_mtime == b.st_mtime:
        return True
    with open(f1, 'rb') as x, open(f2, 'rb') as y:
        return x.read() == y.read()


def cmpfiles(a, b, common, shallow=True):
    out = ([], [], [])
    for name in common:
        try:
            out[0 if cmp(_os.path.join(a, name), _os.path.join(b, name), shallow) else 1].append(name)
        except (OSError, ValueError):
            out[2].append(name)
    return out


class dircmp:
    """What two directories have in common and what not."""

    def __init__(self, a, b, ignore=None, hide=None):
        self.left, self.right = a, b
        self.hide = [_os.curdir, _os.pardir] if hide is None else hide
        self.ignore = DEFAULT_IGNORES if ignore is None else ignore

    def _lists(self):
        skip = self.hide + list(self.ignore)
        self.left_list = sorted(n for n in _os.listdir(self.left) if n not in skip)
        self.right_list = sorted(n for n in _os.listdir(self.right) if n not in skip)
        self.common = [n for n in self.left_list if n in self.right_list]
        self.left_only = [n for n in self.left_list if n not in self.common]
        self.right_only = [n for n in self.right_list if n not in self.common]
        self.common_dirs, self.common_files, self.common_funny = [], [], []
        for n in self.common:
            try:
                a, b = (_stat.S_IFMT(_os.stat(_os.path.join(d, n)).st_mode) for d in (self.left, self.right))
            except OSError:
                a, b = 0, 1
            if a != b:
                self.common_funny.append(n)
            elif _stat.S_ISDIR(a):
                self.common_dirs.append(n)
            elif _stat.S_ISREG(a):
                self.common_files.append(n)
            else:
                self.common_funny.append(n)
        self.same_files, self.diff_files, self.funny_files = cmpfiles(self.left, self.right, self.common_files)
        self.subdirs = {n: self.__class__(_os.path.join(self.left, n), _os.path.join(self.right, n), self.ignore, self.hide)
                        for n in self.common_dirs}

    def __getattr__(self, name):
        if name.startswith('_') or 'left_list' in self.__dict__:
            raise AttributeError(name)
        self._lists()
        return getattr(self, name)

    def report(self):
        print('diff', self.left, self.right)
        for text, names in (('Only in %s :' % self.left, self.left_only), ('Only in %s :' % self.right, self.right_only),
                            ('Identical files :', self.same_files), ('Differing files :', self.diff_files),
                            ('Trouble with common files :', self.funny_files), ('Common subdirectories :', self.common_dirs),
                            ('Common funny cases :', self.common_funny)):
            if names:
                print(text, names)
