package pyvm

import (
	"strings"
	"testing"
	"time"
)

// TestAbsurdSizes asks for what no machine has: it must end soon, in an exception or an Abort.
func TestAbsurdSizes(t *testing.T) {
	for _, line := range []string{
		`10**10**10`, `2**10**12`, `(10**4000)**10**6`, `1 << 10**12`, `1 << 10**100`, `10**(10**8)`, `(1 << 30000000) * (1 << 30000000)`,
		`pow(3, 2**30000000, 7**100000)`, `pow(3, 10**4000000, 10**400000 + 1)`, `int('9' * 10**7)`, `int('1' * 10**9, 2)`, `round(5, -10**30)`, `round(1.5, 10**30)`,
		`'x'.center(10**12)`, `'x'.ljust(2**62)`, `'x'.rjust(2**63 - 1)`, `'x'.zfill(2**63 - 1)`, `'\t'.expandtabs(2**31 - 1) + ''`,
		`('\t' * 1000).expandtabs(2**30)`, `'%999999999999d' % 1`, `'%.2147483647f' % 1`, `'%2147483647s' % 'x'`, `'%*d' % (2**62, 1)`, `'%-*d' % (-2**63, 1)`, `b'%999999999999d' % 1`,
		`'{:>99999999999}'.format(1)`, `'{:,.2147483647f}'.format(1)`, `'{:099999999999,}'.format(1)`, `format(1, '2147483647')`,
		`'a' * 10**12`, `'a' * (2**63 - 1)`, `b'a' * 2**62`, `bytes(10**12)`, `bytearray(2**40)`, `[1] * 10**12`, `[1, 2, 3] * 2**62`, `(1,) * 10**12`, `[[]] * (2**63 - 1)`,
		`list(range(10**12))`, `tuple(range(2**62))`, `set(range(10**12))`, `sum(range(10**15))`, `dict.fromkeys(range(10**12))`, `sorted(range(10**12))`, `max(range(10**15))`,
		`'-'.join(str(i) for i in range(10**12))`, `all(x >= 0 for x in range(10**15))`, `list(zip(range(10**12)))`, `list(map(str, range(10**12)))`, `list(filter(None, range(10**12)))`,
		`2.5 in range(10**15)`, `'x' in range(10**15)`, `range(10**15).index('x')`, `[*range(10**12)]`, `(1).to_bytes(10**12, 'big')`, `(1).to_bytes(2**62, 'big')`,
		`('x' * 10**6).replace('x', 'y' * 10**6)`, `('x' * 10**6).replace('', 'y' * 10**6)`, `('x' * 10**5).join(['y'] * 10**5)`, `('x' * 10**6).split('x', 2**62)`, `'x'.split('y', -2**63)`,
		`('ab' * 10**6).translate({97: 'x' * 10**6})`, `repr('\n' * 10**9)`, `str([1] * 10**7)[:1]`, `str(['x' * 10**6] * 10**6)`,
		`'abc'[-2**63:2**63 - 1:-2**63]`, `'abc'[2**63 - 1::2**63 - 1]`, `[1, 2][::-2**63]`, `(1, 2)[-2**63::2**63 - 1]`, `b'ab'[10**30::-10**30]`, `range(10)[::-2**63]`, `range(-2**63, 2**63 - 1, 2**62)[::-1]`, `range(-2**63, 2**63 - 1)[2**62:-2**62:2**61]`,
		`slice(None, None, -2**63).indices(2**63 - 1)`, `slice(-2**63, 2**63 - 1, 5).indices(2**63 - 1)`, `'abc'.find('c', -2**63, 2**63 - 1)`, `[1].index(1, -2**63, 2**63 - 1)`, `[1].insert(-2**63, 1)`, `[1].pop(-2**63)`,
		`float('1' * 10**6)`, `float('0.' + '0' * 10**6 + '1')`, `int('0x' + 'f' * 10**7, 16) and 1`, `hex(1 << 2**24)[:4]`, `hash((1 << 2**24) + 1)`, `(1 << 2**24) // 3 and 1`, `10**400 / 3`, `(1 << 2**20) / ((1 << 2**20) + 1)`,
		`round(1e308, -307)`, `divmod(-2**63, -1)`, `-2**63 // -1`, `abs(-2**63)`, `(-2**63) * -1`, `chr(2**62)`, `ord('')`, `hash(float('nan'))`,
		`b'ab'.hex('-', 2**63 - 1)`, `b'ab'.hex('-', -2**63)`, `bytes.fromhex(' ' * 10**6)`, `(b'a' * 10**6).splitlines()`, `'{0[2147483648]}'.format([1])`, `'{:{}}'.format(1, 2**62)`, `'{0.__class__.__class__.__class__}'.format(1)`,
		`'{0:{0:{0:{0}}}}'.format(1)`, `('{' * 10**5).format()`, `('%' * 10**5) % ()`, `'%(' * 10000 % {}`, `('[' * 10**4) in 'x'`, `str(2**20000)`, `'%d' % 2**20000`, `f'{2**20000}'`, `complex('1' * 10**5 + 'j')`,
		`float.fromhex('0x' + 'f' * 10**6 + 'p-999999999999')`, `float.fromhex('0x1p99999999999999999999')`, `enumerate([], 10**30)`, `list(enumerate([1], 2**63 - 1))`,
	} {
		th := NewThread(Limits{Steps: 500_000, Memory: 1 << 26})
		begin := time.Now()
		got := evaluateLine(th, NewDict(0), line)
		if took := time.Since(begin); took > time.Second {
			t.Logf("%s took %v", line, took)
		}
		if took := time.Since(begin); took > 30*time.Second {
			t.Errorf("%s took %v", line, took)
		}
		if strings.Contains(got, "panic") {
			t.Errorf("%s: %s", line, got)
		}
	}
}

// TestAbsurdSizesWithoutLimits asks for what must fail even where no limit is set.
func TestAbsurdSizesWithoutLimits(t *testing.T) {
	for _, line := range []string{
		`10**10**10`, `1 << 10**12`, `'x'.center(10**12)`, `'%999999999999d' % 1`, `'{:>99999999999}'.format(1)`, `'a' * 10**12`, `[1] * 10**12`,
		`bytes(2**40)`, `pow(3, 2**30000000, 7**100000)`, `(1).to_bytes(2**40, 'big')`, `('x' * 10**6).replace('x', 'y' * 10**6)`, `'%.2147483647f' % 1`,
		`('x' * 10**5).join(['y'] * 10**5)`, `('\t' * 10**4).expandtabs(10**9)`,
	} {
		th := NewThread(Limits{})
		if got := evaluateLine(th, NewDict(0), line); !strings.HasPrefix(got, "MemoryError") && !strings.HasPrefix(got, "OverflowError") {
			t.Errorf("%s: %.80s", line, got)
		}
	}
}
