package services86_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// messagingFake is a Messaging agent for tests. What it does not have answers
// with a fault.
type messagingFake struct {
	services86.UnimplementedMessagingAgent
}

func (messagingFake) SendMessages(_ context.Context, req *services86.SendMessagesRequest) (*services86.SendMessagesResponse, error) {
	res := new(services86.SendMessagesResponse)
	for i := range req.OutgoingMessages {
		res.Response = append(res.Response, services86.MessageDeliveryStatus{
			Status:      services86.StatusSent,
			MessagingId: int32(1001 + i),
		})
	}
	return res, nil
}

func (messagingFake) GetPlugins(ctx context.Context, _ *services86.GetPluginsRequest) (*services86.GetPluginsResponse, error) {
	header, _ := services86.RequestHeaderFrom(ctx)
	if header.Ticket() != "7T:valid" {
		return nil, &services86.ServerError{ExceptionInfo: &services86.SoExceptionInfo{
			Message:       "the ticket is not valid",
			FriendlyText:  "Please log in again.",
			ExceptionType: "SuperOffice.Exceptions.SoSessionException",
		}}
	}
	return &services86.GetPluginsResponse{Response: []services86.ProviderInfo{{Name: "Twilio SMS"}}}, nil
}

// principalFake is a SoPrincipal agent that knows one user.
type principalFake struct {
	services86.UnimplementedSoPrincipalAgent
}

func (principalFake) AuthenticateUsernamePassword(
	_ context.Context, req *services86.AuthenticateUsernamePasswordRequest,
) (*services86.AuthenticateResponse, error) {
	res := new(services86.AuthenticateResponse)
	if req.UserName == "SAL0" && req.Password == "secret" {
		res.AuthenticationSucceeded = true
		res.Credentials = &services86.SoCredentials{Ticket: "7T:valid"}
	}
	return res, nil
}

func newFakeServer(messaging services86.MessagingAgent, principal services86.SoPrincipalAgent) *httptest.Server {
	mux := http.NewServeMux()
	for _, tenant := range []string{"/", "/Cust12345/"} {
		mux.Handle(tenant+services86.MessagingPath, services86.NewMessagingHandler(messaging))
		mux.Handle(tenant+services86.SoPrincipalPath, services86.NewSoPrincipalHandler(principal))
	}
	return httptest.NewServer(mux)
}

// A fake server for a test: the agent embeds UnimplementedMessagingAgent and has
// the operations that the test wants.
func ExampleNewMessagingHandler() {
	server := httptest.NewServer(services86.NewMessagingHandler(recordingFake{}))
	defer server.Close()

	client, err := services86.NewMessagingClient(server.URL, services86.WithTicket("7T:valid"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.GetPlugins(context.Background(), nil); err != nil {
		log.Fatal(err)
	}
	_, err = client.SendMessages(context.Background(), nil)
	fmt.Println(err)
	// Output:
	// the ticket that came: 7T:valid
	// Messaging.SendMessages: SOAP fault ActionNotSupported: Messaging.SendMessages is not implemented
}

type recordingFake struct {
	services86.UnimplementedMessagingAgent
}

func (recordingFake) GetPlugins(ctx context.Context, _ *services86.GetPluginsRequest) (*services86.GetPluginsResponse, error) {
	header, _ := services86.RequestHeaderFrom(ctx)
	fmt.Println("the ticket that came:", header.Ticket())
	return new(services86.GetPluginsResponse), nil
}
