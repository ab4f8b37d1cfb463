package services86_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
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
