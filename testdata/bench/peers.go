package main

import (
	"bytes"
	"encoding/xml"
	"io"

	"github.com/hooklift/gowsdl/soap"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
	"github.com/so-wsdlgen/so-wsdlgen/testdata/bench/gowsdl"
)

// ---- gowsdl's types

func gowsdlRequest(req *services86.SendMessagesRequest) *gowsdl.SendMessages {
	peer := &gowsdl.SendMessages{Plugin: &req.Plugin, OutgoingMessages: new(gowsdl.ArrayOfOutgoingMessage)}
	for i := range req.OutgoingMessages {
		m := &req.OutgoingMessages[i]
		peer.OutgoingMessages.OutgoingMessage = append(peer.OutgoingMessages.OutgoingMessage, &gowsdl.OutgoingMessage{
			From: &m.From, To: &m.To, Content: &m.Content, Format: &m.Format,
			ParentMessagingId: m.ParentMessagingId, SuggestedSessionKey: &m.SuggestedSessionKey,
		})
	}
	return peer
}

// gowsdlEncode does what gowsdl's client does with a request.
func gowsdlEncode(req *gowsdl.SendMessages) ([]byte, error) {
	envelope := soap.SOAPEnvelope{XmlNS: soap.XmlNsSoapEnv}
	envelope.Body.Content = req
	var b bytes.Buffer
	if err := xml.NewEncoder(&b).Encode(envelope); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func gowsdlDecode(r io.Reader) (*gowsdl.SendMessagesResponse, error) {
	res := new(gowsdl.SendMessagesResponse)
	return res, gowsdlDecodeInto(r, res)
}

// gowsdlDecodeInto does what gowsdl's client does with a response.
func gowsdlDecodeInto(r io.Reader, res any) error {
	envelope := soap.SOAPEnvelopeResponse{Body: soap.SOAPBodyResponse{Content: res, Fault: new(soap.SOAPFault)}}
	if err := xml.NewDecoder(r).Decode(&envelope); err != nil {
		return err
	}
	return envelope.Body.ErrorFromFault()
}

func gowsdlStatuses(res *gowsdl.SendMessagesResponse) (list []services86.MessageDeliveryStatus) {
	for _, s := range res.Response.MessageDeliveryStatus {
		list = append(list, services86.MessageDeliveryStatus{
			Status: s.Status, StatusDescription: *s.StatusDescription, MessagingId: s.MessagingId,
		})
	}
	return list
}

// ---- structs as one would write them by hand for encoding/xml

type plainMessage struct {
	From, To, Content, Format string
	ParentMessagingId         int32
	SuggestedSessionKey       string
}

type plainRequest struct {
	XMLName xml.Name `xml:"http://schemas.xmlsoap.org/soap/envelope/ Envelope"`
	Body    struct {
		SendMessages struct {
			XMLName  xml.Name `xml:"http://www.superoffice.net/ws/crm/NetServer/Services86 SendMessages"`
			Plugin   string
			Messages []plainMessage `xml:"OutgoingMessages>OutgoingMessage"`
		}
	} `xml:"http://schemas.xmlsoap.org/soap/envelope/ Body"`
}

type plainStatus struct {
	Status            int32
	StatusDescription string
	MessagingId       int32
}

type plainResponse struct {
	Statuses []plainStatus `xml:"Body>SendMessagesResponse>Response>MessageDeliveryStatus"`
}

func newPlainRequest(req *services86.SendMessagesRequest) *plainRequest {
	plain := new(plainRequest)
	plain.Body.SendMessages.Plugin = req.Plugin
	for _, m := range req.OutgoingMessages {
		plain.Body.SendMessages.Messages = append(plain.Body.SendMessages.Messages, plainMessage{
			m.From, m.To, m.Content, m.Format, m.ParentMessagingId, m.SuggestedSessionKey,
		})
	}
	return plain
}

func plainDecode(r io.Reader) (*plainResponse, error) {
	res := new(plainResponse)
	return res, xml.NewDecoder(r).Decode(res)
}

func plainStatuses(res *plainResponse) (list []services86.MessageDeliveryStatus) {
	for _, s := range res.Statuses {
		list = append(list, services86.MessageDeliveryStatus{
			Status: s.Status, StatusDescription: s.StatusDescription, MessagingId: s.MessagingId,
		})
	}
	return list
}
