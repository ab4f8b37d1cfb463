package services86_test

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// startPHP starts PHP's SoapServer behind libxml2's schema validation, and returns
// its URL.
func startPHP(t *testing.T) string {
	t.Helper()
	needsPHP.orSkip(t)
	schemas := t.TempDir()
	if output, err := exec.CommandContext(bounded(t), "php", interopPath("php", "schemas.php"), messagingWSDL(t), schemas).CombinedOutput(); err != nil {
		t.Fatalf("schemas.php: %v\n%s", err, output)
	}
	cmd := exec.Command("php", "-S", "127.0.0.1:0", interopPath("php", "server.php"))
	cmd.Env = append(os.Environ(), "WSDL="+messagingWSDL(t), "SCHEMAS="+schemas)
	return startServer(t, cmd)
}

func TestInteropPHPServer(t *testing.T) {
	url := startPHP(t)
	fields := newTally(t, "libxml2 and SoapServer")
	client := newInteropClient(t, url)
	for _, c := range slices.Concat(interopCalls, textCalls("awkward in each text", awkward), textCalls("100,000 characters in each text", longText)) {
		t.Run(c.operation()+"/"+c.name, func(t *testing.T) {
			_, header, err := call(bounded(t), client, c.request)
			if err != nil {
				t.Fatal(err)
			}
			fields.compare(t, c.operation(), account(c.request), parseAccount(t, header.ExtraInfo["body"]))
		})
	}
	for _, h := range interopHeaders {
		_, header, err := call(bounded(t), newInteropClient(t, url, services86.WithRequestHeader(h)), &services86.GetPluginsRequest{})
		if err != nil {
			t.Fatal(err)
		}
		fields.compare(t, "header", headerAccount(h), parseAccount(t, header.ExtraInfo["header"]))
	}
}

// TestInteropPHPResponses holds what the client reads against what server.php is
// known to answer.
func TestInteropPHPResponses(t *testing.T) {
	client := newInteropClient(t, startPHP(t))

	sent, err := client.SendMessages(bounded(t), &services86.SendMessagesRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]services86.MessageDeliveryStatus{
		{Status: services86.StatusSent, StatusDescription: "&<>\"' ]]> cr\r lf\n tab\t æøå 😀 ", MessagingId: 1001},
		{},
	}, sent.Response); diff != "" {
		t.Errorf("SendMessages (-want +got):\n%s", diff)
	}

	plugins, err := client.GetPlugins(bounded(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]services86.ProviderInfo{
		{Name: "Twilio SMS", SupportedMessagingFormats: []string{"sms/160", ""}, SupportsConfig: true},
	}, plugins.Response); diff != "" {
		t.Errorf("GetPlugins (-want +got):\n%s", diff)
	}

	for plugin, want := range map[string]error{
		"fault": &services86.Fault{Code: "Server", Reason: "PHP gave <up> & left", Actor: "urn:php", Detail: "…none…"},
		"fail": &services86.ServerError{ExceptionInfo: &services86.SoExceptionInfo{
			Message:        "PHP failed",
			InnerException: &services86.SoExceptionInfo{Message: "deeper"},
		}},
	} {
		_, err := client.SendMessages(bounded(t), &services86.SendMessagesRequest{Plugin: plugin})
		if diff := cmp.Diff(want, errors.Unwrap(err), shortened); diff != "" {
			t.Errorf("%s (-want +got):\n%s", plugin, diff)
		}
	}
}

// TestInteropPHPYardstick shows that the server refuses what the contract forbids:
// else its agreement would mean nothing.
func TestInteropPHPYardstick(t *testing.T) {
	url := startPHP(t)
	const (
		action = services86.MessagingSendMessagesAction
		xml    = "text/xml; charset=utf-8"
	)
	wrap := func(header, body string) string {
		return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://www.superoffice.net/ws/crm/NetServer/Services86">` +
			`<s:Header>` + header + `</s:Header><s:Body><SendMessages>` + body + `</SendMessages></s:Body></s:Envelope>`
	}
	for _, test := range []struct {
		name, contentType, action, body string
		status                          int
		want                            string
	}{
		{"good", xml, action, wrap(``, `<Plugin/>`), 200, "SendMessagesResponse"},
		{"out of order", xml, action, wrap(``, `<OutgoingMessages/><Plugin/>`), 500, "not valid"},
		{"unknown block", xml, action, wrap(`<Ticket>x</Ticket>`, ``), 500, "not valid"},
		{"empty number", xml, action, wrap(`<TimeZone><SoTimeZoneId/></TimeZone>`, ``), 500, "not valid"},
		{"other action", xml, services86.MessagingGetPluginsAction, wrap(``, ``), 500, "SOAPAction"},
		{"SOAP 1.2 type", "application/soap+xml; charset=utf-8", action, wrap(``, ``), 415, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, answer := post(t, url, test.contentType, test.action, test.body)
			if status != test.status || !strings.Contains(answer, test.want) {
				t.Errorf("status %d and\n%s\nwant %d and %s", status, answer, test.status, test.want)
			}
		})
	}
}
