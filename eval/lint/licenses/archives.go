package licenses

import (
	"context"
	"errors"
	"sync"
)

// Archives keeps what was read of archives and repositories, so that each is read once for the recipes and variants that are made
// of it. It is safe for concurrent use; its zero value is ready.
type Archives struct {
	mu   sync.Mutex
	kept map[string]*kept
}

// kept is what was read of one.
type kept struct {
	mu    sync.Mutex
	asked map[string]bool
	texts map[string][]byte
	like  []string
	err   error
}

func (a *Archives) of(key string) *kept {
	a.mu.Lock()
	defer a.mu.Unlock()
	k := a.kept[key]
	if k == nil {
		if a.kept == nil {
			a.kept = map[string]*kept{}
		}
		k = &kept{asked: map[string]bool{}, texts: map[string][]byte{}}
		a.kept[key] = k
	}
	return k
}

// pick looks for files in what a key stands for, each once. An archive that cannot be read is not tried again.
func (a *Archives) pick(key string, paths []string, look func(paths []string) (picked, error)) (picked, error) {
	k := a.of(key)
	k.mu.Lock()
	defer k.mu.Unlock()
	var news []string
	for _, p := range paths {
		if !k.asked[p] {
			news = append(news, p)
		}
	}
	if len(news) > 0 && k.err == nil {
		found, err := look(news)
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return picked{}, err
		}
		k.like, k.err = found.like, err
		for _, p := range news {
			k.asked[p] = true
			if text, ok := found.texts[p]; ok {
				k.texts[p] = text
			}
		}
	}
	out := picked{texts: map[string][]byte{}, like: k.like}
	for _, p := range paths {
		if text, ok := k.texts[p]; ok {
			out.texts[p] = text
		}
	}
	return out, k.err
}
