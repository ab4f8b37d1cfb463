package services86_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// A SystemUser is an application that calls SuperOffice Online on its own behalf.
type SystemUser struct {
	Service     string // such as https://online.superoffice.com/Login/api/PartnerSystemUser/Authenticate
	Application string // the application token
	Tenant      string // such as Cust12345
	Token       string // the system user token that an administrator of the tenant gave
	Key         *rsa.PrivateKey
}

// Authenticate signs the token and exchanges it for a ticket, and the address of
// the tenant.
func (u *SystemUser) Authenticate(ctx context.Context) (ticket, netServerURL string, err error) {
	signed := u.Token + "." + time.Now().UTC().Format("200601021504")
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, u.Key, crypto.SHA256, digest[:])
	if err != nil {
		return "", "", err
	}
	question, err := json.Marshal(map[string]string{
		"SignedSystemToken": signed + "." + base64.StdEncoding.EncodeToString(signature),
		"ApplicationToken":  u.Application,
		"ContextIdentifier": u.Tenant,
		"ReturnTokenType":   "JWT",
	})
	if err != nil {
		return "", "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, u.Service, bytes.NewReader(question))
	if err != nil {
		return "", "", err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", "", err
	}
	defer answer.Body.Close()
	var told struct {
		IsSuccessful bool
		ErrorMessage string
		Token        string
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&told); err != nil {
		return "", "", fmt.Errorf("HTTP %d: %w", answer.StatusCode, err)
	}
	if !told.IsSuccessful {
		return "", "", fmt.Errorf("the system user is refused: %s", told.ErrorMessage)
	}
	return readClaims(told.Token)
}

// readClaims reads the payload of a JSON Web Token. Its signature is not checked
// here: it came over TLS from the service that signs it.
func readClaims(token string) (ticket, netServerURL string, err error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", "", fmt.Errorf("not a JSON Web Token")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", "", err
	}
	var claims struct {
		Ticket       string `json:"http://schemes.superoffice.net/identity/ticket"`
		NetServerURL string `json:"http://schemes.superoffice.net/identity/netserver_url"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return "", "", err
	}
	return claims.Ticket, claims.NetServerURL, nil
}

// The system user of SuperOffice Online: a token is signed with the application's
// key and exchanged for a ticket. The first exchange tells where the tenant is.
func ExampleWithTicketSource_systemUser() {
	netServer := fakeServer()
	defer netServer.Close()
	key, err := rsa.GenerateKey(rand.Reader, 2048) // yours is that of the registered application
	if err != nil {
		log.Fatal(err)
	}
	service := fakePartnerSystemUser(&key.PublicKey, "7T:valid", netServer.URL+"/Cust12345/Remote/Services86/")
	defer service.Close()

	user := &SystemUser{Service: service.URL, Application: "1234567-1234-9876", Tenant: "Cust12345", Token: "My App-AbCdEf", Key: key}
	_, netServerURL, err := user.Authenticate(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	client, err := services86.NewMessagingClient(netServerURL,
		services86.WithApplicationToken(user.Application),
		services86.WithTicketSource(func(ctx context.Context) (string, error) {
			ticket, _, err := user.Authenticate(ctx)
			return ticket, err
		}))
	if err != nil {
		log.Fatal(err)
	}
	plugins, err := client.GetPlugins(context.Background(), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plugins.Response[0].Name)
	// Output:
	// Twilio SMS
}

// fakePartnerSystemUser exchanges what was signed with a key for a ticket.
func fakePartnerSystemUser(key *rsa.PublicKey, ticket, netServerURL string) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var question struct{ SignedSystemToken, ApplicationToken, ContextIdentifier, ReturnTokenType string }
		refuse := func(why string) {
			_ = json.NewEncoder(w).Encode(map[string]any{"IsSuccessful": false, "ErrorMessage": why})
		}
		if err := json.NewDecoder(r.Body).Decode(&question); err != nil {
			refuse(err.Error())
			return
		}
		end := strings.LastIndexByte(question.SignedSystemToken, '.')
		signature, err := base64.StdEncoding.DecodeString(question.SignedSystemToken[end+1:])
		if err != nil {
			refuse(err.Error())
			return
		}
		digest := sha256.Sum256([]byte(question.SignedSystemToken[:end]))
		if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature); err != nil {
			refuse(err.Error())
			return
		}
		claims, _ := json.Marshal(map[string]string{
			"http://schemes.superoffice.net/identity/ticket":        ticket,
			"http://schemes.superoffice.net/identity/netserver_url": netServerURL,
		})
		_ = json.NewEncoder(w).Encode(map[string]any{
			"IsSuccessful": true,
			"Token":        "head." + base64.RawURLEncoding.EncodeToString(claims) + ".signature",
		})
	}))
}
