package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"

	"github.com/hooklift/gowsdl/soap"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/bench/gowsdl"
)

// calling has the rows of whole calls to a server on this machine, which reads the
// request and answers with a fixed response.
func calling() []shape {
	variants := func() ([]variant, error) {
		c, err := newCallers(serve(response(1, plainDescription, "")), request(1, plainContent))
		if err != nil {
			return nil, err
		}
		return c.variants(), c.agree()
	}
	return []shape{
		&row{name: "call, 1 caller", callers: 1, prepare: variants},
		&row{name: "call, 16 callers", callers: 16, prepare: variants},
	}
}

// serve is the URL of a server that reads each request and answers with a document,
// as long as the program runs.
func serve(document []byte) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(document)))
		_, _ = w.Write(document)
	}))
	return server.URL
}

// callers are clients of one server with the same request.
type callers struct {
	client   *services86.MessagingClient
	req      *services86.SendMessagesRequest
	peer     gowsdl.Messaging
	peerReq  *gowsdl.SendMessages
	http     *http.Client
	plainReq *plainRequest
	url      string
	document []byte // the request as so-wsdlgen writes it
}

func newCallers(url string, req *services86.SendMessagesRequest) (*callers, error) {
	url += "/" + services86.MessagingPath
	client, err := services86.NewMessagingClient(url)
	if err != nil {
		return nil, err
	}
	c := &callers{
		client:   client,
		req:      req,
		peer:     gowsdl.NewMessaging(soap.NewClient(url)),
		peerReq:  gowsdlRequest(req),
		http:     &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}},
		plainReq: newPlainRequest(req),
		url:      url,
	}
	return c, services86.EncodeRequest(req, func(b []byte) { c.document = bytes.Clone(b) })
}

func (c *callers) variants() []variant {
	return []variant{
		{"so-wsdlgen", func() error { _, err := c.ours(); return err }},
		{"gowsdl", func() error { _, err := c.gowsdl(); return err }},
		{"plain structs", func() error { _, err := c.plain(); return err }},
		{"bare net/http", func() error { _, err := c.post(c.document); return err }},
	}
}

func (c *callers) ours() (*services86.SendMessagesResponse, error) {
	return c.client.SendMessages(context.Background(), c.req)
}

func (c *callers) gowsdl() (*gowsdl.SendMessagesResponse, error) {
	return c.peer.SendMessages(c.peerReq)
}

func (c *callers) plain() (*plainResponse, error) {
	document, err := xml.Marshal(c.plainReq)
	if err != nil {
		return nil, err
	}
	answer, err := c.post(document)
	if err != nil {
		return nil, err
	}
	return plainDecode(bytes.NewReader(answer))
}

// post sends a document over a kept connection and returns the answer.
func (c *callers) post(document []byte) ([]byte, error) {
	req, err := http.NewRequest(http.MethodPost, c.url, bytes.NewReader(document))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "text/xml; charset=utf-8")
	req.Header.Set("SOAPAction", `"`+services86.MessagingSendMessagesAction+`"`)
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %d", res.StatusCode)
	}
	return io.ReadAll(res.Body)
}

// agree reports whether all callers get the same.
func (c *callers) agree() error {
	ours, err1 := c.ours()
	peers, err2 := c.gowsdl()
	plain, err3 := c.plain()
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	if !reflect.DeepEqual(ours.Response, gowsdlStatuses(peers)) || !reflect.DeepEqual(ours.Response, plainStatuses(plain)) {
		return errors.New("the callers do not get the same")
	}
	return nil
}
