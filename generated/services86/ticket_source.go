package services86

import (
	"context"
	"errors"
)

// ErrLoginRefused is the error of a login with a wrong name or password.
var ErrLoginRefused = errors.New("SuperOffice refused the login: wrong user name or password")

// PasswordTicketSource is a source for WithTicketSource that logs in with a name
// and a password. It returns ErrLoginRefused for those that the server does not
// take, and any other failure as the client's error.
func PasswordTicketSource(client *SoPrincipalClient, userName, password string) func(ctx context.Context) (ticket string, err error) {
	return func(ctx context.Context) (string, error) {
		res, err := client.AuthenticateUsernamePassword(ctx, &AuthenticateUsernamePasswordRequest{
			UserName: userName,
			Password: password,
		})
		switch {
		case err != nil:
			return "", err
		case !res.AuthenticationSucceeded:
			return "", ErrLoginRefused
		case res.Credentials == nil:
			return "", errors.New("the login succeeded without a ticket")
		}
		return res.Credentials.Ticket, nil
	}
}
