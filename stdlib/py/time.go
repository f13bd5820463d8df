package py

import (
	"math"
	"time"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// timeModule is Python's time. The time is the machine's, local time is in the zone that it has; waiting takes no time.
var timeModule = native.Module{Name: "time", Make: makeTime}

var structTime = &structSpec{module: "time", name: "struct_time", fields: []string{"tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min",
	"tm_sec", "tm_wday", "tm_yday", "tm_isdst"}, hidden: func() map[string]pyvm.Value {
	get := func(i int) pyvm.Value {
		return property(func(t *pyvm.Thread, self pyvm.Value) (pyvm.Value, error) {
			if v := hiddenItem(self, i); v != nil {
				return v, nil
			}
			return pyvm.None, nil
		})
	}
	return map[string]pyvm.Value{"tm_zone": get(9), "tm_gmtoff": get(10), "n_fields": pyvm.Int(11)}
}}

func makeTime(e *native.Env) native.Attrs {
	now := func() time.Time { return e.Host.Machine().Now() }
	std, dst, stdOff, dstOff := zoneNames(now())
	attrs := native.Attrs{
		"struct_time": mustType(e, structTime), "timezone": pyvm.Int(-stdOff), "altzone": pyvm.Int(-dstOff),
		"daylight": pyvm.Int(boolInt(std != dst)), "tzname": pyvm.NewTuple(pyvm.Str(std), pyvm.Str(dst)),
		"CLOCK_REALTIME": pyvm.Int(0), "CLOCK_MONOTONIC": pyvm.Int(1), "CLOCK_PROCESS_CPUTIME_ID": pyvm.Int(2), "CLOCK_THREAD_CPUTIME_ID": pyvm.Int(3),
	}
	number := func(f func(t time.Time) pyvm.Value) pyvm.Func {
		return func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return f(now()), nil }
	}
	float := number(func(t time.Time) pyvm.Value { return seconds(t) })
	nanos := number(func(t time.Time) pyvm.Value { return pyvm.Int(t.UnixNano()) })
	return attrs.Funcs(map[string]pyvm.Func{
		"time": float, "monotonic": float, "perf_counter": float, "process_time": float, "thread_time": float, "clock_gettime": float,
		"time_ns": nanos, "monotonic_ns": nanos, "perf_counter_ns": nanos, "process_time_ns": nanos, "thread_time_ns": nanos, "clock_gettime_ns": nanos,
		"tzset": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) { return pyvm.None, nil },
		"sleep": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var secs float64
			if len(args) != 1 || len(kw) > 0 {
				return nil, pyvm.Raise(pyvm.TypeError, "time.sleep() takes exactly one argument (%d given)", len(args)+len(kw))
			}
			if err := pyvm.Unpack(t, "sleep", args, kw, "secs", &secs); err != nil {
				return nil, err
			}
			if secs < 0 {
				return nil, pyvm.Raise(pyvm.ValueError, "sleep length must be non-negative")
			}
			return pyvm.None, nil
		},
		"gmtime": timeFunc("gmtime", now, func(t time.Time) time.Time { return t.In(gmt) }),
		"localtime": timeFunc("localtime", now, func(t time.Time) time.Time {
			return t.In(now().Location())
		}),
		"mktime": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "mktime", args, kw, "t", &v); err != nil {
				return nil, err
			}
			b, err := breakTime(t, v, false)
			if err != nil {
				return nil, err
			}
			return pyvm.Float(time.Date(b.year, time.Month(b.month), b.day, b.hour, b.min, b.sec, 0, now().Location()).Unix()), nil
		},
		"strftime": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var format string
			var v pyvm.Value
			if err := pyvm.Unpack(t, "strftime", args, kw, "format", &format, "t?", &v); err != nil {
				return nil, err
			}
			b, err := timeOr(t, v, now)
			if err != nil {
				return nil, err
			}
			if v != nil && hiddenItem(v, 9) == nil {
				b.zone, b.offset = std, stdOff
			}
			return pyvm.Str(strftime(format, b)), nil
		},
		"asctime": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "asctime", args, kw, "t?", &v); err != nil {
				return nil, err
			}
			b, err := timeOr(t, v, now)
			if err != nil {
				return nil, err
			}
			return pyvm.Str(strftime("%a %b %e %H:%M:%S %Y", b)), nil
		},
		"ctime": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			at, err := timeArg(t, "ctime", args, kw, now)
			if err != nil {
				return nil, err
			}
			return pyvm.Str(strftime("%a %b %e %H:%M:%S %Y", brokenOf(at.In(now().Location())))), nil
		},
		"strptime": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var text, format pyvm.Value = nil, pyvm.Str("%a %b %d %H:%M:%S %Y")
			if err := pyvm.Unpack(t, "strptime", args, kw, "string", &text, "format?", &format); err != nil {
				return nil, err
			}
			m, err := t.Import("_strptime")
			if err != nil {
				return nil, err
			}
			v, err := pyvm.CallMethod(t, m, "parse", text, format)
			if err != nil {
				return nil, err
			}
			items, err := pyvm.ToSlice(t, v)
			if err != nil {
				return nil, err
			}
			return newStruct(t, structTime, items...)
		},
		"get_clock_info": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.NewModule("clock_info", map[string]pyvm.Value{"implementation": pyvm.Str("knead"), "monotonic": pyvm.True,
				"adjustable": pyvm.False, "resolution": pyvm.Float(1e-9)}), nil
		},
	})
}

// gmt is UTC as the C library calls it.
var gmt = time.FixedZone("GMT", 0)

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// zoneNames returns the names and offsets of the zone in winter and in summer.
func zoneNames(now time.Time) (std, dst string, stdOff, dstOff int) {
	winter := time.Date(now.Year(), 1, 1, 0, 0, 0, 0, now.Location())
	summer := time.Date(now.Year(), 7, 1, 0, 0, 0, 0, now.Location())
	if winter.IsDST() {
		winter, summer = summer, winter
	}
	std, stdOff = winter.Zone()
	dst, dstOff = summer.Zone()
	return std, dst, stdOff, dstOff
}

// timeArg takes an optional number of seconds.
func timeArg(t *pyvm.Thread, name string, args []pyvm.Value, kw []pyvm.Kw, now func() time.Time) (time.Time, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, name, args, kw, "seconds?", &v); err != nil {
		return time.Time{}, err
	}
	if !given(v) {
		return now(), nil
	}
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Float:
		if math.IsNaN(float64(x)) || math.Abs(float64(x)) > 1e17 {
			return time.Time{}, pyvm.Raise(pyvm.OverflowError, "timestamp out of range for platform time_t")
		}
		return time.Unix(int64(math.Floor(float64(x))), 0), nil
	default:
		n, ok, err := pyvm.AsIndex(t, v)
		if err == nil && !ok {
			err = pyvm.Raise(pyvm.TypeError, "'%s' object cannot be interpreted as an integer", v.Type().Name())
		}
		return time.Unix(int64(n), 0), err
	}
}

func timeFunc(name string, now func() time.Time, in func(t time.Time) time.Time) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		at, err := timeArg(t, name, args, kw, now)
		if err != nil {
			return nil, err
		}
		return newStructTime(t, in(at))
	}
}

func newStructTime(t *pyvm.Thread, at time.Time) (pyvm.Value, error) {
	zone, off := at.Zone()
	items := ints(at.Year(), int(at.Month()), at.Day(), at.Hour(), at.Minute(), at.Second(), (int(at.Weekday())+6)%7, at.YearDay(), boolInt(at.IsDST()))
	return newStruct(t, structTime, append(items, pyvm.Str(zone), pyvm.Int(off))...)
}

// brokenOf returns a time's parts.
func brokenOf(t time.Time) *brokenTime {
	zone, off := t.Zone()
	return &brokenTime{year: t.Year(), month: int(t.Month()), day: t.Day(), hour: t.Hour(), min: t.Minute(), sec: t.Second(),
		wday: int(t.Weekday()), yday: t.YearDay(), zone: zone, offset: off, unix: t.Unix()}
}

// timeOr takes a time tuple that may be left out, for now.
func timeOr(t *pyvm.Thread, v pyvm.Value, now func() time.Time) (*brokenTime, error) {
	if v == nil {
		return brokenOf(now()), nil
	}
	return breakTime(t, v, true)
}

// breakTime takes a time tuple. check refuses parts that strftime could not show.
func breakTime(t *pyvm.Thread, v pyvm.Value, check bool) (*brokenTime, error) {
	x, ok := pyvm.Unwrap(v).(*pyvm.Tuple)
	if !ok {
		return nil, pyvm.Raise(pyvm.TypeError, "Tuple or struct_time argument required")
	}
	if len(x.Items) != 9 {
		return nil, pyvm.Raise(pyvm.TypeError, "%s(): illegal time tuple argument", map[bool]string{true: "strftime", false: "mktime"}[check])
	}
	var n [9]int
	for i, item := range x.Items {
		if err := pyvm.Unpack(t, "strftime", []pyvm.Value{item}, nil, "item", &n[i]); err != nil {
			return nil, err
		}
	}
	b := &brokenTime{year: n[0], month: n[1], day: n[2], hour: n[3], min: n[4], sec: n[5], wday: (n[6] + 1) % 7, yday: n[7]}
	if check {
		if b.month == 0 {
			b.month = 1
		}
		if b.day == 0 {
			b.day = 1
		}
		if b.yday == 0 {
			b.yday = 1
		}
		for _, c := range []struct {
			n, low, high int
			name         string
		}{{b.month, 1, 12, "month"}, {b.day, 1, 31, "day of month"}, {b.hour, 0, 23, "hour"}, {b.min, 0, 59, "minute"}, {b.sec, 0, 61, "seconds"},
			{n[6] + 1, 0, 1 << 40, "day of week"}, {b.yday, 1, 366, "day of year"}} {
			if c.n < c.low || c.n > c.high {
				return nil, pyvm.Raise(pyvm.ValueError, "%s out of range", c.name)
			}
		}
	}
	if zone, ok := hiddenItem(v, 9).(pyvm.Str); ok {
		b.zone = string(zone)
	}
	if off, ok := hiddenItem(v, 10).(pyvm.Int); ok {
		b.offset = int(off)
	}
	b.unix = time.Date(b.year, time.Month(b.month), b.day, b.hour, b.min, b.sec, 0, time.UTC).Unix() - int64(b.offset)
	return b, nil
}

// timeCore has what datetime needs.
var timeCore = native.Module{
	Name: "_knead_time",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{}.Funcs(map[string]pyvm.Func{
			// strftime(format, tuple) without regard of a zone
			"strftime": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var format string
				var v pyvm.Value
				if err := pyvm.Unpack(t, "strftime", args, kw, "format", &format, "t", &v); err != nil {
					return nil, err
				}
				b, err := breakTime(t, v, true)
				if err != nil {
					return nil, err
				}
				return pyvm.Str(strftime(format, b)), nil
			},
			// now() is the time in nanoseconds
			"now": func(*pyvm.Thread, []pyvm.Value, []pyvm.Kw) (pyvm.Value, error) {
				return pyvm.Int(e.Host.Machine().Now().UnixNano()), nil
			},
			// zone(seconds) is the local zone at that time: offset and name
			"zone": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var n int
				if err := pyvm.Unpack(t, "zone", args, kw, "seconds", &n); err != nil {
					return nil, err
				}
				zone, off := time.Unix(int64(n), 0).In(e.Host.Machine().Now().Location()).Zone()
				return pyvm.NewTuple(pyvm.Int(off), pyvm.Str(zone)), nil
			},
		})
	},
}
