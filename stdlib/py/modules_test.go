package py

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/stdlib/native"
)

// TestModulesLoad imports every module by itself and runs its Python.
func TestModulesLoad(t *testing.T) {
	for name := range native.Table(Modules()) {
		h := &fakeHost{view: fsys.NewView(fsys.NewDisk(), t.TempDir()), env: maps.Clone(runEnviron), now: time.Unix(1700000000, 0)}
		th := newThread(h, &strings.Builder{})
		m, err := th.Import(name)
		if err == nil {
			_, err = pyvm.LookupAttr(th, m, "nothing_of_that_name")
		}
		if err != nil {
			t.Errorf("%s: %s", name, pyvm.FormatException(err))
		}
		if len(h.log) > 0 {
			t.Errorf("%s: importing it says %q", name, h.log)
		}
	}
}

// TestRefuses tries what can be imported and not used: the exception names it.
func TestRefuses(t *testing.T) {
	for code, want := range map[string]string{
		"import socket; socket.socket()":                                               "RuntimeError: socket.socket is not available while metadata is evaluated",
		"import urllib.request; urllib.request.urlopen('http://x')":                    "RuntimeError: urllib.request.urlopen is not available while metadata is evaluated",
		"import xml.etree.ElementTree as ET; ET.fromstring('<a/>')":                    "RuntimeError: xml.etree.ElementTree.fromstring is not available while metadata is evaluated",
		"import sqlite3\nclass C(sqlite3.Connection): pass\nC('x')":                    "RuntimeError: sqlite3.Connection is not available while metadata is evaluated",
		"import multiprocessing; multiprocessing.Pool(2)":                              "RuntimeError: multiprocessing.Pool: no process can be started while metadata is evaluated",
		"import multiprocessing; multiprocessing.Process().start()":                    "RuntimeError: multiprocessing.Process.start: no process can be started while metadata is evaluated",
		"import concurrent.futures as f; f.ProcessPoolExecutor()":                      "RuntimeError: concurrent.futures.ProcessPoolExecutor: no process can be started while metadata is evaluated",
		"import threading; threading.Event().wait()":                                   "RuntimeError: threading.Event.wait would wait forever: there is only one thread while metadata is evaluated",
		"import threading; threading.Timer(1, print).start()":                          "RuntimeError: threading.Timer.start: there is only one thread while metadata is evaluated",
		"import queue; queue.Queue().get()":                                            "RuntimeError: queue.Queue.get would wait forever: there is only one thread while metadata is evaluated",
		"import pickle\nclass C: pass\npickle.dumps(C())":                              "pickle.PicklingError: 'C' object is no plain data, which is all that Knead's Python pickles",
		"import pickle; pickle.loads(b'\\x80\\x04\\x8c\\x02os\\x8c\\x06system\\x93.')": "pickle.UnpicklingError: an object that is no plain data, which is all that Knead's Python unpickles",
		"import getpass; getpass.getpass()":                                            "RuntimeError: getpass.getpass: nobody can be asked while metadata is evaluated",
		"import logging.handlers\nlogging.handlers.RotatingFileHandler('x')":           "RuntimeError: logging.handlers.RotatingFileHandler is not available while metadata is evaluated",
		"import threading\nl = threading.Lock()\nwith l:\n  with l: pass":              "RuntimeError: threading.Lock.acquire would wait forever: there is only one thread while metadata is evaluated",
		"import asyncio\nclass P(asyncio.Protocol): pass\nasyncio.run(None)":           "RuntimeError: asyncio.run is not available while metadata is evaluated",
		"import decimal; decimal.Decimal('1')":                                         "RuntimeError: decimal.Decimal is not available while metadata is evaluated",
	} {
		h := &fakeHost{view: fsys.NewView(fsys.NewDisk(), t.TempDir()), env: maps.Clone(runEnviron), now: time.Unix(1700000000, 0)}
		c, err := pyvm.CompileModule(source.NewFile("<string>", code), 0)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(pyvm.FormatException(newThread(h, &strings.Builder{}).Exec(c, nil, nil)))
		if got := text[strings.LastIndexByte(text, '\n')+1:]; got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}

// TestLogging: what no handler of Python's takes goes to the host.
func TestLogging(t *testing.T) {
	h := &fakeHost{view: fsys.NewView(fsys.NewDisk(), t.TempDir()), env: maps.Clone(runEnviron), now: time.Unix(1700000000, 0)}
	c, err := pyvm.CompileModule(source.NewFile("<string>", "import logging\nl = logging.getLogger('x')\nl.warning('w %d', 1)\nl.info('i')\nlogging.error('e')"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := newThread(h, &strings.Builder{}).Exec(c, nil, nil); err != nil {
		t.Fatal(pyvm.FormatException(err))
	}
	if got := strings.Join(h.log, "|"); got != "w 1|ERROR:root:e" {
		t.Errorf("the log is %q", got)
	}
}
