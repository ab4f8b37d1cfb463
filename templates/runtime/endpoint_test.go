package runtime

import (
	"strings"
	"testing"
)

func TestEndpoints(t *testing.T) {
	const agent = "Remote/Services86/Messaging.svc"
	const endpoint = "https://online2.superoffice.com/Cust12345/Remote/Services86/Messaging.svc"
	for _, base := range []string{
		"https://online2.superoffice.com/Cust12345",
		"https://online2.superoffice.com/Cust12345/",
		"https://online2.superoffice.com/Cust12345/Remote/Services86/",
		"https://online2.superoffice.com/Cust12345/Remote/Services86",
		"https://online2.superoffice.com/Cust12345/Remote",
		endpoint,
	} {
		got, err := resolveEndpoint(base, agent)
		if err != nil {
			t.Errorf("%s: %v", base, err)
		} else if got.String() != endpoint {
			t.Errorf("%s: got %s", base, got)
		}
	}
	for base, want := range map[string]string{
		"http://localhost:8080":                         "http://localhost:8080/Remote/Services86/Messaging.svc",
		"http://h/vdir/remote/services86/messaging.svc": "http://h/vdir/remote/services86/messaging.svc",
		"http://h/vdir/remote/services86":               "http://h/vdir/remote/services86/Messaging.svc",
		"http://h/with%20space":                         "http://h/with%20space/Remote/Services86/Messaging.svc",
	} {
		got, err := resolveEndpoint(base, agent)
		if err != nil {
			t.Errorf("%s: %v", base, err)
		} else if got.String() != want {
			t.Errorf("%s: got %s, want %s", base, got, want)
		}
	}
}

func TestWrongBaseURLs(t *testing.T) {
	for base, want := range map[string]string{
		"":                         "the base URL must begin with https:// or http://",
		"online2.superoffice.com":  "the base URL must begin with https:// or http://",
		"ftp://host/":              "the base URL must begin with https:// or http://",
		"https:///Cust":            "the base URL has no host",
		"https://u:hush@host/Cust": "the base URL must have no user, query or fragment: secrets go into options",
		"https://host/Cust?t=hush": "the base URL must have no user, query or fragment: secrets go into options",
		"https://host/%zzhush":     "the base URL can't be parsed",
		"https://h/C/Remote/Services86/SoPrincipal.svc": "the base URL ends in SoPrincipal.svc, and this agent's is Remote/Services86/Messaging.svc",
		"https://h/C/Remote/Services88/":                "the base URL ends in Services88, and this package is for Remote/Services86",
	} {
		_, err := resolveEndpoint(base, "Remote/Services86/Messaging.svc")
		if err == nil {
			t.Errorf("%q was taken", base)
		} else if err.Error() != want {
			t.Errorf("%q: got %q, want %q", base, err, want)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: the error tells a secret", base)
		}
	}
}
