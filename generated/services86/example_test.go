package services86_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http/httptest"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A fakeServer has both agents at the paths of a real one.
func fakeServer() *httptest.Server { return newFakeServer(messagingFake{}, principalFake{}) }

func Example() {
	server := fakeServer() // in place of https://online2.superoffice.com/Cust12345
	defer server.Close()
	ctx := context.Background()

	// A ticket, from a name and a password.
	principal, err := services86.NewSoPrincipalClient(server.URL, services86.WithApplicationToken("1234567-1234-9876"))
	if err != nil {
		log.Fatal(err)
	}
	login, err := principal.AuthenticateUsernamePassword(ctx, &services86.AuthenticateUsernamePasswordRequest{
		UserName: "SAL0",
		Password: "secret",
	})
	if err != nil {
		log.Fatal(err)
	}
	if !login.AuthenticationSucceeded {
		log.Fatal("wrong name or password") // no error of the call
	}

	// A message.
	messaging, err := services86.NewMessagingClient(server.URL,
		services86.WithApplicationToken("1234567-1234-9876"),
		services86.WithTicket(login.Credentials.Ticket))
	if err != nil {
		log.Fatal(err)
	}
	messages := []services86.OutgoingMessage{{From: "SuperOffice", To: "+4712345678", Content: "Hello"}}
	sent, err := messaging.SendMessages(ctx, &services86.SendMessagesRequest{
		Plugin:           "Twilio SMS",
		OutgoingMessages: messages,
	})
	if err != nil {
		log.Fatal(err)
	}
	deliveries, err := services86.Deliveries(messages, sent.Response)
	if err != nil {
		log.Fatal(err)
	}
	for _, delivery := range deliveries {
		fmt.Println(delivery.Message.To, delivery.Status.Status == services86.StatusSent, delivery.Status.MessagingId)
	}
	// Output:
	// +4712345678 true 1001
}

// The errors of a call, told apart.
func ExampleOperationError() {
	server := fakeServer()
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL, services86.WithTicket("7T:expired"))
	if err != nil {
		log.Fatal(err)
	}

	_, err = client.GetPlugins(context.Background(), nil)

	var operation *services86.OperationError
	if errors.As(err, &operation) && operation.NotSent() {
		fmt.Println("nothing reached the server: may be tried again")
	}
	var failed *services86.ServerError
	var fault *services86.Fault
	var answer *services86.HTTPError
	switch {
	case errors.As(err, &failed):
		fmt.Println("the operation failed:", failed.FriendlyText())
	case errors.As(err, &fault):
		fmt.Println("the request was not understood:", fault.Code)
	case errors.As(err, &answer):
		fmt.Println("something else than SOAP answered:", answer.StatusCode)
	case errors.Is(err, context.DeadlineExceeded):
		fmt.Println("no answer in time; the message may have gone out")
	}
	// Output:
	// the operation failed: Please log in again.
}

// The items of a response one by one, as they arrive.
func ExampleMessagingClient_StreamGetPlugins() {
	server := fakeServer()
	defer server.Close()
	client, err := services86.NewMessagingClient(server.URL, services86.WithTicket("7T:valid"))
	if err != nil {
		log.Fatal(err)
	}

	var header services86.ResponseHeader // nil where it is not wanted
	for plugin, err := range client.StreamGetPlugins(context.Background(), nil, &header) {
		if err != nil {
			log.Fatal(err) // the last of the pairs: a failed call, or one that was cut
		}
		fmt.Println(plugin.Name, len(header.ExtraInfo))
	}
	// Output:
	// Twilio SMS 0
}
