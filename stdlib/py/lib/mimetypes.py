"""Kinds of files by their names."""

import os as _os

_table = '''
.css text/css  .csv text/csv  .htm text/html  .html text/html  .txt text/plain  .c text/plain  .h text/plain  .log text/plain  .conf text/plain
.py text/x-python  .xml text/xml  .sgml text/x-sgml  .js application/javascript  .mjs application/javascript  .json application/json
.pdf application/pdf  .ps application/postscript  .zip application/zip  .tar application/x-tar  .gtar application/x-gtar  .gz application/gzip
.bin application/octet-stream  .exe application/octet-stream  .so application/octet-stream  .o application/octet-stream
.a application/octet-stream  .dll application/octet-stream  .obj application/octet-stream  .doc application/msword  .wasm application/wasm
.sh application/x-sh  .csh application/x-csh  .tcl application/x-tcl  .tex application/x-tex  .cpio application/x-cpio  .shar application/x-shar
.latex application/x-latex  .man application/x-troff-man  .rdf application/xml  .xsl application/xml  .xsd text/xml  .xls application/vnd.ms-excel
.ppt application/vnd.ms-powerpoint  .gif image/gif  .jpg image/jpeg  .jpeg image/jpeg  .jpe image/jpeg  .png image/png  .svg image/svg+xml
.bmp image/bmp  .ico image/vnd.microsoft.icon  .tif image/tiff  .tiff image/tiff  .xpm image/x-xpixmap  .ppm image/x-portable-pixmap
.mp3 audio/mpeg  .wav audio/x-wav  .aac audio/aac  .mp4 video/mp4  .mpeg video/mpeg  .mpg video/mpeg  .avi video/x-msvideo  .webm video/webm
.mov video/quicktime  .eml message/rfc822  .vcf text/x-vcard  .tsv text/tab-separated-values  .rtx text/richtext  .class application/x-python-code
.pyc application/x-python-code  .swf application/x-shockwave-flash  .bcpio application/x-bcpio  .manifest text/cache-manifest
'''.split()
types_map = dict(zip(_table[::2], _table[1::2]))
types_map['.class'] = 'application/octet-stream'
del types_map['.gz']
encodings_map = {'.gz': 'gzip', '.Z': 'compress', '.bz2': 'bzip2', '.xz': 'xz', '.br': 'br'}
suffix_map = {'.svgz': '.svg.gz', '.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2', '.txz': '.tar.xz'}
common_types = {'.rtf': 'application/rtf', '.webp': 'image/webp', '.xul': 'text/xul', '.jpg': 'image/jpg'}
knownfiles = []
inited = True


def init(files=None):
    pass


def guess_type(url, strict=True):
    url = _os.fspath(url)
    scheme, colon, rest = url.partition(':')
    if colon and scheme.isalnum() and len(scheme) > 1:
        url = rest.partition('?')[0]
    base, ext = _os.path.splitext(url)
    while ext.lower() in suffix_map:
        base, ext = _os.path.splitext(base + suffix_map[ext.lower()])
    encoding = encodings_map.get(ext)
    if encoding:
        base, ext = _os.path.splitext(base)
    ext = ext.lower()
    found = types_map.get(ext)
    if found is None and not strict:
        found = common_types.get(ext)
    return found, encoding


def guess_all_extensions(type, strict=True):
    return [e for e, t in types_map.items() if t == type.lower()]


def guess_extension(type, strict=True):
    found = guess_all_extensions(type, strict)
    return found[0] if found else None


def add_type(type, ext, strict=True):
    types_map[ext] = type
