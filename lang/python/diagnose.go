package python

type diagnoser struct{}

func (d *diagnoser) file() bool { return false }
func (d *diagnoser) eval() bool { return false }
func firstError(text string, l *lexer, strict *SyntaxError, f func(*diagnoser) bool) *SyntaxError {
	if l.stopped != nil {
		return l.stopped.err
	}
	return strict
}
