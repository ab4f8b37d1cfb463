package generator_test

import (
	"context"

	. "github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// messagingAgent and principalAgent hand every operation to a reflected.

type messagingAgent struct{ r *reflected }

func (a messagingAgent) CreateMessage(_ context.Context, req *CreateMessageRequest) (*CreateMessageResponse, error) {
	return reflectedCall[CreateMessageRequest, CreateMessageResponse](a.r, req)
}

func (a messagingAgent) GetDeliveryStatus(_ context.Context, req *GetDeliveryStatusRequest) (*GetDeliveryStatusResponse, error) {
	return reflectedCall[GetDeliveryStatusRequest, GetDeliveryStatusResponse](a.r, req)
}

func (a messagingAgent) SetDeliveryStatus(_ context.Context, req *SetDeliveryStatusRequest) (*SetDeliveryStatusResponse, error) {
	return reflectedCall[SetDeliveryStatusRequest, SetDeliveryStatusResponse](a.r, req)
}

func (a messagingAgent) SendMessages(_ context.Context, req *SendMessagesRequest) (*SendMessagesResponse, error) {
	return reflectedCall[SendMessagesRequest, SendMessagesResponse](a.r, req)
}

func (a messagingAgent) SendMessagesWithConfig(_ context.Context, req *SendMessagesWithConfigRequest) (*SendMessagesWithConfigResponse, error) {
	return reflectedCall[SendMessagesWithConfigRequest, SendMessagesWithConfigResponse](a.r, req)
}

func (a messagingAgent) GetPlugins(_ context.Context, req *GetPluginsRequest) (*GetPluginsResponse, error) {
	return reflectedCall[GetPluginsRequest, GetPluginsResponse](a.r, req)
}

type principalAgent struct{ r *reflected }

func (a principalAgent) GetSystemInfo(_ context.Context, req *GetSystemInfoRequest) (*GetSystemInfoResponse, error) {
	return reflectedCall[GetSystemInfoRequest, GetSystemInfoResponse](a.r, req)
}

func (a principalAgent) AuthenticateImplicit(_ context.Context, req *AuthenticateImplicitRequest) (*AuthenticateResponse, error) {
	return reflectedCall[AuthenticateImplicitRequest, AuthenticateResponse](a.r, req)
}

func (a principalAgent) AuthenticateUsernamePassword(_ context.Context, req *AuthenticateUsernamePasswordRequest) (*AuthenticateResponse, error) {
	return reflectedCall[AuthenticateUsernamePasswordRequest, AuthenticateResponse](a.r, req)
}

func (a principalAgent) AuthenticateGeneric(_ context.Context, req *AuthenticateGenericRequest) (*AuthenticateResponse, error) {
	return reflectedCall[AuthenticateGenericRequest, AuthenticateResponse](a.r, req)
}

func (a principalAgent) AuthenticateWithAccessToken(_ context.Context, req *AuthenticateWithAccessTokenRequest) (*AuthenticateResponse, error) {
	return reflectedCall[AuthenticateWithAccessTokenRequest, AuthenticateResponse](a.r, req)
}
