package services86_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A program that is one user: it logs in when it must.
func ExampleWithTicketSource() {
	server := fakeServer()
	defer server.Close()
	principal, err := services86.NewSoPrincipalClient(server.URL)
	if err != nil {
		log.Fatal(err)
	}
	source := services86.WithTicketSource(services86.PasswordTicketSource(principal, "SAL0", "secret"))

	client, err := services86.NewMessagingClient(server.URL, source)
	if err != nil {
		log.Fatal(err)
	}
	res, err := client.GetPlugins(context.Background(), nil)
	switch {
	case errors.Is(err, services86.ErrLoginRefused):
		fmt.Println("wrong name or password")
	case err != nil:
		log.Fatal(err)
	default:
		fmt.Println(res.Response[0].Name)
	}
	// Output:
	// Twilio SMS
}

// A server that calls on behalf of many users: one client, and for each request a
// copy of it with the ticket of the user who is asking. The copies share the
// connections.
func ExampleMessagingClient_With() {
	netServer := fakeServer()
	defer netServer.Close()
	client, err := services86.NewMessagingClient(netServer.URL)
	if err != nil {
		log.Fatal(err)
	}
	sessions := map[string]string{"session-of-anna": "7T:valid", "session-of-bob": "7T:expired"}

	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ticket, ok := sessions[r.Header.Get("X-Session")]
		if !ok {
			http.Error(w, "log in first", http.StatusUnauthorized)
			return
		}
		plugins, err := client.With(services86.WithTicket(ticket)).GetPlugins(r.Context(), nil)
		var failed *services86.ServerError
		switch {
		case errors.As(err, &failed):
			http.Error(w, failed.FriendlyText(), http.StatusBadGateway)
		case err != nil:
			http.Error(w, "SuperOffice can't be reached", http.StatusBadGateway)
		default:
			fmt.Fprint(w, plugins.Response[0].Name)
		}
	}))
	defer front.Close()

	for _, session := range []string{"session-of-anna", "session-of-bob", ""} {
		request, err := http.NewRequest(http.MethodGet, front.URL, nil)
		if err != nil {
			log.Fatal(err)
		}
		request.Header.Set("X-Session", session)
		fmt.Println(get(request))
	}
	// Output:
	// 200 Twilio SMS
	// 502 Please log in again.
	// 401 log in first
}

// get returns the status and the body of an answer.
func get(request *http.Request) string {
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err.Error()
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(answer.StatusCode, " ", strings.TrimSpace(string(body)))
}
