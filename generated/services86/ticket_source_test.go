package services86_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// loginFake answers a login as it is told.
type loginFake struct {
	services86.UnimplementedSoPrincipalAgent
	res *services86.AuthenticateResponse
	err error
}

func (f loginFake) AuthenticateUsernamePassword(context.Context, *services86.AuthenticateUsernamePasswordRequest) (*services86.AuthenticateResponse, error) {
	return f.res, f.err
}

func TestPasswordTicketSource(t *testing.T) {
	ticket := &services86.SoCredentials{Ticket: "7T:valid"}
	failed := &services86.ServerError{ExceptionInfo: &services86.SoExceptionInfo{Message: "closed for hush-password"}}
	for _, test := range []struct {
		name string
		fake loginFake
		want string // of the error; "" for a ticket
		is   error
	}{
		{"a login", loginFake{res: &services86.AuthenticateResponse{AuthenticationSucceeded: true, Credentials: ticket}}, "", nil},
		{"a bad login", loginFake{res: &services86.AuthenticateResponse{Credentials: ticket}}, "refused the login", services86.ErrLoginRefused},
		{"no ticket", loginFake{res: &services86.AuthenticateResponse{AuthenticationSucceeded: true}}, "without a ticket", nil},
		{"a failed call", loginFake{err: failed}, "SoPrincipal.AuthenticateUsernamePassword: the server reports: closed for ***", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(services86.NewSoPrincipalHandler(test.fake))
			defer server.Close()
			client, err := services86.NewSoPrincipalClient(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			source := services86.PasswordTicketSource(client, "SAL0", "hush-password")
			got, err := source(context.Background())
			if test.want == "" {
				if err != nil || got != "7T:valid" {
					t.Errorf("got %q, %v", got, err)
				}
				return
			}
			if err == nil || got != "" || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %q, %v", got, err)
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("%v is not %v", err, test.is)
			}
			if strings.Contains(fmt.Sprintf("%v %+v %#v %+v", err, err, err, any(source)), mark) {
				t.Error("the password is told")
			}
		})
	}
}

// With a wrong password many calls make few logins, and each of them ends with the
// login's own error, unsent.
func TestBadLoginOfManyCalls(t *testing.T) {
	var logins atomic.Int32
	principal := httptest.NewServer(services86.NewSoPrincipalHandler(countedLogin{logins: &logins}))
	defer principal.Close()
	login, err := services86.NewSoPrincipalClient(principal.URL)
	if err != nil {
		t.Fatal(err)
	}
	source := services86.WithTicketSource(services86.PasswordTicketSource(login, "SAL0", "wrong"))
	client, err := services86.NewMessagingClient("http://127.0.0.1:1", source)
	if err != nil {
		t.Fatal(err)
	}
	const callers, calls = 8, 25
	var wg sync.WaitGroup
	for range callers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range calls {
				_, err := client.GetPlugins(context.Background(), nil)
				var operation *services86.OperationError
				if !errors.Is(err, services86.ErrLoginRefused) || !errors.As(err, &operation) || !operation.NotSent() {
					t.Errorf("got %v", err)
				}
			}
		}()
	}
	wg.Wait()
	if n := logins.Load(); n > 4 { // one, if it takes less than a second
		t.Errorf("%d calls made %d logins", callers*calls, n)
	}
}

// countedLogin refuses logins and counts them.
type countedLogin struct {
	services86.UnimplementedSoPrincipalAgent
	logins *atomic.Int32
}

func (c countedLogin) AuthenticateUsernamePassword(context.Context, *services86.AuthenticateUsernamePasswordRequest) (*services86.AuthenticateResponse, error) {
	c.logins.Add(1)
	return &services86.AuthenticateResponse{}, nil
}
