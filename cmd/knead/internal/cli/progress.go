package cli

import (
	"os"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress shows a bar for recipes that are evaluated on standard error, where that is a terminal. set moves it, done takes it
// away. Where recipes have to be evaluated, garbage is collected more often.
func (a *app) progress(title string) (set func(done, total int), done func()) {
	var many sync.Once
	evaluating := func(n, total int) {
		if n < total {
			many.Do(func() { collectGarbage(600) })
		}
	}
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return evaluating, func() {}
	}
	p := mpb.New(mpb.WithOutput(f), mpb.WithWidth(64))
	bar := p.New(0, mpb.BarStyle(), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Name(title+" "), decor.Percentage()), mpb.AppendDecorators(decor.CountersNoUnit("%d / %d"), decor.Elapsed(decor.ET_STYLE_MMSS, decor.WCSyncSpace)))
	set = func(n, total int) {
		evaluating(n, total)
		bar.SetTotal(int64(total), false)
		bar.SetCurrent(int64(n))
	}
	return set, func() {
		bar.Abort(true)
		p.Wait()
	}
}
