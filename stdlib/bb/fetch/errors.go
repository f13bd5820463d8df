package fetch

import "fmt"

// Kind says which of BitBake's exceptions an error is.
type Kind uint8

// The kinds of errors.
const (
	FetchError       Kind = iota // bb.fetch2.FetchError
	MalformedURL                 // bb.fetch2.MalformedUrl
	NoMethod                     // bb.fetch2.NoMethodError
	MissingParameter             // bb.fetch2.MissingParameterError; Text is the parameter
	ParameterError               // bb.fetch2.ParameterError
	NetworkAccess                // bb.fetch2.NetworkAccess; Text is the command
	UntrustedURL                 // bb.fetch2.UntrustedUrl
	Skip                         // bb.parse.SkipRecipe
	Fatal                        // bb.fatal()
	PythonError                  // an exception of Python itself, where BitBake's code has a slip; Class is its name
)

// kindNames are the names of the exceptions.
var kindNames = [...]string{"FetchError", "MalformedUrl", "NoMethodError", "MissingParameterError", "ParameterError", "NetworkAccess", "UntrustedUrl", "SkipRecipe", "BBHandledException", ""}

// Error is what is wrong with an item of SRC_URI, or what evaluation cannot find out.
type Error struct {
	Kind  Kind
	Text  string
	URL   string
	Class string
}

// Name returns the name of the exception.
func (e *Error) Name() string {
	if e.Kind == PythonError {
		return e.Class
	}
	return kindNames[e.Kind]
}

// Error returns the message.
func (e *Error) Error() string {
	switch e.Kind {
	case FetchError:
		if e.URL == "" {
			return "fetcher failure: " + e.Text
		}
		return fmt.Sprintf("fetcher failure for URL '%s': %s", e.URL, e.Text)
	case MalformedURL:
		if e.Text == "" {
			return fmt.Sprintf("the URL '%s' cannot be understood", e.URL)
		}
	case NoMethod:
		return fmt.Sprintf("there is no fetcher for the URL '%s'", e.URL)
	case MissingParameter:
		return fmt.Sprintf("the URL '%s' lacks the parameter '%s'", e.URL, e.Text)
	case ParameterError:
		return fmt.Sprintf("the URL '%s' has a wrong parameter: %s", e.URL, e.Text)
	case NetworkAccess:
		return fmt.Sprintf("the network is asked for by '%s' (for the URL %s), but BB_NO_NETWORK is set", e.Text, e.URL)
	case UntrustedURL:
		if e.Text == "" {
			return fmt.Sprintf("the URL '%s' is at a host that BB_ALLOWED_NETWORKS does not have", e.URL)
		}
	}
	return e.Text
}

func failure(url, format string, args ...any) error {
	return &Error{Kind: FetchError, URL: url, Text: fmt.Sprintf(format, args...)}
}

func wrongParameter(url, format string, args ...any) error {
	return &Error{Kind: ParameterError, URL: url, Text: fmt.Sprintf(format, args...)}
}

func python(class, format string, args ...any) error {
	return &Error{Kind: PythonError, Class: class, Text: fmt.Sprintf(format, args...)}
}
