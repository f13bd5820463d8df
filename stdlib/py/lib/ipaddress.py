"""Addresses and networks of the Internet protocols."""

import functools as _functools

IPV4LENGTH, IPV6LENGTH = 32, 128


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


def _parse4(text):
    parts = text.split('.')
    if not text:
        raise AddressValueError('Address cannot be empty')
    if len(parts) != 4:
        raise AddressValueError('Expected 4 octets in %r' % text)
    n = 0
    for p in parts:
        if not p:
            raise AddressValueError('Empty octet not permitted in %r' % text)
        if not (p.isascii() and p.isdigit()):
            raise AddressValueError('Only decimal digits permitted in %r in %r' % (p, text))
        if len(p) > 3:
            raise AddressValueError('At most 3 characters permitted in %r in %r' % (p, text))
        if p != '0' and p[0] == '0':
            raise AddressValueError('Leading zeros are not permitted in %r in %r' % (p, text))
        if int(p) > 255:
            raise AddressValueError('Octet %d (> 255) not permitted in %r' % (int(p), text))
        n = n << 8 | int(p)
    return n


def _text4(n):
    return '.'.join(str(n >> s & 255) for s in (24, 16, 8, 0))


def _parse6(text):
    if not text:
        raise AddressValueError('Address cannot be empty')
    parts = text.split(':')
    if len(parts) < 3:
        raise AddressValueError('At least 3 parts expected in %r' % text)
    if '.' in parts[-1]:
        try:
            n = _parse4(parts.pop())
        except AddressValueError as e:
            raise AddressValueError('%s in %r' % (e, text)) from None
        parts += ['%x' % (n >> 16), '%x' % (n & 0xffff)]
    if len(parts) > 9:
        raise AddressValueError('At most 8 colons permitted in %r' % text)
    gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
    if len(gaps) > 1:
        raise AddressValueError("At most one '::' permitted in %r" % text)
    if gaps:
        before, after = parts[:gaps[0]], parts[gaps[0] + 1:]
        if not before[0]:
            before = before[1:]
            if before:
                raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
        if not after[-1]:
            after = after[:-1]
            if after:
                raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
        fill = 8 - len(before) - len(after)
        if fill < 1:
            raise AddressValueError("Expected at most 7 other parts with '::' in %r" % text)
        parts = before + ['0'] * fill + after
    else:
        if len(parts) != 8:
            raise AddressValueError("Exactly 8 parts expected without '::' in %r" % text)
        if not parts[0]:
            raise AddressValueError("Leading ':' only permitted as part of '::' in %r" % text)
        if not parts[-1]:
            raise AddressValueError("Trailing ':' only permitted as part of '::' in %r" % text)
    n = 0
    for p in parts:
        if not set(p) <= set('0123456789abcdefABCDEF'):
            raise AddressValueError('Only hex digits permitted in %r in %r' % (p, text))
        if len(p) > 4:
            raise AddressValueError('At most 4 characters permitted in %r in %r' % (p, text))
        n = n << 16 | int(p, 16)
    return n


def _text6(n):
    words = ['%x' % (n >> s & 0xffff) for s in range(112, -1, -16)]
    best, start, at = 0, 0, -1
    for i, w in enumerate(words + ['']):
        if w == '0':
            if at < 0:
                at = i
            if i - at + 1 > best:
                best, start = i - at + 1, at
        else:
            at = -1
    if best > 1:
        return ':'.join(words[:start]) + '::' + ':'.join(words[start + best:])
    return ':'.join(words)


@_functools.total_ordering
class _Address:
    # What addresses of both kinds have.

    def __init__(self, address):
        if isinstance(address, int) and not isinstance(address, bool):
            if address < 0:
                raise AddressValueError('%d (< 0) is not permitted as an IPv%d address' % (address, self.version))
            if address >= 1 << self.max_prefixlen:
                raise AddressValueError('%d (>= 2**%d) is not permitted as an IPv%d address' % (address, self.max_prefixlen, self.version))
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) != self.max_prefixlen // 8:
                raise AddressValueError('%r (len %d != %d) is not permitted as an IPv%d address' % (address, len(address), self.max_prefixlen // 8, self.version))
            self._ip = int.from_bytes(address, 'big')
        else:
            text = str(address)
            if '/' in text:
                raise AddressValueError('Unexpected \'/\' in %r' % text)
            self._ip = self._parse(text)

    def __int__(self):
        return self._ip

    def __str__(self):
        return self._show(self._ip)

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, str(self))

    def __hash__(self):
        return hash(hex(self._ip))

    def __eq__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        return self._ip == other._ip and self.version == other.version

    def __lt__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if self.version != other.version:
            raise TypeError('%s and %s are not of the same version' % (self, other))
        return self._ip < other._ip

    def __add__(self, other):
        return self.__class__(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return self.__class__(self._ip - other) if isinstance(other, int) else NotImplemented

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, 'big')

    @property
    def compressed(self):
        return str(self)

    @property
    def exploded(self):
        if self.version == 4:
            return str(self)
        h = '%032x' % self._ip
        return ':'.join(h[i:i + 4] for i in range(0, 32, 4))

    @property
    def reverse_pointer(self):
        if self.version == 4:
            return '.'.join(reversed(str(self).split('.'))) + '.in-addr.arpa'
        return '.'.join(reversed(self.exploded.replace(':', ''))) + '.ip6.arpa'

    def _in(self, *networks):
        return any(self in self._network(n) for n in networks)


class IPv4Address(_Address):
    """An address of version 4."""

    version, max_prefixlen = 4, 32
    _parse, _show = staticmethod(_parse4), staticmethod(_text4)

    @staticmethod
    def _network(text):
        return IPv4Network(text)

    @property
    def is_loopback(self):
        return self._in('127.0.0.0/8')

    @property
    def is_multicast(self):
        return self._in('224.0.0.0/4')

    @property
    def is_link_local(self):
        return self._in('169.254.0.0/16')

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_reserved(self):
        return self._in('240.0.0.0/4')

    @property
    def is_private(self):
        return self._in('0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/29', '192.0.0.170/31', '192.0.2.0/24',
                        '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '240.0.0.0/4', '255.255.255.255/32')

    @property
    def is_global(self):
        return not self._in('100.64.0.0/10') and not self.is_private


class IPv6Address(_Address):
    """An address of version 6."""

    version, max_prefixlen = 6, 128
    _parse, _show = staticmethod(_parse6), staticmethod(_text6)

    @staticmethod
    def _network(text):
        return IPv6Network(text)

    @property
    def is_loopback(self):
        return self._ip == 1

    @property
    def is_multicast(self):
        return self._in('ff00::/8')

    @property
    def is_link_local(self):
        return self._in('fe80::/10')

    @property
    def is_site_local(self):
        return self._in('fec0::/10')

    @property
    def is_unspecified(self):
        return self._ip == 0

    @property
    def is_private(self):
        if self.ipv4_mapped is not None:
            return self.ipv4_mapped.is_private
        return self._in('::1/128', '::/128', '::ffff:0:0/96', '100::/64', '2001::/23', '2001:2::/48', '2001:db8::/32', '2001:10::/28', 'fc00::/7', 'fe80::/10')

    @property
    def is_global(self):
        return not self.is_private

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xffffffff) if self._ip >> 32 == 0xffff else None


@_functools.total_ordering
class _Network:
    # What networks of both kinds have.

    def __init__(self, address, strict=True):
        size = self._address.max_prefixlen
        if isinstance(address, tuple):
            base, mask = address if len(address) > 1 else (address[0], size)
        elif isinstance(address, (int, bytes)):
            base, mask = address, size
        else:
            base, slash, mask = str(address).partition('/')
            if '/' in mask:
                raise AddressValueError('Only one \'/\' permitted in %r' % address)
            if not slash:
                mask = size
        self.network_address = self._address(base)
        self.prefixlen = self._prefix(mask)
        n = int(self.network_address)
        if n & int(self.netmask) != n:
            if strict:
                raise ValueError('%s has host bits set' % self)
            self.network_address = self._address(n & int(self.netmask))

    def _prefix(self, mask):
        size = self._address.max_prefixlen
        if isinstance(mask, int):
            if 0 <= mask <= size:
                return mask
        elif mask.isascii() and mask.isdigit():
            if int(mask) <= size:
                return int(mask)
        elif size == 32:
            try:
                n = _parse4(mask)
            except AddressValueError:
                raise NetmaskValueError('%r is not a valid netmask' % mask) from None
            for bits in (n, n ^ 0xffffffff):
                ones = bin(bits).count('1')
                if bits == (0xffffffff >> (32 - ones) << (32 - ones) if ones else 0):
                    return ones
        raise NetmaskValueError('%r is not a valid netmask' % (mask,))

    @property
    def max_prefixlen(self):
        return self._address.max_prefixlen

    @property
    def version(self):
        return self._address.version

    @property
    def netmask(self):
        size = self.max_prefixlen
        return self._address((1 << size) - (1 << size - self.prefixlen))

    @property
    def hostmask(self):
        return self._address((1 << self.max_prefixlen - self.prefixlen) - 1)

    @property
    def broadcast_address(self):
        return self._address(int(self.network_address) | int(self.hostmask))

    @property
    def num_addresses(self):
        return 1 << self.max_prefixlen - self.prefixlen

    @property
    def with_prefixlen(self):
        return '%s/%d' % (self.network_address, self.prefixlen)

    @property
    def with_netmask(self):
        return '%s/%s' % (self.network_address, self.netmask)

    compressed = exploded = with_prefixlen

    def __str__(self):
        return self.with_prefixlen

    def __repr__(self):
        return '%s(%r)' % (self.__class__.__name__, str(self))

    def __hash__(self):
        return hash((int(self.network_address), self.prefixlen))

    def __eq__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        return self.network_address == other.network_address and self.prefixlen == other.prefixlen

    def __lt__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        return (self.version, int(self.network_address), self.prefixlen) < (other.version, int(other.network_address), other.prefixlen)

    def __contains__(self, other):
        return other.version == self.version and int(other) & int(self.netmask) == int(self.network_address) if isinstance(other, _Address) else False

    def __iter__(self):
        first = int(self.network_address)
        for i in range(self.num_addresses):
            yield self._address(first + i)

    def __getitem__(self, n):
        if not -self.num_addresses <= n < self.num_addresses:
            raise IndexError('address out of range')
        return self._address(int(self.network_address) + n % self.num_addresses)

    def hosts(self):
        first, n = int(self.network_address), self.num_addresses
        if n <= 2:
            return iter([self._address(first + i) for i in range(n)])
        last = n - 1 if self.version == 4 else n
        return (self._address(first + i) for i in range(1, last))

    def overlaps(self, other):
        return self.network_address in other or other.network_address in self

    def subnet_of(self, other):
        return self.network_address in other and self.prefixlen >= other.prefixlen

    def supernet_of(self, other):
        return other.subnet_of(self)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        prefix = self.prefixlen + prefixlen_diff if new_prefix is None else new_prefix
        if prefix > self.max_prefixlen:
            raise ValueError('prefix length diff %d is invalid for netblock %s' % (prefix - self.prefixlen, self))
        step = 1 << self.max_prefixlen - prefix
        first = int(self.network_address)
        for i in range(first, first + self.num_addresses, step):
            yield self.__class__((i, prefix))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        prefix = self.prefixlen - prefixlen_diff if new_prefix is None else new_prefix
        return self.__class__((int(self.network_address), max(prefix, 0)), strict=False)


class IPv4Network(_Network):
    """A network of version 4."""

    _address = IPv4Address


class IPv6Network(_Network):
    """A network of version 6."""

    _address = IPv6Address


def _either(what, classes, address, *args):
    for cls in classes:
        try:
            return cls(address, *args)
        except (AddressValueError, NetmaskValueError):
            continue
    raise ValueError('%r does not appear to be an IPv4 or IPv6 %s' % (address, what))


def ip_address(address):
    return _either('address', (IPv4Address, IPv6Address), address)


def ip_network(address, strict=True):
    return _either('network', (IPv4Network, IPv6Network), address, strict)


class _Interface:
    # An address and its network; the address is of the class behind this one.

    def __init__(self, address):
        self.network = self._network(address, strict=False)
        super().__init__(str(address).partition('/')[0])

    @property
    def ip(self):
        return self._network._address(self._ip)

    def __str__(self):
        return '%s/%d' % (self._show(self._ip), self.network.prefixlen)


class IPv4Interface(_Interface, IPv4Address):
    """An address of version 4 and its network."""

    _network = IPv4Network


class IPv6Interface(_Interface, IPv6Address):
    """An address of version 6 and its network."""

    _network = IPv6Network


def ip_interface(address):
    return _either('interface', (IPv4Interface, IPv6Interface), address)


def v4_int_to_packed(address):
    return address.to_bytes(4, 'big')


def v6_int_to_packed(address):
    return address.to_bytes(16, 'big')


def collapse_addresses(addresses):
    nets = sorted(_Network.__subclasses__()[a.version == 6]((int(a), a.max_prefixlen)) if isinstance(a, _Address) else a for a in addresses)
    changed = True
    while changed:
        changed, out = False, []
        for n in nets:
            if out and n.subnet_of(out[-1]):
                changed = True
            elif out and n.prefixlen == out[-1].prefixlen and n.prefixlen and out[-1].supernet() == n.supernet():
                out[-1] = n.supernet()
                changed = True
            else:
                out.append(n)
        nets = out
    return iter(nets)
