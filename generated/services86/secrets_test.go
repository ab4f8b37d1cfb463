package services86_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// carriers are all values that hold secrets, and what a program may put them into.
func carriers(t *testing.T) map[string]any {
	t.Helper()
	header := services86.RequestHeader{ApplicationToken: secretToken, Credentials: &services86.SoCredentials{Ticket: secretTicket}}
	credentials := services86.SoCredentials{Ticket: secretTicket}
	password := services86.AuthenticateUsernamePasswordRequest{UserName: "me", Password: "hush-password"}
	generic := services86.AuthenticateGenericRequest{AuthenticationData: map[string]string{"pin": "hush-pin"}}
	token := services86.AuthenticateWithAccessTokenRequest{AccessToken: "hush-access"}
	config := services86.SendMessagesWithConfigRequest{Config: map[string]string{"twilio_auth_token": secretConfig}}
	login := services86.AuthenticateResponse{Credentials: &credentials}
	opts := []services86.Option{
		services86.WithApplicationToken(secretToken), services86.WithTicket(secretTicket), services86.WithRequestHeader(header),
		services86.WithTicketSource(func(context.Context) (string, error) { return secretTicket, nil }),
	}
	messaging, err := services86.NewMessagingClient("http://127.0.0.1:1", opts...)
	if err != nil {
		t.Fatal(err)
	}
	principal, err := services86.NewSoPrincipalClient("http://127.0.0.1:1", opts...)
	if err != nil {
		t.Fatal(err)
	}
	type embedding struct {
		services86.AuthenticateUsernamePasswordRequest
		Note string
	}
	type holding struct {
		Header   services86.RequestHeader
		Password services86.AuthenticateUsernamePasswordRequest
		Deep     struct {
			Token []services86.AuthenticateWithAccessTokenRequest
		}
	}
	type hiding struct { // fmt calls no methods of what lies in unexported fields
		client *services86.MessagingClient
		value  services86.MessagingClient
		opts   []services86.Option
	}
	held := holding{Header: header, Password: password}
	held.Deep.Token = []services86.AuthenticateWithAccessTokenRequest{token}
	return map[string]any{
		"header": header, "header pointer": &header, "credentials": credentials, "credentials pointer": &credentials,
		"password": password, "password pointer": &password, "generic": generic, "generic pointer": &generic,
		"token": token, "token pointer": &token, "config": config, "config pointer": &config,
		"login": login, "login pointer": &login,
		"options": opts, "option": opts[0], "client": messaging, "client value": *messaging, "other client": principal, "other client value": *principal,
		"client with": messaging.With(services86.WithTicket(secretTicket)),
		"slice":       []services86.AuthenticateUsernamePasswordRequest{password}, "array": [1]services86.SoCredentials{credentials},
		"slice of pointers": []*services86.SoCredentials{&credentials}, "map": map[string]services86.SoCredentials{"a": credentials},
		"map key": map[services86.SoCredentials]int{credentials: 1}, "any": []any{password, &token, header},
		"embedding": embedding{AuthenticateUsernamePasswordRequest: password}, "embedding pointer": &embedding{AuthenticateUsernamePasswordRequest: password},
		"holding": held, "holding pointer": &held,
		"hiding": hiding{messaging, *messaging, opts}, "hiding pointer": &hiding{messaging, *messaging, opts},
	}
}

// No verb of fmt and no handler of slog tells a secret of any carrier.
func TestCarriersTellNoSecret(t *testing.T) {
	for name, v := range carriers(t) {
		t.Run(name, func(t *testing.T) {
			for _, verb := range []string{"v", "+v", "#v", "s", "q", "x", "X", "d", "t", "20v", "-20.3s", "#x", "+q", "U", "e"} {
				if told := fmt.Sprintf("%"+verb, v); telling(told) {
					t.Errorf("%%%s: %s", verb, told)
				}
			}
			if told := fmt.Sprint(v) + fmt.Sprintln(v) + fmt.Errorf("refused: %v", v).Error(); telling(told) {
				t.Error(told)
			}
			var logged bytes.Buffer
			text := slog.New(slog.NewTextHandler(&logged, nil))
			text.Info("text", "value", v, slog.Group("group", "value", v))
			text.With("value", v).Info("with")
			if _, ok := v.(slog.LogValuer); ok { // others are json.Marshal's
				js := slog.New(slog.NewJSONHandler(&logged, nil))
				js.Info("json", "value", v, slog.Group("group", "value", v))
			}
			if telling(logged.String()) {
				t.Error(logged.String())
			}
		})
	}
}

// A request or header in an unexported field tells nothing where it is a pointer and
// the verb is one for values: fmt follows none there, and calls no method either.
func TestHiddenPointersTellNoSecret(t *testing.T) {
	type hiding struct {
		header   *services86.RequestHeader
		password *services86.AuthenticateUsernamePasswordRequest
	}
	v := hiding{
		&services86.RequestHeader{ApplicationToken: secretToken},
		&services86.AuthenticateUsernamePasswordRequest{Password: "hush-password"},
	}
	for _, verb := range []string{"%v", "%+v", "%#v"} {
		if told := fmt.Sprintf(verb, v) + fmt.Sprintf(verb, &v); telling(told) {
			t.Errorf("%s: %s", verb, told)
		}
	}
}

// telling reports whether a text holds a part of a secret, as it is or in hexadecimal
// digits.
func telling(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, mark) || strings.Contains(text, fmt.Sprintf("%x", mark))
}

// json.Marshal is how a program stores a request, and so masks nothing.
func TestJSONTellsAll(t *testing.T) {
	for _, name := range []string{"header", "credentials", "password", "generic", "token", "config"} {
		text, err := json.Marshal(carriers(t)[name])
		if err != nil || !telling(string(text)) {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
}

// What is printed of a carrier tells at least that there is a secret, and all else.
func TestCarriersTellTheRest(t *testing.T) {
	for _, verb := range []string{"%+v", "%#v"} {
		told := fmt.Sprintf(verb, carriers(t)["password"])
		if !strings.Contains(told, "me") || !strings.Contains(told, "***") {
			t.Errorf("%s: %s", verb, told)
		}
	}
	if told := fmt.Sprintf("%+v", services86.SoCredentials{}); strings.Contains(told, "*") {
		t.Errorf("there is no secret: %s", told)
	}
}

// Neither a panic in the caller's transport nor its stack tells a secret, and a
// handler's panic tells none to net/http.
func TestPanicsTellNoSecret(t *testing.T) {
	var logged lockedBuffer
	server := httptest.NewUnstartedServer(services86.NewMessagingHandler(panicking{}))
	server.Config.ErrorLog = slog.NewLogLogger(slog.NewTextHandler(&logged, nil), slog.LevelInfo)
	server.Start()
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL, services86.WithTicket(secretTicket), services86.WithApplicationToken(secretToken))
	if err != nil {
		t.Fatal(err)
	}
	request := &services86.SendMessagesWithConfigRequest{Config: map[string]string{"password": secretConfig}}
	if _, err := client.SendMessagesWithConfig(t.Context(), request); err == nil {
		t.Error("the handler's panic is a success")
	}
	if !strings.Contains(logged.String(), "panic") || telling(logged.String()) {
		t.Errorf("net/http logs %s", logged.String())
	}

	dead := client.With(services86.WithHTTPClient(&http.Client{Transport: wire(func([]byte, *http.Request) *http.Response { panic("no wire") })}))
	defer func() {
		told := fmt.Sprintf("%v\n%s", recover(), debug.Stack())
		if !strings.Contains(told, "no wire") || telling(told) {
			t.Error(told)
		}
	}()
	_, _ = dead.SendMessagesWithConfig(t.Context(), request)
	t.Error("no panic")
}

type panicking struct {
	services86.UnimplementedMessagingAgent
}

func (panicking) SendMessagesWithConfig(_ context.Context, req *services86.SendMessagesWithConfigRequest) (*services86.SendMessagesWithConfigResponse, error) {
	panic(fmt.Sprintf("bad request: %+v", req))
}

// The login that a source of tickets makes tells no password, whatever the server
// answers, and the call that waits for it no ticket.
func TestLoginTellsNoSecret(t *testing.T) {
	const password = "hush-password"
	for _, e := range append(append(failures(), faults()...), statuses()...) {
		t.Run(e.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				recorded := httptest.NewRecorder()
				e.answer(recorded, r)
				for name := range recorded.Header() {
					w.Header()[name] = nil
					if name != "Content-Length" {
						w.Header().Set(name, strings.ReplaceAll(recorded.Header().Get(name), secretTicket, password))
					}
				}
				w.WriteHeader(recorded.Code)
				_, _ = io.WriteString(w, strings.ReplaceAll(recorded.Body.String(), secretTicket, password))
			}))
			defer server.Close()
			principal, err := services86.NewSoPrincipalClient(server.URL, services86.WithApplicationToken(secretToken))
			if err != nil {
				t.Fatal(err)
			}
			var logged lockedBuffer
			var traced bytes.Buffer
			messaging, err := services86.NewMessagingClient(server.URL, services86.WithApplicationToken(secretToken),
				services86.WithTicketSource(services86.PasswordTicketSource(principal, "me", password)),
				services86.WithLogger(slog.New(slog.NewJSONHandler(&logged, nil))),
				services86.WithFullTrace(func(_ context.Context, request, response string) { fmt.Fprintln(&traced, request, response) }))
			if err != nil {
				t.Fatal(err)
			}
			_, err = messaging.GetPlugins(t.Context(), nil)
			if err == nil {
				t.Fatal("it logs in")
			}
			for e := err; e != nil; e = errors.Unwrap(e) {
				if told := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(told, password) || strings.Contains(told, secretToken) {
					t.Errorf("%T tells a secret: %s", e, told)
				}
			}
			if told := logged.String() + traced.String(); strings.Contains(told, password) || strings.Contains(told, secretToken) {
				t.Error(told)
			}
		})
	}
}
