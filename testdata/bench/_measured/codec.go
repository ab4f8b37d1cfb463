package services86

import "io"

// This file joins the package while it is measured (overlay.json), to reach the
// codec without a connection.

// EncodeRequest appends the envelope of a request to a pooled buffer and hands it
// to use, which must not keep it.
func EncodeRequest(req *SendMessagesRequest, use func([]byte)) error {
	m := newMessage()
	defer m.release()
	m.envelope(&messagingSendMessagesOperation.request, func(*writer) {}, req)
	if m.err != nil {
		return m.err
	}
	use(m.buf)
	return nil
}

// DecodeRequest reads the envelope of a request as a handler does, but in any
// order.
func DecodeRequest(r io.Reader) (*SendMessagesRequest, error) {
	s := newScanner(r, 64<<20)
	defer s.release()
	req := new(SendMessagesRequest)
	var header RequestHeader
	block := func(place int) { header.decodeMember(s, place) }
	err := s.readEnvelope(soap11, header.members(), block, func() {}, func() { decodeBody(s, req) })
	return req, err
}

// DecodeResponse reads the envelope of a response as a client does.
func DecodeResponse(r io.Reader) (*SendMessagesResponse, error) {
	s := newScanner(r, 64<<20)
	defer s.release()
	res := new(SendMessagesResponse)
	_, _, err := new(answerReader).readResponse(s, messagingSendMessagesOperation, res, &res.Header)
	return res, err
}
